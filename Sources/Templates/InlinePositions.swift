import CCmarkGFM
import Diagnostics

/// Turns the lines and columns cmark counts inside one block into places of the file.
///
/// cmark counts bytes, as if every line of a paragraph began at the column of the first, and it
/// does not see the line ends inside a formula.
struct InlinePositions {
  let page: PagePositions
  let startLine: Int
  let startColumn: Int
  /// How many quotes the block stands in.
  let quotes: Int

  /// Line ends inside the formulas passed so far.
  private var extraLines = 0
  /// What to add to columns on cmark's line `shiftedLine`, after a formula of several lines.
  private var columnShift = 0
  private var shiftedLine = 0
  /// Of the line asked for last: where its content begins.
  private var margin = (line: 0, column: 1)

  init(page: PagePositions, block: MarkdownNode, quotes: Int) {
    self.page = page
    self.startLine = Int(cmark_node_get_start_line(block))
    self.startColumn = Int(cmark_node_get_start_column(block))
    self.quotes = quotes
  }

  /// The place of a cmark position, both counted from 1; line 0 means unknown.
  mutating func place(line: Int, column: Int) -> SourceLocation? {
    guard line > 0 else { return nil }
    let shifted = column + (line == shiftedLine ? columnShift : 0)
    let line = line + extraLines
    guard line > startLine else { return page.place(line: line, byteColumn: shifted) }
    let offset = shifted - startColumn
    if margin.line != line { margin = (line, contentColumn(of: line)) }
    return page.place(line: line, byteColumn: margin.column + offset)
  }

  /// Notes the line ends inside a formula of `tex` that cmark saw at `line` and `column`.
  mutating func pass(tex: String, dollars: Int, line: Int, column: Int) {
    let pieces = tex.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard pieces.count > 1 else { return }
    extraLines += pieces.count - 1
    let beforeLastLine = tex.utf8.count - pieces[pieces.count - 1].utf8.count + dollars
    shiftedLine = line
    columnShift = startColumn - (column + beforeLastLine)
  }

  /// The byte column at which the content of a continuation line begins.
  private func contentColumn(of line: Int) -> Int {
    var column = 1
    var open = quotes
    for byte in page.line(line).utf8 {
      if byte == UInt8(ascii: ">") && open > 0 {
        open -= 1
      } else if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") {
        break
      }
      column += 1
    }
    return column
  }
}

/// Turns lines of the scanned text and byte columns into places of the file.
struct PagePositions {
  let source: SourceText
  let fileLines: [Int]
  /// Where a fragment of a template stands; nil for a whole template.
  let fragment: PositionedText?

  func fileLine(_ line: Int) -> Int {
    fileLines.indices.contains(line - 1) ? fileLines[line - 1] : max(1, source.lines.count)
  }

  func line(_ line: Int) -> Substring { source.line(fileLine(line)) }

  func place(line: Int, byteColumn: Int) -> SourceLocation {
    let number = fileLine(line)
    let column = source.characterColumn(line: number, byteColumn: byteColumn)
    if let fragment { return fragment.location(line: number, column: column) }
    return SourceLocation(file: source.name, line: number, column: column)
  }

  func place(of node: MarkdownNode) -> SourceLocation {
    place(
      line: Int(cmark_node_get_start_line(node)),
      byteColumn: max(1, Int(cmark_node_get_start_column(node))))
  }
}
