/// A piece of an author's HTML.
enum HTMLToken: Equatable {
  /// With references resolved.
  case text(String)
  case start(HTMLTag, closesItself: Bool)
  case end(String)
}

/// A 1-based line and column of a piece of HTML.
struct HTMLPlace: Equatable {
  var line = 1
  var column = 1
}

/// What is wrong with a piece of HTML.
struct HTMLMistake: Error, Equatable {
  let place: HTMLPlace
  let message: String
  let help: String
}

/// Cuts HTML into tags and text by a grammar far stricter than a browser's: what a browser would have
/// to guess is a mistake here.
struct HTMLTokenizer {
  private let characters: [Character]
  private var index = 0
  /// The place of the piece that is read, which begins so many characters into the text.
  private var piece = (start: 0, place: HTMLPlace())

  init(_ text: String) { characters = Array(text) }

  /// Every piece with its place; comments are left out.
  mutating func tokens() throws(HTMLMistake) -> [(token: HTMLToken, place: HTMLPlace)] {
    var tokens: [(HTMLToken, HTMLPlace)] = []
    while index < characters.count {
      piece = (index, place(of: index))
      let start = index
      if characters[index] != "<" {
        while index < characters.count, characters[index] != "<" { index += 1 }
        tokens.append((.text(try resolved(start..<index)), piece.place))
      } else if characters[index...].starts(with: "<!--") {
        try skipComment()
      } else {
        tokens.append((try tag(), piece.place))
      }
    }
    return tokens
  }

  /// Counted from the piece that is read, so that all pieces together cost one walk.
  private func place(of index: Int) -> HTMLPlace {
    var place = piece.place
    for character in characters[piece.start..<index] {
      place =
        character.isNewline
        ? HTMLPlace(line: place.line + 1, column: 1)
        : HTMLPlace(line: place.line, column: place.column + 1)
    }
    return place
  }

  private func mistake(at index: Int, _ message: String, help: String) -> HTMLMistake {
    HTMLMistake(place: place(of: index), message: message, help: help)
  }

  private mutating func skipComment() throws(HTMLMistake) {
    let start = index
    index += 4
    while index < characters.count {
      if characters[index...].starts(with: "-->") {
        index += 3
        return
      }
      index += 1
    }
    throw mistake(at: start, "the comment is not closed", help: "end it with '-->'")
  }

  private mutating func tag() throws(HTMLMistake) -> HTMLToken {
    let start = index
    index += 1
    let isEnd = skip("/")
    let name = word()
    guard name.first?.isLetter ?? false else {
      throw mistake(at: start, "'<' begins no tag", help: "as a character it is written &lt;")
    }
    let attributes = try attributes(of: name, from: start)
    let closesItself = skip("/")
    guard skip(">") else {
      throw mistake(
        at: start, "the tag '\(name)' is not closed",
        help: "write <name attribute=\"value\"> or </name>")
    }
    guard isEnd else { return .start(HTMLTag(name, attributes), closesItself: closesItself) }
    guard attributes.isEmpty, !closesItself else {
      throw mistake(at: start, "the end tag '\(name)' has attributes", help: "write </\(name)>")
    }
    return .end(name)
  }

  private mutating func attributes(
    of tag: String, from start: Int
  ) throws(HTMLMistake) -> [HTMLTag.Attribute] {
    var attributes: [HTMLTag.Attribute] = []
    while skipSpace() {
      let place = index
      let name = word()
      if name.isEmpty { break }
      guard !attributes.contains(where: { $0.name == name }) else {
        throw mistake(
          at: place, "'\(name)' stands twice in the tag '\(tag)'", help: "remove one of them")
      }
      attributes.append(.init(name: name, value: skip("=") ? try value(of: name) : ""))
    }
    return attributes
  }

  private mutating func value(of name: String) throws(HTMLMistake) -> String {
    let start = index
    guard index < characters.count, characters[index] == "\"" || characters[index] == "'" else {
      let value = word()
      let next = index < characters.count ? characters[index] : ">"
      if !value.isEmpty, next.isWhitespace || next == ">" || next == "/" { return value }
      throw mistake(
        at: start, "'\(name)' needs quotes around its value", help: "write \(name)=\"value\"")
    }
    let quote = characters[index]
    guard let end = characters[(index + 1)...].firstIndex(of: quote) else {
      throw mistake(at: start, "the quote is not closed", help: "end the value with \(quote)")
    }
    index = end + 1
    return try resolved(start + 1..<end)
  }

  /// ASCII letters, digits and hyphens, in lower case.
  private mutating func word() -> String {
    let start = index
    while index < characters.count, isWord(characters[index]) { index += 1 }
    return String(characters[start..<index]).lowercased()
  }

  private func isWord(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-")
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard index < characters.count, characters[index] == character else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() -> Bool {
    let start = index
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    return index > start
  }

  // MARK: References

  private static let named: [String: Character] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  /// Text with `&amp;`, `&#8211;` and their kin as the characters they stand for; an ampersand before
  /// a space is one.
  private func resolved(_ range: Range<Int>) throws(HTMLMistake) -> String {
    var text = ""
    var index = range.lowerBound
    while index < range.upperBound {
      let character = characters[index]
      index += 1
      let name = characters[index..<range.upperBound].prefix { isWord($0) || $0 == "#" }
      guard character == "&", !name.isEmpty else {
        text.append(character)
        continue
      }
      let end = index + name.count
      guard end < range.upperBound, characters[end] == ";", let meant = meant(by: String(name))
      else {
        throw mistake(
          at: index - 1, "'&\(String(name.prefix(20)))' is no reference known here",
          help: "write the character itself, or &amp; for '&'")
      }
      text.append(meant)
      index = end + 1
    }
    return text
  }

  private func meant(by name: String) -> Character? {
    if let character = Self.named[name] { return character }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.lowercased().hasPrefix("x")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = number.flatMap(Unicode.Scalar.init), scalar.value >= 0x20 else { return nil }
    return Character(scalar)
  }
}
