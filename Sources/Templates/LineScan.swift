import Diagnostics

/// The lines of a template made ready for cmark, and the way back to the lines of the file.
///
/// Lines of `$$…$$` become two lines of an empty code fence, so that `+` and `-` in a formula do
/// not become lists. So do `:::` lines, which cmark would swallow into the paragraph before them.
struct LineScan {
  /// Tables beyond this many cells are refused: cmark pads short rows, at quadratic cost.
  static let maximumTableCells = 20_000
  /// Bytes that all links to one definition could take.
  static let maximumDefinedBytes = 256 << 20

  var text = ""
  /// The 1-based line of the file behind each line of `text`.
  var fileLines: [Int] = []
  /// The formula behind the fence opened on a 1-based line of `text`.
  var equations: [Int: Block.Equation] = [:]
  /// The line of a fenced div behind the fence opened on a 1-based line of `text`.
  var divs: [Int: DivFence] = [:]
  /// The label of the footnote defined on a 1-based line of the file.
  private(set) var footnoteLines: [Int: String] = [:]
  var diagnostics: [Diagnostic] = []

  let source: SourceText
  /// Where a fragment of a template stands; nil for a whole template.
  private let fragment: PositionedText?
  private var fence: Fence?
  private var isInList = false
  private var isAfterBlank = true

  private struct Fence {
    var mark: Character
    var length: Int
    var isQuoted: Bool
    var isInItem: Bool
  }

  init(_ source: SourceText, from firstLine: Int, in fragment: PositionedText? = nil) {
    self.source = source
    self.fragment = fragment
    if let place = oversizedTable(from: firstLine) {
      let message = "the table has more than \(Self.maximumTableCells) cells"
      diagnostics.append(Diagnostic(at: place, message, help: "split it into several tables"))
      return
    }
    if let place = oversizedDefinition(from: firstLine) {
      diagnostics.append(
        Diagnostic(
          at: place, "this definition of a link is too long for a text with so many brackets",
          help: "write the link where it is used: [words](address)"))
      return
    }
    var number = firstLine
    while number <= source.lines.count {
      number += scan(line: number)
    }
  }

  /// Lines handed to cmark as they are.
  init(verbatim source: SourceText) {
    self.source = source
    fragment = nil
    for (index, line) in source.lines.enumerated() { emit(line, from: index + 1) }
  }

  mutating func emit(_ line: some StringProtocol, from number: Int) {
    text += EscapedAt.replacing(in: String(line))
    text += "\n"
    fileLines.append(number)
  }

  /// Handles one line, or all lines of a displayed formula; returns how many.
  private mutating func scan(line number: Int) -> Int {
    let whole = source.line(number)
    let line = number == 1 && whole.first == "\u{FEFF}" ? whole.dropFirst() : whole
    let prefix = line.prefix { $0 == " " || $0 == "\t" || $0 == ">" }
    let rest = line.dropFirst(prefix.count)
    let isIndented = prefix.hasPrefix("    ") || prefix.hasPrefix("\t")
    defer { isAfterBlank = rest.isEmpty }

    if let open = fence {
      let leftQuote = open.isQuoted && !prefix.contains(">")
      let leftList = open.isInItem && prefix.isEmpty && !rest.isEmpty
      if !leftQuote && !leftList {
        if closes(open, rest) { fence = nil }
        emit(line, from: number)
        return 1
      }
      fence = nil
    }

    let (marker, item) = listMarker(rest)
    if !marker.isEmpty {
      isInList = true
    } else if prefix.isEmpty && !rest.isEmpty && isAfterBlank {
      isInList = false
    }
    if !isIndented || isInList {
      fence = opening(
        item, isQuoted: prefix.contains(">"),
        isInItem: isInList && !(prefix.isEmpty && marker.isEmpty))
      if fence == nil && marker.isEmpty {
        if rest.hasPrefix(":::") {
          fencedDiv(at: number, prefix: prefix, rest)
          return 1
        }
        if let label = footnoteLabel(rest) { footnoteLines[number] = label }
        if rest.hasPrefix("$$"), let count = equation(at: number, prefix: prefix, rest) {
          return count
        }
      }
    }
    emit(line, from: number)
    return 1
  }

