/// The line a diagnostic is about, made ready for a screen of equally wide cells: tabs are spaces,
/// control characters are visible, a long line is cut around the place.
public struct Excerpt: Sendable, Equatable {
  /// The line, 1-based.
  public let line: Int
  public let text: String
  /// Cells before the marked stretch.
  public let indent: Int
  /// Cells of the marked stretch, at least 1.
  public let width: Int

  /// Cells shown of one line.
  static let maximumWidth = 120
  private static let tabWidth = 4

  /// Nil where the text has no such line or the line is blank.
  public init?(of source: SourceText, at location: SourceLocation, length: Int?) {
    let line = source.line(location.line)
    guard line.contains(where: { !$0.isWhitespace }) else { return nil }
    let length = length ?? source.wordLength(at: location)
    var cells: [(text: String, width: Int)] = []
    var used = 0
    for character in line {
      if character == "\t" {
        let width = Self.tabWidth - used % Self.tabWidth
        cells.append((String(repeating: " ", count: width), width))
      } else {
        let shown = visible(character)
        cells.append((shown, shown.reduce(0) { $0 + cellWidth($1) }))
      }
      used += cells[cells.count - 1].width
    }
    let start = min(max(0, location.column - 1), cells.count)
    let end = min(max(start, start + length), cells.count)
    var (first, last) = (0, cells.count)
    var before = cells[..<start].reduce(0) { $0 + $1.width }
    // So far into a long line, what stands well before the place is left out.
    if used > Self.maximumWidth {
      while before > Self.maximumWidth * 2 / 3 {
        before -= cells[first].width
        first += 1
      }
      var shown = 0
      last = first
      while last < cells.count, shown + cells[last].width <= Self.maximumWidth {
        shown += cells[last].width
        last += 1
      }
    }
    let (head, tail) = (first > 0 ? "…" : "", last < cells.count ? "…" : "")
    self.line = location.line
    text = head + cells[first..<last].map(\.text).joined() + tail
    indent = before + head.count
    let marked = cells[min(start, last)..<min(end, last)].reduce(0) { $0 + $1.width }
    width = max(1, marked)
  }
}

/// A character as it may be printed: those that steer a terminal or turn the direction of writing
/// become pictures of themselves.
private func visible(_ character: Character) -> String {
  var text = String.UnicodeScalarView()
  for scalar in character.unicodeScalars { text.append(visible(scalar)) }
  return String(text)
}

private func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x7F: "\u{2421}"
  case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
  default: scalar
  }
}

/// A text of one line for a terminal, with nothing in it that could steer the terminal.
func printable(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { shown.append(visible(scalar)) }
  return String(shown)
}
