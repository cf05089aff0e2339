/// The tags of a page, read strictly: every attribute quoted, every element closed in order.
struct HTMLScan {
  struct Tag {
    let name: String
    let attributes: [String: String]
  }

  private(set) var tags: [Tag] = []
  /// Text between tags, style left out, entities as they stand.
  private(set) var text = ""
  /// What is not well formed.
  private(set) var problems: [String] = []

  init(_ html: String) {
    var rest = html[...]
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      if open.last != "style" { text += rest[..<start] }
      rest = rest[start...].dropFirst()
      if rest.hasPrefix("!DOCTYPE html>") {
        rest = rest.dropFirst("!DOCTYPE html>".count)
        continue
      }
      if rest.first == "/" {
        let name = rest.dropFirst().prefix { $0 != ">" }
        rest = rest[name.endIndex...].dropFirst()
        let expected = open.popLast() ?? "nothing"
        if expected != name { problems.append("</\(name)> closes \(expected)") }
        continue
      }
      let (tag, isEmpty) = Self.readTag(&rest, &problems)
      tags.append(tag)
      if !isEmpty && !Self.voidElements.contains(tag.name) { open.append(tag.name) }
    }
    text += rest
    if !open.isEmpty { problems.append("open at the end: \(open)") }
  }

  func attributes(_ name: String) -> [String] { tags.compactMap { $0.attributes[name] } }

  private static let voidElements: Set<String> = ["br", "hr", "img", "input", "meta", "source"]

  private static func readTag(
    _ rest: inout Substring, _ problems: inout [String]
  ) -> (Tag, isEmpty: Bool) {
    let name = rest.prefix { $0.isLetter || $0.isNumber }
    rest = rest[name.endIndex...]
    if name.isEmpty { problems.append("a bare <") }
    var attributes: [String: String] = [:]
    var isEmpty = false
    while let first = rest.first, first != ">" {
      rest = rest.dropFirst()
      if first == "/" { isEmpty = true }
      if first == "/" || first.isWhitespace { continue }
      let key = String(first) + rest.prefix { $0 != "=" && $0 != ">" && !$0.isWhitespace }
      rest = rest.dropFirst(key.count - 1)
      // KaTeX quotes the attributes of its drawings singly.
      guard let quote = rest.dropFirst().first, rest.first == "=", "\"'".contains(quote) else {
        problems.append("\(name) has \(key) without a quoted value")
        continue
      }
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != quote }
      rest = rest[value.endIndex...].dropFirst()
      if attributes.updateValue(String(value), forKey: key) != nil {
        problems.append("\(name) has \(key) twice")
      }
    }
    rest = rest.dropFirst()
    return (Tag(name: String(name), attributes: attributes), isEmpty)
  }
}
