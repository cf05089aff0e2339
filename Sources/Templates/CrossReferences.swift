import Diagnostics

/// What a cross-reference can point at, by the first syllable of its label.
private let referencePrefixes = ["fig", "tbl", "eq", "sec", "clm", "exr"]

/// Reads the cross-references and citations of a run of text: `@fig-cliff`, `@Fig-cliff`,
/// `[-@fig-cliff]`, `@key`, `[see @key, p. 3; -@other]`.
func readingMarks(_ content: [Inline]) -> [Inline] {
  let hasMarks = content.contains { inline in
    if case .text(let text) = inline.content {
      text.utf8.contains(UInt8(ascii: "@"))
    } else {
      false
    }
  }
  return hasMarks ? MarkReader(content).read() : content
}

/// Reads marks in text that other inlines may interrupt.
private struct MarkReader {
  private enum Unit {
    case character(Character, SourceLocation?)
    case inline(Inline)

    var character: Character? {
      if case .character(let character, _) = self { character } else { nil }
    }
  }

  /// Characters between brackets beyond which they are no citation: brackets in brackets would be
  /// read again and again.
  private static let longestCitation = 2000

  private let units: [Unit]
  /// Of the unit that opens a pair of brackets: the unit that closes it.
  private var closing: [Int: Int] = [:]

  init(_ content: [Inline]) {
    var units: [Unit] = []
    var open: [Int] = []
    for inline in content {
      // An escaped at sign comes by itself.
      guard case .text(let text) = inline.content, text != "@" else {
        units.append(.inline(inline))
        continue
      }
      for (offset, character) in text.enumerated() {
        if character == "[" { open.append(units.count) }
        if character == "]", let start = open.popLast() { closing[start] = units.count }
        let place = inline.location.map {
          SourceLocation(file: $0.file, line: $0.line, column: $0.column + offset)
        }
        units.append(.character(character, place))
      }
    }
    self.units = units
  }

  func read() -> [Inline] { inlines(units.indices, withBrackets: true) }

  private func inlines(_ range: Range<Int>, withBrackets: Bool) -> [Inline] {
    var result: [Inline] = []
    var plain = ""
    var plainStart: SourceLocation?
    func flush() {
      if !plain.isEmpty { result.append(Inline(.text(plain), at: plainStart)) }
      plain = ""
    }
    var index = range.lowerBound
    while index < range.upperBound {
      guard case .character(let character, let place) = units[index] else {
        flush()
        if case .inline(let inline) = units[index] { result.append(inline) }
        index += 1
        continue
      }
      if character == "[", withBrackets, let end = closing[index],
        end - index <= Self.longestCitation, let mark = bracketed(index + 1..<end, at: place)
      {
        flush()
        result.append(mark)
        index = end + 1
        continue
      }
      if character == "@", let (mark, end) = bare(at: index, before: range.upperBound) {
        flush()
        result.append(mark)
        index = end
        continue
      }
      if plain.isEmpty { plainStart = place }
      plain.append(character)
      index += 1
    }
    flush()
    return result
  }

  // MARK: Marks in running text

  /// The mark at an at sign, and where it ends.
  private func bare(at index: Int, before end: Int) -> (Inline, end: Int)? {
    guard let (target, next) = target(at: index, before: end) else { return nil }
    let place = location(index)
    switch target {
    case .label(let label): return (Inline(.reference(label, numberOnly: false), at: place), next)
    case .key(let key):
      var item = Inline.Citation.Item(key: key, at: place)
      var last = next
      if let locator = locator(at: next, before: end) {
        item.after = trimmed(inlines(locator, withBrackets: false))
        last = locator.upperBound + 1
      }
      let source = units[index..<last].map { $0.character.map(String.init) ?? " " }.joined()
      let citation = Inline.Citation(items: [item], isTextual: true, source: source)
      return (Inline(.citation(citation), at: place), last)
    }
  }

  /// What stands between the brackets of ` [p. 3]` behind a key; nil for brackets that cite by
  /// themselves.
  private func locator(at index: Int, before end: Int) -> Range<Int>? {
    guard index + 1 < end, units[index].character == " ", units[index + 1].character == "[",
      let close = closing[index + 1], close < end, close > index + 2,
      close - index <= Self.longestCitation,
      !units[index + 2..<close].contains(where: { $0.character == "@" || $0.character == "[" })
    else { return nil }
    return index + 2..<close
  }

  private enum Target {
    case label(String)
    case key(String)
  }

