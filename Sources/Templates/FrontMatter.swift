import Diagnostics

/// The YAML between `---` on line 1 and the next `---`, and the first line after it.
///
/// An unclosed front matter is an error, and the whole text is then read as Markdown.
func splitFrontMatter(
  of source: SourceText, _ diagnostics: inout [Diagnostic]
) -> (text: PositionedText?, firstLine: Int) {
  func isFence(_ line: Substring) -> Bool {
    let bare = line.first == "\u{FEFF}" ? line.dropFirst() : line
    guard bare.hasPrefix("---") else { return false }
    return bare.dropFirst(3).allSatisfy(\.isWhitespace)
  }
  guard isFence(source.line(1)) else { return (nil, 1) }
  guard let end = source.lines.dropFirst().firstIndex(where: isFence) else {
    diagnostics.append(
      Diagnostic(
        at: SourceLocation(file: source.name, line: 1, column: 1),
        "front matter is not closed", help: "end it with a line '---'"))
    return (nil, 2)
  }
  let yaml = source.lines[1..<end].joined(separator: "\n")
  return (PositionedText(yaml, file: source.name, line: 2), end + 2)
}
