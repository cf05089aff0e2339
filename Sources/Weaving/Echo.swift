import Diagnostics
import Directives
import Templates

/// Whether the source of a directive stands before what it shows.
enum Echo: String, Sendable, CaseIterable {
  case absent = "false"
  case shown = "true"
  /// Behind a click on the page, small on paper.
  case folded = "fold"

  /// Of every directive; it says nothing of what is computed, and is read before the other options.
  static let option = Option.single(
    "echo", .word(allCases.map(\.rawValue)), default: "",
    help: """
      Whether the directive's source stands before what it shows: true, false, or fold for behind a \
      click on the page. If absent, as `echo` of the front matter says.
      """)
}

extension Declaration {
  /// The same, in whose messages `echo` is named too.
  var besideEcho: Declaration {
    Declaration(name: name, summary: summary, options: options, readBefore: [Echo.option])
  }
}

extension FrontMatter {
  static let echo = Option.single(
    "echo", .word(Echo.allCases.map(\.rawValue)), default: Echo.absent.rawValue,
    help: "Whether the source of directives is shown that do not say so themselves.")
}

extension CheckPass {
  /// The options of a directive but for `echo`, which is noted.
  mutating func withoutEcho(_ tree: OptionTree?, of directive: DirectiveBlock) -> OptionTree? {
    guard catalog.canEcho(directive.kind), case .mapping(let entries) = tree?.content,
      let entry = entries.first(where: { $0.name == Echo.option.name })
    else { return tree }
    switch Echo.option.value(of: entry.value) {
    case .success(let word): echoes[directive.location] = Echo(rawValue: word)
    case .failure(let mistakes): diagnostics += mistakes.all
    }
    return OptionTree(.mapping(entries.filter { $0.name != entry.name }), at: tree?.location)
  }
}

extension Catalog {
  /// What shows nothing of its own has no source to show either.
  func canEcho(_ kind: String) -> Bool { kind != IncludeDirective.declaration.name }
}

extension CheckedTemplate {
  /// The source of a directive if it is to be shown.
  func echoed(_ directive: DirectiveBlock) -> [WovenBlock] {
    let general = Echo(rawValue: frontMatter.arguments[FrontMatter.echo]) ?? .absent
    let echo = echoes[directive.location] ?? general
    guard echo != .absent else { return [] }
    // What asks for the source is no part of what it says.
    let lines = directive.source.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .filter { !$0.isOption(Echo.option.name) }
    let code = Block.Code(
      language: "markdown", text: lines.joined(separator: "\n") + "\n",
      isFolded: echo == .folded)
    return [.markdown(Block(.code(code), at: directive.location))]
  }
}

extension Substring {
  /// Whether a line of YAML gives an outermost option.
  fileprivate func isOption(_ name: String) -> Bool {
    hasPrefix(name) && dropFirst(name.count).drop(while: \.isWhitespace).first == ":"
  }
}
