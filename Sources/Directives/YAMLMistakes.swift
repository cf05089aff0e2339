import Diagnostics
import Yams

/// Where a YAML text lies in its file, and what libYAML's mistakes mean to an author.
struct YAMLPlace {
  let text: SourceText
  let firstLine: Int

  var written: WrittenYAML { WrittenYAML(text: text, firstLine: firstLine) }

  func location(line: Int, column: Int) -> SourceLocation {
    SourceLocation(file: text.name, line: firstLine + line - 1, column: column)
  }

  func location(_ mark: Mark?) -> SourceLocation? {
    mark.map { location(line: $0.line, column: $0.column) }
  }

  static func anchor(at location: SourceLocation?) -> Diagnostic {
    Diagnostic(
      at: location, "YAML anchors and aliases are not used in templates",
      help: "write the value out; text that begins with '*' or '&' goes into a block: >-")
  }

  func diagnostic(_ error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return diagnostic(problem, at: mark, in: context)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return repeated(duplicates.sorted(), first: context.mark)
    default:
      return Diagnostic(at: location(line: 1, column: 1), "malformed YAML: \(error)")
    }
  }

  private func diagnostic(
    _ problem: String, at mark: Mark, in context: YamlError.Context?
  ) -> Diagnostic {
    let start = context?.mark ?? mark
    func malformed(_ message: String, at mark: Mark, help: String) -> Diagnostic {
      Diagnostic(at: location(mark), "malformed YAML: \(message)", help: help)
    }
    switch problem {
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let help = "lists are written [a, b], mappings {a: 1, b: 2}"
      let bracket = character(at: start)
      if mark.line > start.line, let bracket {
        return malformed("'\(bracket)' is not closed", at: start, help: help)
      }
      let close = problem.hasSuffix("']'") ? "]" : "}"
      return malformed("expected ',' or '\(close)'", at: mark, help: help)
    case "did not find expected node content":
      return malformed("a value is missing", at: mark, help: "lists are written [a, b]")
    case "found unexpected end of stream":
      return malformed("the quote is not closed", at: start, help: "end it with the same quote")
    case "found unknown escape character":
      return malformed(
        problem, at: mark,
        help: "write a backslash between \" as \\\\, or use ' in its place")
    case "could not find expected ':'":
      return malformed(
        "expected ':' after a name", at: start, help: "options are written as name: value")
    case "found undefined alias", "did not find expected alphabetic or numeric character":
      return Self.anchor(at: location(start))
    case "but found another document":
      return malformed(
        "a second document begins here", at: mark,
        help: "remove the line '---': options are one document")
    case "mapping values are not allowed in this context":
      return malformed(
        "a ':' has no place here", at: mark,
        help: "text that holds ': ' goes into a block: >-; names of options that belong together "
          + "begin in the same column")
    case "did not find expected key", "did not find expected '-' indicator":
      return malformed(
        "expected the name of an option", at: mark,
        help: "options are written as name: value, all beginning in the same column")
    case _ where character(at: mark) == "\t":
      return malformed("a tab has no place here", at: mark, help: "indent by spaces")
    default:
      return malformed(
        problem, at: mark,
        help: "text that holds ': ', ' #' or starts with one of ` { [ | * % @ goes into a block: >-"
      )
    }
  }

  private func character(at mark: Mark) -> Character? {
    text.line(mark.line).dropFirst(max(0, mark.column - 1)).first
  }

  /// At the second of the names, where that can be found: names of one mapping begin in one column,
  /// or on one line.
  private func repeated(_ names: [String], first: Mark) -> Diagnostic {
    let (message, help) = (
      "'\(names.joined(separator: "', '"))' is given more than once", "keep one of them"
    )
    guard let name = names.first, let start = location(first) else {
      return Diagnostic(at: location(first), message, help: help)
    }
    let column = max(0, first.column - 1)
    let related = [Diagnostic.Related(at: start, "it is given here first")]
    let after = text.line(first.line).dropFirst(column + name.count)
    if let found = after.firstRange(of: name) {
      let passed = after[..<found.lowerBound].count
      return Diagnostic(
        at: location(line: first.line, column: first.column + name.count + passed), message,
        help: help, related: related)
    }
    for line in (first.line + 1)..<max(first.line + 2, text.lines.count + 1) {
      let rest = text.line(line).dropFirst(column)
      guard rest.hasPrefix(name), rest.dropFirst(name.count).first { $0 != " " } == ":" else {
        continue
      }
      return Diagnostic(
        at: location(line: line, column: first.column), message, help: help, related: related)
    }
    return Diagnostic(at: start, message, help: help)
  }
}