  func place(_ line: Int, _ column: Int) -> SourceLocation {
    fragment?.location(line: line, column: column)
      ?? SourceLocation(file: source.name, line: line, column: column)
  }
}

// MARK: - Fences and lists

extension LineScan {
  /// The list markers at the start of a line, and what follows them.
  private func listMarker(_ rest: Substring) -> (marker: Substring, rest: Substring) {
    var tail = rest
    while true {
      var after = tail
      if let first = after.first, "-+*".contains(first) {
        after = after.dropFirst()
      } else {
        let digits = after.prefix { $0.isASCII && $0.isNumber }
        after = after.dropFirst(digits.count)
        guard (1...9).contains(digits.count), let end = after.first, end == "." || end == ")"
        else { break }
        after = after.dropFirst()
      }
      let space = after.prefix { $0 == " " || $0 == "\t" }
      guard !space.isEmpty || after.isEmpty else { break }
      tail = after.dropFirst(space.count)
      if tail.isEmpty { break }
    }
    return (rest[..<tail.startIndex], tail)
  }

  private func opening(_ rest: Substring, isQuoted: Bool, isInItem: Bool) -> Fence? {
    guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let run = rest.prefix { $0 == mark }
    guard run.count >= 3 else { return nil }
    if mark == "`" && rest.dropFirst(run.count).contains("`") { return nil }
    return Fence(mark: mark, length: run.count, isQuoted: isQuoted, isInItem: isInItem)
  }

  private func closes(_ fence: Fence, _ rest: Substring) -> Bool {
    let run = rest.prefix { $0 == fence.mark }
    return run.count >= fence.length && rest.dropFirst(run.count).allSatisfy(\.isWhitespace)
  }

  private func footnoteLabel(_ rest: Substring) -> String? {
    guard rest.hasPrefix("[^"), let close = rest.firstIndex(of: "]"),
      rest[close...].hasPrefix("]:")
    else { return nil }
    return String(rest[..<close].dropFirst(2))
  }

  /// Where a link is defined that every bracket of the text might stand for: cmark writes its address
  /// out at each.
  private func oversizedDefinition(from firstLine: Int) -> SourceLocation? {
    let lines = source.lines
    let brackets = source.text.utf8.count { $0 == UInt8(ascii: "[") }
    let longest = Self.maximumDefinedBytes / max(1, brackets)
    var start: (line: Int, bytes: Int)?
    for index in lines.indices.dropFirst(firstLine - 1) {
      let line = lines[index]
      let text = line.drop { " \t>".contains($0) }
      if text.isEmpty {
        start = nil
      } else if start != nil {
        // A title may have lines that look like definitions of their own.
        start?.bytes += line.utf8.count
      } else if text.first == "[", text.contains("]:") {
        start = (index + 1, line.utf8.count)
      }
      if let start, start.bytes > longest { return place(start.line, 1) }
    }
    return nil
  }

  /// Where a table too large to parse has its row of dashes.
  private func oversizedTable(from firstLine: Int) -> SourceLocation? {
    let lines = source.lines
    for index in lines.indices.dropFirst(firstLine - 1) {
      let row = lines[index]
      guard row.utf8.contains(UInt8(ascii: "-")), row.utf8.contains(UInt8(ascii: "|")),
        row.utf8.allSatisfy({ " \t>-:|".utf8.contains($0) })
      else { continue }
      let columns = row.utf8.count { $0 == UInt8(ascii: "|") } + 1
      let rows = lines[index...].prefix { line in
        line.utf8.contains { !" \t>".utf8.contains($0) }
      }
      if columns * rows.count > Self.maximumTableCells { return place(index + 1, 1) }
    }
    return nil
  }
}
