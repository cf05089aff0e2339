import Diagnostics

extension LineScan {
  /// Reads `$$ … $$ {#label}` from the line on; nil if the dollars belong to running text.
  mutating func equation(at number: Int, prefix: Substring, _ rest: Substring) -> Int? {
    var pieces: [Substring] = []
    var piece = rest.dropFirst(2)
    var current = number
    var tail: Substring?
    while true {
      if let close = closingDollars(in: piece) {
        tail = piece[close...].dropFirst(2)
        pieces.append(piece[..<close])
        break
      }
      pieces.append(piece)
      current += 1
      let line = source.line(current)
      let depth = prefix.count { $0 == ">" }
      piece = contained(line, quotes: depth, indent: prefix.count)
      if piece.allSatisfy(\.isWhitespace) { break }
    }
    guard let tail else {
      diagnostics.append(
        Diagnostic(
          at: place(number, prefix.count + 1),
          "the formula opened by '$$' is not closed before the next blank line",
          help: "end it with '$$'; to print dollars, write '\\$\\$'"))
      return nil
    }
    let after = tail.trimmed
    var label: String?
    if !after.isEmpty {
      // More text on the line of a one-line formula: a paragraph that begins with a formula.
      if current == number && !after.hasPrefix("{") { return nil }
      let column = source.line(current).count - tail.drop(while: \.isWhitespace).count + 1
      label = equationLabel(after, at: place(current, column))
    }
    add(pieces, label: label, from: number, prefix: prefix)
    return current - number + 1
  }

  private func closingDollars(in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == "\\" {
        index = next < text.endIndex ? text.index(after: next) : next
        continue
      }
      if text[index] == "$", next < text.endIndex, text[next] == "$" { return index }
      index = next
    }
    return nil
  }

  /// A line without the quote marks and indentation of the block it continues.
  private func contained(_ line: Substring, quotes: Int, indent: Int) -> Substring {
    var rest = line
    var open = quotes
    var taken = 0
    while let first = rest.first, taken < indent {
      if first == ">" && open > 0 {
        open -= 1
      } else if !first.isWhitespace {
        break
      }
      rest = rest.dropFirst()
      taken += 1
    }
    return rest
  }

  private mutating func equationLabel(_ text: String, at place: SourceLocation) -> String? {
    if text.hasPrefix("{#"), text.hasSuffix("}"), isLabel(text.dropFirst(2).dropLast()) {
      return String(text.dropFirst(2).dropLast())
    }
    diagnostics.append(
      Diagnostic(
        at: place, "expected a label or nothing after the closing '$$', found '\(text)'",
        help: "write '$$ {#eq-name}'"))
    return nil
  }

  private mutating func add(
    _ pieces: [Substring], label: String?, from number: Int, prefix: Substring
  ) {
    let first = pieces.firstIndex { !$0.trimmed.isEmpty } ?? 0
    let last = pieces.lastIndex { !$0.trimmed.isEmpty } ?? 0
    var kept = Array(pieces[first...last])
    kept[0] = kept[0].drop(while: \.isWhitespace)
    let line = source.line(number + first)
    let column = line[..<kept[0].startIndex].count + 1
    let tex = PositionedText(
      kept.map(String.init).joined(separator: "\n").trimmed, file: source.name,
      line: number + first, column: column, continuationColumn: prefix.count + 1)
    equations[fileLines.count + 1] = Block.Equation(tex: tex, label: label)
    emit(prefix + "```math", from: number)
    emit(prefix + "```", from: number)
  }
}
