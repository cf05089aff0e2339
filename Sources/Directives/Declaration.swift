import Diagnostics

/// What a directive, an experiment or a figure declares: a name, what it does, its options.
public struct Declaration: Sendable {
  public let name: String
  public let summary: String
  public let options: [any AnyOption]
  /// Options of the same mapping that are taken out of it before the others are read; messages name
  /// them too.
  private let readBefore: [String]

  public init(
    name: String, summary: String, options: [any AnyOption], readBefore: [any AnyOption] = []
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.readBefore = readBefore.map(\.name)
  }

  /// The arguments of a tree: each option's value, defaults filled in.
  ///
  /// - Parameter location: where to place the absence of a required option.
  /// - Throws: every mistake: unknown options with a suggestion, misread values, missing options.
  public func arguments(
    of tree: OptionTree?, at location: SourceLocation?
  ) throws(Diagnostics) -> Arguments {
    var (arguments, mistakes) = given(in: tree)
    let entries: [OptionTree.Entry] =
      if case .mapping(let given) = tree?.content { given } else { [] }
    for option in options where !entries.contains(where: { $0.name == option.name }) {
      if let argument = option.defaultArgument {
        arguments[option.name] = argument
      } else if mistakes.isEmpty || entries.isEmpty {
        mistakes.append(
          Diagnostic(
            at: location, "\(name) needs '\(option.name)'",
            help: "\(option.name): \(option.help)"))
      }
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    return Arguments(declaration: self, arguments: arguments)
  }

  /// What is wrong with the options that a tree gives, whether or not it gives all that are needed.
  public func mistakes(in tree: OptionTree?) -> [Diagnostic] { given(in: tree).mistakes }

  private func given(
    in tree: OptionTree?
  ) -> (arguments: [String: GivenValue], mistakes: [Diagnostic]) {
    var mistakes: [Diagnostic] = []
    var arguments: [String: GivenValue] = [:]
    var entries: [OptionTree.Entry] = []
    switch tree?.content {
    case .mapping(let given): entries = given
    case nil: break
    default:
      mistakes.append(
        Diagnostic(
          at: tree?.location, Self.form,
          help: missingSpace(in: tree) ?? "\(name) takes: \(names.joined(separator: ", "))"))
    }
    for entry in entries {
      guard let option = options.first(where: { $0.name == entry.name }) else {
        mistakes.append(
          Diagnostic(
            at: entry.nameLocation, "\(name) has no option '\(entry.name)'",
            help: helpNaming(entry.name, among: names, noun: "its options")))
        continue
      }
      switch option.reading(entry.value) {
      case .success(let argument): arguments[option.name] = argument
      case .failure(let diagnostics): mistakes += diagnostics.all
      }
    }
    return (arguments, mistakes)
  }

  private var names: [String] { options.map(\.name) + readBefore }

  private static let form = "options are written as name: value"

  /// A body that is no mapping, where a kind of directive is not known yet; nil for a mapping and for
  /// nothing.
  public static func mistake(inForm tree: OptionTree?, example: String) -> Diagnostic? {
    switch tree?.content {
    case nil, .mapping: nil
    default:
      Diagnostic(
        at: tree?.location, form, help: missingSpace(in: tree) ?? "for example \(example)")
    }
  }
}

/// YAML takes `d:5` for a word.
private func missingSpace(in tree: OptionTree?) -> String? {
  guard let text = tree?.scalar, let colon = text.firstIndex(of: ":"),
    text[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
  else { return nil }
  return "put a space after '\(text[...colon])'"
}

/// The values of a declaration's options.
public struct Arguments: Sendable {
  public let declaration: Declaration
  private let arguments: [String: GivenValue]

  init(declaration: Declaration, arguments: [String: GivenValue]) {
    self.declaration = declaration
    self.arguments = arguments
  }

  /// The value of an option the declaration lists.
  public subscript<Value>(option: Option<Value>) -> Value {
    guard let value = arguments[option.name]?.value as? Value else {
      preconditionFailure("option '\(option.name)' is not declared by \(declaration.name)")
    }
    return value
  }

  /// Where an option was given; nil if it has its default.
  public func location<Value>(of option: Option<Value>) -> SourceLocation? {
    location(of: option.name)
  }

  /// Where the option of a name was given; nil if it has its default or there is none.
  public func location(of name: String) -> SourceLocation? { arguments[name]?.location }

  /// Where an item of a list was given, from 0; where the list was if it has no such item.
  public func location(of name: String, item index: Int) -> SourceLocation? {
    let tree = arguments[name]?.tree
    guard case .list(let items) = tree?.content, items.indices.contains(index) else {
      return tree?.location
    }
    return items[index].location
  }

  /// The places of a text's characters and of its end; empty for a default, and for a text that was
  /// not written in YAML.
  public func places(of option: Option<String>) -> [SourceLocation] {
    arguments[option.name]?.tree?.places ?? []
  }

  public func isDefault<Value>(_ option: Option<Value>) -> Bool {
    arguments[option.name]?.isDefault ?? true
  }

  /// How many values an option has: those of a list or an axis, else 1.
  public func count(of name: String) -> Int {
    (arguments[name]?.value as? any Collection)?.count ?? 1
  }

  /// The declaration's name, and of every option its canonical text and whether it was given, as a
  /// text that differs where any of them does.
  public var content: String {
    let entries = arguments.sorted { $0.key < $1.key }.map { name, argument in
      // Lengths first, so that no two lists share their text.
      "\(name) \(argument.isDefault ? "default" : "given") \(argument.text.utf8.count) \(argument.text)"
    }
    return ([declaration.name] + entries).joined(separator: "\n")
  }

  /// What was given, options by name, as it was written.
  public var given: OptionTree {
    OptionTree(
      .mapping(
        arguments.sorted { $0.key < $1.key }.compactMap { name, argument in
          argument.tree.map { OptionTree.Entry(name: name, nameLocation: nil, value: $0) }
        }))
  }

  /// Every option's canonical text by name.
  public var texts: [String: String] { arguments.mapValues(\.text) }
}
