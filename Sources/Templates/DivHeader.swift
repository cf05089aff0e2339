import Diagnostics

/// What follows the colons of an opening line: `{.note #label title="…" when=profile:x}` or `note`.
struct DivHeader {
  var kind = Block.Div.Kind.note
  var label: String?
  var title: [Inline] = []
  var conditions: [Condition] = []
  var space: Double?

  private var classes = 0
  /// Whether a condition was written, sound or not.
  private var isConditional = false
  private static let form =
    "write '::: {.note}', with '#label', 'title=\"…\"', 'when=…' or 'unless=…' after the class"

  /// - Parameters:
  ///   - text: the line after the colons, not blank.
  ///   - place: where `text` begins.
  init(_ text: Substring, at place: SourceLocation, _ diagnostics: inout [Diagnostic]) {
    func at(_ index: Substring.Index) -> SourceLocation {
      let offset = text.distance(from: text.startIndex, to: index)
      return SourceLocation(file: place.file, line: place.line, column: place.column + offset)
    }
    func report(_ message: String, _ index: Substring.Index, help: String? = Self.form) {
      diagnostics.append(Diagnostic(at: at(index), message, help: help))
    }
    guard text.first == "{" else {
      // Pandoc's short form, with colons allowed behind it: `::: note :::`.
      let word = text.prefix { !$0.isWhitespace }
      let rest = text[word.endIndex...].drop(while: \.isWhitespace)
      if !rest.allSatisfy({ $0 == ":" }) { report("unexpected '\(rest)'", rest.startIndex) }
      read(class: word, report)
      return
    }
    var rest = text.dropFirst()
    var spaceStart: Substring.Index?
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else {
        report("the '{' of the div is not closed", text.startIndex)
        return
      }
      if first == "}" { break }
      let start = rest.startIndex
      let word = rest.prefix { !$0.isWhitespace && $0 != "}" && $0 != "=" }
      rest = rest[word.endIndex...]
      guard rest.first == "=" else {
        read(word: word, report)
        continue
      }
      rest = rest.dropFirst()
      let isQuoted = rest.first == "\""
      if isQuoted { rest = rest.dropFirst() }
      let value = rest.prefix { isQuoted ? $0 != "\"" : !$0.isWhitespace && $0 != "}" }
      rest = rest[value.endIndex...]
      if isQuoted {
        if rest.isEmpty {
          report("the '\"' is not closed", start)
          return
        }
        rest = rest.dropFirst()
      }
      if word == "title" {
        let (content, mistakes) = Template.inlines(
          PositionedText(
            String(value), file: place.file, line: place.line, column: at(value.startIndex).column))
        title = content
        diagnostics += mistakes
      } else if word == "when" || word == "unless" {
        isConditional = true
        do throws(Diagnostic) {
          conditions.append(
            try Condition(value, isNegated: word == "unless", at: at(value.startIndex)))
        } catch {
          diagnostics.append(error)
        }
      } else if word == "space" {
        space = Self.centimetres(value)
        if space == nil {
          report(
            "'\(value)' is no height of a space to write in", value.startIndex,
            help: "write a length of at most 24 cm, such as space=6cm or space=55mm")
        } else {
          spaceStart = start
        }
      } else {
        report(
          "a div has no attribute '\(word)'", start,
          help: helpNaming(
            String(word), among: ["title", "when", "unless", "space"], noun: "attributes"))
      }
    }
    let extra = rest.dropFirst().drop(while: \.isWhitespace)
    if !extra.allSatisfy({ $0 == ":" }) { report("unexpected '\(extra)'", extra.startIndex) }
    if classes == 0 {
      if label == "refs" {
        kind = .references
      } else {
        report("the div has no class", text.startIndex)
      }
    }
    if let spaceStart, kind != .exercise {
      report(
        "only an exercise has a space to write in", spaceStart, help: "move it to the exercise")
    }
    if kind == .only && !isConditional {
      report(
        "'only' needs a condition", text.startIndex,
        help: "for example when=profile:solutions or unless=format:pdf")
    }
    if kind == .solution && !isConditional {
      conditions = [Condition(.profile("solutions"), at: place)]
    }
  }

  /// A length in cm that fits on a page; nil for anything else.
  private static func centimetres(_ text: Substring) -> Double? {
    let units: [(String, Double)] = [("cm", 1), ("mm", 0.1)]
    for (unit, scale) in units where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)) else { return nil }
      let length = number * scale
      return length >= 0.5 && length <= 24 ? length : nil
    }
    return nil
  }

  private mutating func read(
    word: Substring, _ report: (String, Substring.Index, String?) -> Void
  ) {
    let name = word.dropFirst()
    switch word.first {
    case ".": read(class: name, report)
    case "#" where label != nil:
      report("a second label '\(word)'", word.startIndex, "a div has one label")
    case "#":
      if isLabel(name) {
        label = String(name)
      } else {
        report(
          "'\(name)' cannot be a label", word.startIndex,
          "a label is a letter, then letters, digits, '-' or '_', at most 80")
      }
    default: report("unexpected '\(word)'", word.startIndex, Self.form)
    }
  }

  private mutating func read(
    class name: Substring, _ report: (String, Substring.Index, String?) -> Void
  ) {
    classes += 1
    if classes > 1 {
      report("a second class '\(name)'", name.startIndex, "nest one div in the other")
    } else if let kind = Block.Div.Kind(rawValue: String(name)), kind != .references {
      self.kind = kind
    } else {
      report(
        "no div has the class '\(name)'", name.startIndex,
        helpNaming(String(name), among: Block.Div.Kind.classes, noun: "classes"))
    }
  }
}
