import Diagnostics

/// The info string of a directive's fence: `{kind #label .class …}`.
struct DirectiveHeader {
  var kind = ""
  var label: String?
  var classes: [String] = []

  /// - Parameters:
  ///   - info: the text after the fence, beginning with `{`.
  ///   - place: where `info` begins.
  init(_ info: Substring, at place: SourceLocation, _ diagnostics: inout [Diagnostic]) {
    func report(_ message: String, _ offset: Int, help: String? = nil) {
      let at = SourceLocation(file: place.file, line: place.line, column: place.column + offset)
      diagnostics.append(Diagnostic(at: at, message, help: help))
    }
    let form = "write '{kind}' or '{kind #label .class}', such as {experiment #cliff}"
    guard let brace = info.firstIndex(of: "}") else {
      report("the '{' of the directive is not closed", 0, help: form)
      return
    }
    let after = info[brace...].dropFirst()
    if let extra = after.firstIndex(where: { !$0.isWhitespace }) {
      let offset = info.distance(from: info.startIndex, to: extra)
      report("unexpected text after the '}' of the directive", offset, help: form)
    }
    let words = info[..<brace].dropFirst().split(whereSeparator: \.isWhitespace)
    for (index, word) in words.enumerated() {
      let offset = info.distance(from: info.startIndex, to: word.startIndex)
      let name = word.dropFirst()
      switch word.first {
      case "#" where label != nil:
        report("a second label '\(word)'", offset, help: "a directive has one label")
      case "#":
        if isLabel(name) {
          label = String(name)
        } else {
          let help = "a label is a letter, then letters, digits, '-' or '_', at most 80"
          report("'\(name)' cannot be a label", offset, help: help)
        }
      case ".":
        if isLabel(name) {
          classes.append(String(name))
        } else {
          report("'\(name)' cannot be a class", offset, help: form)
        }
      default:
        if index == 0 && isLabel(word) {
          kind = String(word)
        } else if word.contains("=") {
          report(
            "options do not stand in the braces: '\(word)'", offset,
            help: "write them as YAML lines in the body of the block")
        } else {
          report("unexpected '\(word)' in the directive", offset, help: form)
        }
      }
    }
    if kind.isEmpty && !words.contains(where: { !"#.".contains($0.first ?? " ") }) {
      report("the directive has no kind", 0, help: form)
    }
  }
}
