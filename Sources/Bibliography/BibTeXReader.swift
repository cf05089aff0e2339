import Diagnostics
import Templates

/// Reads the entries of a BibTeX file and says what is wrong with it, place by place.
///
/// A broken entry is left out and reading goes on at the next line that begins with `@`. Nesting and
/// lengths are bounded, so that no file can exhaust the process.
struct BibTeXReader {
  /// Braces nested beyond this are refused.
  static let maximumDepth = 64
  /// A value of more bytes than this is refused: `@string` can double a text again and again.
  static let maximumValue = 1 << 16
  /// After so many mistakes the rest of a file is not worth reading.
  static let maximumMistakes = 50

  private(set) var entries: [BibTeXEntry] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let source: SourceText
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  private var index = 0
  private var words: [String: String] = Self.months
  private var places: [String: SourceLocation] = [:]

  private static let months = Dictionary(
    uniqueKeysWithValues: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ].map { ($0.prefix(3).lowercased(), $0) })

  init(_ source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
    let text = source.text
    lineStarts = source.lines.map { text.utf8.distance(from: text.startIndex, to: $0.startIndex) }
    read()
  }

  private mutating func read() {
    while let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
      guard diagnostics.count < Self.maximumMistakes else { return }
      index = at + 1
      let lineStart = (bytes[..<at].lastIndex(of: 10) ?? -1) + 1
      let line = bytes[lineStart..<at].drop { $0 <= 0x20 }
      if line.first == UInt8(ascii: "%") { continue }
      do throws(Diagnostic) {
        try entry(from: at)
      } catch {
        diagnostics.append(error)
        skipToNextEntry()
      }
    }
  }

  // MARK: Entries

  private mutating func entry(from at: Int) throws(Diagnostic) {
    let kind = name().lowercased()
    skipSpace()
    if kind == "comment" {
      if peek == UInt8(ascii: "{") { _ = try delimited("@comment") }
      return
    }
    guard let open = peek, open == UInt8(ascii: "{") || open == UInt8(ascii: "(") else {
      // An address in the text between entries.
      if kind.isEmpty || at > 0 && bytes[at - 1] > 0x20 { return }
      throw Diagnostic(
        at: place(at), "'@\(kind)' is not followed by '{'",
        help: "write @\(kind){key, field = {value}, …}")
    }
    index += 1
    let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
    switch kind {
    case "preamble":
      _ = try value(of: "the preamble", from: at)
      try end(close, of: "the preamble", from: at)
    case "string":
      let name = try fieldName(in: "@string", from: at).lowercased()
      words[name] = try value(of: name, from: at).text
      try end(close, of: "@string", from: at)
    default:
      try entry(of: kind, from: at, until: close)
    }
  }

  private mutating func entry(
    of kind: String, from at: Int, until close: UInt8
  ) throws(Diagnostic) {
    skipSpace()
    let start = index
    while let byte = peek, byte > 0x20, byte != UInt8(ascii: ","), byte != close { index += 1 }
    let key = String(decoding: bytes[start..<index], as: UTF8.self)
    skipSpace()
    guard !key.isEmpty, !key.contains("="), peek != UInt8(ascii: "=") else {
      throw Diagnostic(
        at: place(start), "the entry has no key", help: "write @\(kind){key, field = {value}, …}")
    }
    var fields: [String: PositionedText] = [:]
    while peek == UInt8(ascii: ",") {
      index += 1
      skipSpace()
      if peek == close { break }
      let name = try fieldName(in: "'\(key)'", from: at).lowercased()
      let value = try value(of: "\(name) of '\(key)'", from: at)
      if fields[name] == nil { fields[name] = value }
      skipSpace()
    }
    try end(close, of: "'\(key)'", from: at)
    if let first = places[key] {
      diagnostics.append(
        Diagnostic(
          .warning, at: place(at), "the key '\(key)' is already used; this entry is left out",
          related: [.init(at: first, "the first '\(key)' is here")]))
      return
    }
    places[key] = place(at)
    entries.append(BibTeXEntry(kind: kind, key: key, location: place(at), fields: fields))
  }

  private mutating func end(_ close: UInt8, of what: String, from at: Int) throws(Diagnostic) {
    skipSpace()
    if peek == close {
      index += 1
      return
    }
    guard peek != nil, !isAtEntry else {
      throw Diagnostic(
        at: place(at), "\(what) is not closed",
        help: "end it with '\(Character(UnicodeScalar(close)))'")
    }
    throw Diagnostic(
      at: place(index), "a ',' is missing before this in \(what)",
      help: "fields are separated by commas")
  }

  /// `name =`.
  private mutating func fieldName(in what: String, from at: Int) throws(Diagnostic) -> String {
    skipSpace()
    let start = index
    let name = name()
    guard peek != nil, !name.isEmpty || !isAtEntry else {
      throw Diagnostic(at: place(at), "\(what) is not closed", help: "end it with '}'")
    }
    guard !name.isEmpty else {
      throw Diagnostic(
        at: place(start), "no field of \(what) begins here", help: "write name = {value}")
    }
    skipSpace()
    guard peek == UInt8(ascii: "=") else {
      throw Diagnostic(
        at: place(start), "'\(name)' in \(what) has no '='", help: "write \(name) = {value}")
    }
    index += 1
    return name
  }

  // MARK: Values

  /// Pieces in braces or quotes, numbers and words of `@string`, joined by `#`.
  private mutating func value(of what: String, from at: Int) throws(Diagnostic) -> PositionedText {
    var text = ""
    var start: Int?
    while true {
      skipSpace()
      let begin = index
      switch peek {
      case UInt8(ascii: "{"), UInt8(ascii: "\""):
        text += try delimited(what)
        start = start ?? begin + 1
      case let byte? where byte > 0x20 && !Self.marks.contains(byte):
        let word = name()
        start = start ?? begin
        if word.allSatisfy({ $0.isNumber }) {
          text += word
        } else if let known = words[word.lowercased()] {
          text += known
        } else {
          diagnostics.append(
            Diagnostic(
              .warning, at: place(begin), "no @string is called '\(word)'",
              help: suggestion(for: word.lowercased(), among: words.keys.sorted()).map {
                "did you mean '\($0)'? text stands in braces: {\(word)}"
              } ?? "text stands in braces: {\(word)}"))
          text += word
        }
      default:
        throw Diagnostic(
          at: place(begin), "\(what) has no value", help: "write {value}, \"value\" or a number")
      }
      guard text.utf8.count <= Self.maximumValue else {
        throw Diagnostic(
          at: place(begin), "\(what) is longer than \(Self.maximumValue) bytes")
      }
      skipSpace()
      guard peek == UInt8(ascii: "#") else { break }
      index += 1
    }
    let place = place(start ?? at)
    return PositionedText(text, file: place.file, line: place.line, column: place.column)
  }

  private static let marks = Set("{}\"#,=()%'\\@".utf8)

  /// The text between braces, or between quotes outside braces.
  private mutating func delimited(_ what: String) throws(Diagnostic) -> String {
    let begin = index
    let isQuoted = bytes[begin] == UInt8(ascii: "\"")
    var depth = isQuoted ? 0 : 1
    index += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\"") where isQuoted && depth == 0:
        index += 1
        return String(decoding: bytes[begin + 1..<index - 1], as: UTF8.self)
      default: break
      }
      if depth > Self.maximumDepth {
        throw Diagnostic(
          at: place(index), "braces in \(what) are nested more than \(Self.maximumDepth) deep")
      }
      index += 1
      if depth == 0 && !isQuoted {
        return String(decoding: bytes[begin + 1..<index - 1], as: UTF8.self)
      }
      if depth < 0 {
        throw Diagnostic(at: place(index - 1), "a '}' too many in \(what)")
      }
    }
    // Reading goes on behind the opening, where the next entry may be sound.
    index = begin + 1
    throw Diagnostic(
      at: place(begin), "\(what) is not closed",
      help: "end it with '\(isQuoted ? "\"" : "}")'")
  }

  // MARK: Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Letters, digits and the marks that names of fields, keys and words may hold.
  private mutating func name() -> String {
    let start = index
    while let byte = peek, byte > 0x20, !Self.marks.contains(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Past white space and what follows a `%` on its line.
  private mutating func skipSpace() {
    while let byte = peek, byte <= 0x20 || byte == UInt8(ascii: "%") {
      if byte == UInt8(ascii: "%") {
        index = bytes[index...].firstIndex(of: 10) ?? bytes.count
      } else {
        index += 1
      }
    }
  }

  private var isAtEntry: Bool { peek == UInt8(ascii: "@") }

  /// To the next line whose first mark is `@`.
  private mutating func skipToNextEntry() {
    if isAtEntry { return }
    while index < bytes.count {
      guard let newline = bytes[index...].firstIndex(of: 10) else {
        index = bytes.count
        return
      }
      index = newline + 1
      skipSpace()
      if isAtEntry { return }
    }
  }

  private func place(_ offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = source.characterColumn(
      line: low + 1, byteColumn: offset - (lineStarts.isEmpty ? 0 : lineStarts[low]) + 1)
    return SourceLocation(file: source.name, line: low + 1, column: column)
  }
}
