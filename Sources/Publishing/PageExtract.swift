/// A piece of a report's page as another page may show it: words, what sets them apart, and formulas,
/// which browsers set from their MathML without the style sheet of the report.
struct PageExtract {
  private static let kept: Set<Substring> = ["em", "i", "strong", "code", "sub", "sup"]

  /// Text, tags and formulas in order.
  private var pieces: [(html: Substring, isText: Bool)] = []

  /// - Parameter html: written by this package: every element is closed.
  init(_ html: Substring) {
    var rest = html
    while let start = rest.firstIndex(of: "<") {
      pieces.append((rest[..<start], true))
      rest = rest[start...]
      if rest.hasPrefix("<math"), let end = rest.firstRange(of: "</math>") {
        pieces.append((rest[..<end.upperBound], false))
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<span class=\"katex-html\"") {
        rest = Self.behindElement(rest, "span")
      } else {
        let tag = rest[..<Self.endOfTag(rest)]
        let name = tag.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        if Self.kept.contains(name) {
          pieces.append((tag.hasPrefix("</") ? "</\(name)>" : "<\(name)>", false))
        }
        rest = rest[tag.endIndex...]
      }
    }
    pieces.append((rest, true))
  }

  var html: String { pieces.map { String(Self.withoutSource($0.html)) }.joined() }

  /// The first sentences, up to the one that ends behind so many characters of text.
  func sentences(_ length: Int) -> String {
    var shown = ""
    var count = 0
    var open = 0
    for (html, isText) in pieces {
      guard isText else {
        shown += Self.withoutSource(html)
        if !html.hasPrefix("<math") { open += html.hasPrefix("</") ? -1 : 1 }
        continue
      }
      for (index, character) in zip(html.indices, html) {
        let next = html[html.index(after: index)...]
        shown.append(character)
        count += 1
        let ends = character == "." && next.first?.isWhitespace == true
        let begins = next.drop(while: \.isWhitespace).first.map { $0.isUppercase } ?? true
        if ends, begins, open == 0, count >= length { return shown }
      }
    }
    return shown
  }

  /// A formula without the TeX that it keeps for programs.
  private static func withoutSource(_ html: Substring) -> String {
    guard let start = html.firstRange(of: "<annotation"),
      let end = html.firstRange(of: "</annotation>")
    else { return String(html) }
    return String(html[..<start.lowerBound] + html[end.upperBound...])
  }

  /// Behind the element at the start.
  private static func behindElement(_ html: Substring, _ name: String) -> Substring {
    var rest = html
    var depth = 0
    while let start = rest.firstIndex(of: "<") {
      rest = rest[start...]
      if rest.hasPrefix("</\(name)>") {
        depth -= 1
      } else if rest.hasPrefix("<\(name)") {
        depth += 1
      }
      rest = rest[endOfTag(rest)...]
      if depth == 0 { return rest }
    }
    return rest[rest.endIndex...]
  }

  /// Behind the tag at the start, whatever its attributes hold.
  private static func endOfTag(_ html: Substring) -> Substring.Index {
    var isQuoted = false
    for (index, character) in zip(html.indices, html) {
      if character == "\"" { isQuoted.toggle() }
      if character == ">", !isQuoted { return html.index(after: index) }
    }
    return html.endIndex
  }
}