  /// What the at sign names; nil behind a letter, as in an address.
  private func target(at index: Int, before end: Int) -> (Target, end: Int)? {
    if index > 0, let last = units[index - 1].character, last.isLetter || last.isNumber {
      return nil
    }
    let text = units[index + 1..<end].lazy.map(\.character).prefix { $0 != nil }.map { $0! }
    if let (label, length) = referenceLabel(at: text) { return (.label(label), index + 1 + length) }
    let key = citationKey(at: text)
    return key.isEmpty ? nil : (.key(key), index + 1 + key.count)
  }

  private func location(_ index: Int) -> SourceLocation? {
    if case .character(_, let place) = units[index] { place } else { nil }
  }

  // MARK: Marks in brackets

  /// `[-@fig-cliff]`, or a citation; nil for brackets that hold neither.
  private func bracketed(_ range: Range<Int>, at place: SourceLocation?) -> Inline? {
    // The innermost brackets around a key are the citation's.
    let first = units[range].first { $0.character == "[" || $0.character == "@" }
    guard first?.character == "@" else { return nil }
    var items: [Inline.Citation.Item] = []
    var waiting: [Inline] = []
    for segment in segments(of: range) {
      guard let found = firstTarget(in: segment) else {
        let words = trimmed(inlines(segment, withBrackets: false))
        if items.isEmpty {
          waiting += words + [.text("; ")]
        } else {
          items[items.count - 1].after += [.text("; ")] + words
        }
        continue
      }
      let before = trimmed(inlines(segment.lowerBound..<found.start, withBrackets: false))
      let after = trimmed(inlines(found.end..<segment.upperBound, withBrackets: false))
      switch found.target {
      case .label(let label):
        guard segment == range, before.isEmpty, after.isEmpty else { return nil }
        return Inline(.reference(label, numberOnly: found.isHiding), at: place)
      case .key(let key):
        items.append(
          .init(
            key: key, at: location(found.at), before: waiting + before,
            after: withoutComma(after), hidesAuthors: found.isHiding))
        waiting = []
      }
    }
    guard !items.isEmpty else { return nil }
    let source = units[range].map { $0.character.map(String.init) ?? " " }.joined()
    return Inline(
      .citation(.init(items: items, isTextual: false, source: "[\(source)]")), at: place)
  }

  private func segments(of range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where units[index].character == ";" {
      result.append(start..<index)
      start = index + 1
    }
    return result + [start..<range.upperBound]
  }

  /// The first key of a part of a citation, or else its first label.
  private func firstTarget(
    in segment: Range<Int>
  ) -> (target: Target, start: Int, at: Int, end: Int, isHiding: Bool)? {
    var first: (target: Target, start: Int, at: Int, end: Int, isHiding: Bool)?
    for index in segment where units[index].character == "@" {
      guard let (target, end) = target(at: index, before: segment.upperBound) else { continue }
      let isHiding = index > segment.lowerBound && units[index - 1].character == "-"
      let found = (target, isHiding ? index - 1 : index, index, end, isHiding)
      if case .key = target { return found }
      first = first ?? found
    }
    return first
  }

  private func trimmed(_ content: [Inline]) -> [Inline] {
    var content = content
    while let first = content.first, first.isBlank { content.removeFirst() }
    while let last = content.last, last.isBlank { content.removeLast() }
    if case .text(let text)? = content.first?.content {
      content[0].content = .text(String(text.drop(while: \.isWhitespace)))
    }
    if let last = content.last, case .text(let text) = last.content,
      let end = text.lastIndex(where: { !$0.isWhitespace })
    {
      content[content.count - 1].content = .text(String(text[...end]))
    }
    return content
  }

  private func withoutComma(_ content: [Inline]) -> [Inline] {
    guard case .text(let text)? = content.first?.content, text.first == "," else { return content }
    var content = content
    content[0].content = .text(String(text.dropFirst()))
    return trimmed(content)
  }
}

extension Inline {
  fileprivate var isBlank: Bool {
    switch content {
    case .softBreak, .lineBreak: true
    case .text(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}

/// The label in `fig-cliff`, its first letter lower, and how many characters it takes.
private func referenceLabel(at text: some Sequence<Character>) -> (label: String, length: Int)? {
  var label = String(text.prefix { $0.unicodeScalars.allSatisfy(isLabelScalar) })
  while let last = label.last, last == "-" || last == "_" { label.removeLast() }
  guard let hyphen = label.firstIndex(of: "-"), let first = label.first else { return nil }
  let lower = first.lowercased() + label.dropFirst()
  guard referencePrefixes.contains(String(lower[..<hyphen])) else { return nil }
  return (lower, label.count)
}
