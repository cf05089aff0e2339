import Diagnostics

/// What a cross-reference can point at, by the first syllable of its label.
private let referencePrefixes = ["fig", "tbl", "eq", "sec", "clm", "exr"]

/// Splits `@fig-cliff` and its kin out of a text.
func splittingReferences(_ inline: Inline) -> [Inline] {
  guard case .text(let text) = inline.content, text.contains("@") else { return [inline] }
  var result: [Inline] = []
  var plain = text.startIndex
  func place(_ index: String.Index) -> SourceLocation? {
    inline.location.map {
      let column = $0.column + text.distance(from: text.startIndex, to: index)
      return SourceLocation(file: $0.file, line: $0.line, column: column)
    }
  }
  func flush(until end: String.Index) {
    guard plain < end else { return }
    result.append(Inline(.text(String(text[plain..<end])), at: place(plain)))
  }
  var index = text.startIndex
  while let at = text[index...].firstIndex(of: "@") {
    index = text.index(after: at)
    let isWordBefore = at > text.startIndex && isWord(text[text.index(before: at)])
    guard !isWordBefore, let label = referenceLabel(at: text[index...]) else { continue }
    flush(until: at)
    result.append(Inline(.reference(String(label)), at: place(at)))
    index = label.endIndex
    plain = index
  }
  flush(until: text.endIndex)
  return result
}

private func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

private func referenceLabel(at text: Substring) -> Substring? {
  var label = text.prefix { $0.unicodeScalars.allSatisfy(isLabelScalar) }
  while let last = label.last, last == "-" || last == "_" { label = label.dropLast() }
  guard let hyphen = label.firstIndex(of: "-"), referencePrefixes.contains(String(label[..<hyphen]))
  else { return nil }
  return label
}
