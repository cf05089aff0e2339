import Diagnostics
import Templates

/// Comma-separated values with a line of names (RFC 4180, but no line ends inside quotes), every
/// cell with its place. Blank lines count for nothing.
struct CSVRows {
  private(set) var names: [PositionedText] = []
  /// One cell a name.
  private(set) var rows: [[PositionedText]] = []

  /// - Throws: the first line that is no row of the table.
  init(_ source: SourceText) throws(Diagnostic) {
    for (index, line) in source.lines.enumerated() {
      let marked = index == 0 && line.first == "\u{FEFF}" ? line.dropFirst() : line
      guard !marked.allSatisfy(\.isWhitespace) else { continue }
      let start = SourceLocation(file: source.name, line: index + 1, column: 1)
      let cells = try Self.cells(of: marked, at: start)
      if names.isEmpty {
        names = cells
      } else if cells.count == names.count {
        rows.append(cells)
      } else {
        throw Diagnostic(
          at: start, "\(cells.count) cells where the first line has \(names.count)",
          help: "cells are separated by commas; a comma inside one needs quotes around it")
      }
    }
    guard !rows.isEmpty else {
      throw Diagnostic(
        at: SourceLocation(file: source.name, line: 1, column: 1), "no rows",
        help: "the first line names the columns, one row of numbers follows a line")
    }
  }

  private static func cells(
    of line: Substring, at start: SourceLocation
  ) throws(Diagnostic) -> [PositionedText] {
    var cells: [PositionedText] = []
    var rest = line
    while true {
      rest = rest.drop(while: \.isWhitespace)
      let column = start.column + line.count - rest.count
      var text = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while true {
          text += rest.prefix { $0 != "\"" }
          rest = rest.drop { $0 != "\"" }
          guard !rest.isEmpty else {
            throw Diagnostic(
              at: SourceLocation(file: start.file, line: start.line, column: column),
              "the quote is not closed on its line")
          }
          rest.removeFirst()
          // Two quotes are one in the text.
          guard rest.first == "\"" else { break }
          text += "\""
          rest.removeFirst()
        }
        rest = rest.drop(while: \.isWhitespace)
      } else {
        text = rest.prefix { $0 != "," }.trimmed
        rest = rest.drop { $0 != "," }
      }
      cells.append(PositionedText(text, file: start.file, line: start.line, column: column))
      guard let next = rest.popFirst() else { return cells }
      guard next == "," else {
        throw Diagnostic(at: cells[cells.count - 1].location, "text follows the closing quote")
      }
    }
  }
}
