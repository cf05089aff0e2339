/// A table of comma-separated values (RFC 4180), each with its place in the text.
///
/// Cells are separated by commas and rows by line ends; a cell in double quotes may contain both,
/// and a quote as two. Spaces around a cell without quotes do not count, nor do empty lines.
public struct SeparatedTable: Sendable {
  public struct Cell: Sendable, Equatable {
    public let text: String
    public let location: SourceLocation
  }

  /// The first row.
  public let header: [Cell]
  /// The others, each as long as the header.
  public private(set) var rows: [[Cell]] = []

  /// - Throws: a text without rows; columns without a name or with one twice; rows of another
  ///   length than the header; quotes that do not end, or have more behind them.
  public init(_ source: SourceText) throws(Diagnostics) {
    var mistakes: [Diagnostic] = []
    let all = Self.rows(of: source, &mistakes)
    guard let first = all.first else {
      throw Diagnostics([
        Diagnostic(
          at: SourceLocation(file: source.name, line: 1, column: 1), "the table is empty",
          help: "its first line names the columns, separated by commas")
      ])
    }
    header = first
    for (index, cell) in header.enumerated() {
      if cell.text.isEmpty {
        mistakes.append(Diagnostic(at: cell.location, "this column has no name"))
      } else if let earlier = header[..<index].first(where: { $0.text == cell.text }) {
        mistakes.append(
          Diagnostic(
            at: cell.location, "two columns are called '\(cell.text)'",
            related: [Diagnostic.Related(at: earlier.location, "the other one")]))
      }
    }
    for row in all.dropFirst() {
      if row.count == header.count {
        rows.append(row)
      } else {
        mistakes.append(
          Diagnostic(
            at: row[min(row.count - 1, header.count)].location,
            "this row has \(row.count) cell\(row.count == 1 ? "" : "s"), the first one has "
              + "\(header.count)",
            help: "a cell that contains a comma is written in double quotes"))
      }
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
  }

  private static func rows(of source: SourceText, _ mistakes: inout [Diagnostic]) -> [[Cell]] {
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var scan = Scan(source)
    // Spreadsheets begin a file with a byte order mark.
    scan.skip { $0 == "\u{FEFF}" }
    while !scan.isAtEnd {
      scan.skip { $0 == " " || $0 == "\t" }
      let (place, isQuoted) = (scan.location, scan.next == "\"")
      let text = isQuoted ? scan.quoted(&mistakes) : scan.plain()
      let endsRow = scan.isAtEnd || scan.next?.isNewline == true
      if !row.isEmpty || isQuoted || !text.isEmpty || !endsRow {
        row.append(Cell(text: text, location: place))
      }
      guard endsRow else {
        scan.advance()
        // A comma at the end of the text has an empty cell behind it.
        if scan.isAtEnd { row.append(Cell(text: "", location: scan.location)) }
        continue
      }
      scan.advance()
      if !row.isEmpty { rows.append(row) }
      row = []
    }
    if !row.isEmpty { rows.append(row) }
    return rows
  }

  private struct Scan {
    private let text: String
    private let file: String
    private var index: String.Index
    private var line = 1
    private var column = 1

    init(_ source: SourceText) {
      text = source.text
      file = source.name
      index = source.text.startIndex
    }

    var isAtEnd: Bool { index == text.endIndex }
    var next: Character? { isAtEnd ? nil : text[index] }
    var location: SourceLocation { SourceLocation(file: file, line: line, column: column) }

    mutating func advance() {
      guard let character = next else { return }
      index = text.index(after: index)
      (line, column) = character.isNewline ? (line + 1, 1) : (line, column + 1)
    }

    mutating func skip(while isSkipped: (Character) -> Bool) {
      while let character = next, isSkipped(character) { advance() }
    }

    mutating func plain() -> String {
      let start = index
      skip { $0 != "," && !$0.isNewline }
      var cell = text[start..<index]
      while cell.last == " " || cell.last == "\t" { cell.removeLast() }
      return String(cell)
    }

    mutating func quoted(_ mistakes: inout [Diagnostic]) -> String {
      let start = location
      var cell = ""
      advance()
      while let character = next {
        advance()
        guard character == "\"" else {
          cell.append(character)
          continue
        }
        guard next == "\"" else {
          skip { $0 == " " || $0 == "\t" }
          if let character = next, character != ",", !character.isNewline {
            mistakes.append(
              Diagnostic(
                at: location, "there is more behind the quotes of this cell",
                help: "a quote inside quotes is written twice"))
            skip { $0 != "," && !$0.isNewline }
          }
          return cell
        }
        cell.append("\"")
        advance()
      }
      mistakes.append(Diagnostic(at: start, "the quotes of this cell do not end"))
      return cell
    }
  }
}
