/// A page cut into tags and text as a browser does it, forgiving where a browser forgives, so that
/// what would run there is seen here.
struct MarkupTokens {
  struct Tag {
    var name = ""
    /// In order of appearance, names in lower case, references in values resolved.
    var attributes: [(name: String, value: String)] = []
    var closesItself = false
  }

  enum Token {
    case text(String)
    case start(Tag)
    case end(String)
  }

  private(set) var all: [Token] = []

  /// Elements whose content is no markup.
  private static let raw: Set<String> = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext",
  ]

  private let bytes: [UInt8]
  private var index = 0

  init(_ markup: String) {
    bytes = Array(markup.utf8)
    read()
  }

  private func byte(_ offset: Int = 0) -> UInt8? {
    bytes.indices.contains(index + offset) ? bytes[index + offset] : nil
  }

  private mutating func read() {
    var text: [UInt8] = []
    func flush(_ tokens: inout [Token]) {
      if !text.isEmpty { tokens.append(.text(String(decoding: text, as: UTF8.self))) }
      text = []
    }
    while let next = byte() {
      guard next == UInt8(ascii: "<"), let after = byte(1) else {
        text.append(next)
        index += 1
        continue
      }
      if after == UInt8(ascii: "!") || after == UInt8(ascii: "?") {
        flush(&all)
        skipDeclaration()
      } else if after == UInt8(ascii: "/"), byte(2).map(isLetter) ?? false {
        flush(&all)
        index += 2
        all.append(.end(tag().name))
      } else if isLetter(after) {
        flush(&all)
        index += 1
        let tag = tag()
        all.append(.start(tag))
        if Self.raw.contains(tag.name) { readRaw(until: tag.name) }
      } else {
        text.append(next)
        index += 1
      }
    }
    flush(&all)
  }

  private mutating func skipDeclaration() {
    let end: [UInt8] = bytes[index...].starts(with: "<!--".utf8) ? Array("-->".utf8) : [62]
    index += 2
    while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
    index += end.count
  }

  /// Text up to the end tag, whatever it looks like.
  private mutating func readRaw(until name: String) {
    let end = Array("</\(name)".utf8)
    var text: [UInt8] = []
    while index < bytes.count {
      let ahead = bytes[index...].prefix(end.count).map(lowercase)
      if ahead == end { break }
      text.append(bytes[index])
      index += 1
    }
    if !text.isEmpty { all.append(.text(String(decoding: text, as: UTF8.self))) }
  }

  private mutating func tag() -> Tag {
    var tag = Tag()
    tag.name = word(until: " \t\n\u{C}\r/>")
    while let next = byte() {
      if next == UInt8(ascii: ">") {
        index += 1
        return tag
      }
      if next == UInt8(ascii: "/") || isSpace(next) {
        tag.closesItself = next == UInt8(ascii: "/")
        index += 1
        continue
      }
      tag.closesItself = false
      // A name may begin with "=".
      let first = String(decoding: [lowercase(next)], as: UTF8.self)
      index += 1
      let name = first + word(until: " \t\n\u{C}\r/>=")
      while byte().map(isSpace) ?? false { index += 1 }
      var value = ""
      if byte() == UInt8(ascii: "=") {
        index += 1
        while byte().map(isSpace) ?? false { index += 1 }
        value = attributeValue()
      }
      tag.attributes.append((name, value))
    }
    return tag
  }

  private mutating func attributeValue() -> String {
    guard let quote = byte(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return resolvingReferences(word(until: " \t\n\u{C}\r>", lowercased: false))
    }
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != quote { index += 1 }
    defer { index += 1 }
    return resolvingReferences(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func word(until stops: String, lowercased: Bool = true) -> String {
    var word: [UInt8] = []
    while let next = byte(), !stops.utf8.contains(next) {
      word.append(lowercased ? lowercase(next) : next)
      index += 1
    }
    return String(decoding: word, as: UTF8.self)
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(lowercase(byte)) }
private func isSpace(_ byte: UInt8) -> Bool { " \t\n\u{C}\r".utf8.contains(byte) }
private func lowercase(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

/// With `&#58;`, `&colon;` and their kin as the characters they stand for.
private func resolvingReferences(_ text: String) -> String {
  guard text.contains("&") else { return text }
  var result = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "&") {
    result += rest[..<start]
    rest = rest[start...].dropFirst()
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    if let character = character(of: name) {
      result.unicodeScalars.append(character)
      rest = rest[name.endIndex...]
      if rest.first == ";" { rest = rest.dropFirst() }
    } else {
      result += "&"
    }
  }
  return result + rest
}

private func character(of reference: Substring) -> Unicode.Scalar? {
  let named: [Substring: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "colon": ":", "Tab": "\t",
    "NewLine": "\n", "lpar": "(", "rpar": ")", "sol": "/", "bsol": "\\",
  ]
  if let scalar = named[reference] { return scalar }
  guard reference.first == "#" else { return nil }
  let digits = reference.dropFirst()
  let isHexadecimal = digits.first == "x" || digits.first == "X"
  let number =
    isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  return number.flatMap(Unicode.Scalar.init)
}
