import Diagnostics
import Templates

/// The words of a field: TeX's accents, signs and emphasis as text, formulas as formulas.
struct TeXWords {
  private(set) var content: [Inline] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let field: PositionedText
  private let characters: [Character]
  private var index = 0
  private var text = ""

  /// - Parameter field: of at most `BibTeXReader.maximumValue` bytes, braces balanced.
  init(_ field: PositionedText) {
    self.field = field
    characters = Array(field.text)
    content = read(depth: 0)
  }

  /// Without formulas and emphasis, for names, years and addresses.
  static func plain(_ field: PositionedText) -> String {
    plainText(TeXWords(field).content).trimmed
  }

  static func plain(_ text: some StringProtocol) -> String {
    plain(PositionedText(String(text), file: "", line: 1))
  }

  private static let signs: [String: String] = [
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", ",": "\u{2009}",
    "/": "", "-": "", "\\": " ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
    "textasciitilde": "~", "textbackslash": "\\", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "TeX": "TeX", "LaTeX": "LaTeX",
    "newblock": "", "S": "§", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "slash": "/", "relax": "", "protect": "", "space": " ", "quad": " ", "noopsort": "",
  ]
  /// Commands whose argument is shown as it is.
  private static let transparent: Set<String> = [
    "mathrm", "textrm", "textsf", "textsc", "textup", "text", "mbox", "texttt", "url", "path",
    "uppercase", "lowercase", "bibinfo", "natexlab", "rm", "sc", "tt", "sf", "upshape", "hbox",
  ]
  private static let emphasised: Set<String> = ["emph", "textit", "textsl", "it", "em", "sl"]
  private static let strong: Set<String> = ["textbf", "bf"]

  private mutating func read(depth: Int) -> [Inline] {
    var result: [Inline] = []
    func append(_ more: [Inline]) {
      for inline in more {
        if case .text(let words) = inline.content, case .text(let before)? = result.last?.content {
          result[result.count - 1] = .text(before + words)
        } else {
          result.append(inline)
        }
      }
    }
    func flushed(_ text: inout String) {
      if !text.isEmpty { append([.text(text)]) }
      text = ""
    }
    while index < characters.count {
      let character = characters[index]
      switch character {
      case "}":
        flushed(&text)
        return result
      case "{":
        index += 1
        flushed(&text)
        append(group(depth))
      case "$":
        flushed(&text)
        formula(&result)
      case "\\":
        flushed(&text)
        index += 1
        append(command(depth))
      case "~":
        text.append("\u{A0}")
        index += 1
      case "-", "`", "'", "?", "!": text += ligature()
      case _ where character.isWhitespace:
        if text.last != " " { text.append(" ") }
        index += 1
      default:
        text.append(character)
        index += 1
      }
    }
    flushed(&text)
    return result
  }

  /// What stands in braces whose opening one is passed; `{\em words}` is emphasis.
  private mutating func group(_ depth: Int) -> [Inline] {
    guard depth < BibTeXReader.maximumDepth else { return [] }
    var result = read(depth: depth + 1)
    if index < characters.count { index += 1 }
    if case .emphasis(let inner)? = result.first?.content, inner.isEmpty {
      result = [Inline(.emphasis(Array(result.dropFirst())))]
    } else if case .strong(let inner)? = result.first?.content, inner.isEmpty {
      result = [Inline(.strong(Array(result.dropFirst())))]
    }
    return result
  }

  private mutating func formula(_ result: inout [Inline]) {
    let start = index + 1
    guard let end = characters[start...].firstIndex(of: "$"), end > start else {
      text.append("$")
      index += 1
      return
    }
    let place = field.location(offset: start)
    let tex = String(characters[start..<end])
    result.append(
      Inline(
        .math(
          tex: PositionedText(tex, file: place.file, line: place.line, column: place.column),
          display: false)))
    index = end + 1
  }

  private mutating func ligature() -> String {
    let rest = characters[index...].prefix(3)
    for (marks, sign) in [
      ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("?`", "¿"),
      ("!`", "¡"),
    ] where rest.starts(with: marks) {
      index += marks.count
      return sign
    }
    index += 1
    return String(rest.first ?? " ")
  }

  // MARK: Commands

  /// A command whose backslash is passed.
  private mutating func command(_ depth: Int) -> [Inline] {
    let start = index
    guard index < characters.count, depth < BibTeXReader.maximumDepth else { return [] }
    if characters[index].isASCII && characters[index].isLetter {
      while index < characters.count, characters[index].isASCII, characters[index].isLetter {
        index += 1
      }
    } else {
      index += 1
    }
    let name = String(characters[start..<index])
    if let mark = TeXAccents.mark(of: name[...]) {
      if name.first?.isLetter == true { skipSpace() }
      return accented(mark, depth)
    }
    if name.first?.isLetter == true { skipSpace() }
    if let letter = TeXAccents.letters[name] { return [.text(letter)] }
    if let sign = Self.signs[name] { return sign.isEmpty ? [] : [.text(sign)] }
    if Self.emphasised.contains(name) { return [Inline(.emphasis(argument(depth)))] }
    if Self.strong.contains(name) { return [Inline(.strong(argument(depth)))] }
    if Self.transparent.contains(name) { return argument(depth) }
    if name == "href" {
      _ = argument(depth)
      return argument(depth)
    }
    diagnostics.append(
      Diagnostic(
        .warning, at: field.location(offset: start - 1), length: name.count + 1,
        "'\\\(name)' is not known and left out", help: "write the sign itself, or a formula: $…$"))
    return []
  }

  /// What stands in the braces that follow; nothing if none do.
  private mutating func argument(_ depth: Int) -> [Inline] {
    guard index < characters.count, characters[index] == "{" else { return [] }
    index += 1
    return group(depth)
  }

  /// The letter after an accent, bare, in braces, or itself a command: `\"o`, `\v{c}`, `\'{\i}`.
  private mutating func accented(_ mark: Unicode.Scalar, _ depth: Int) -> [Inline] {
    guard index < characters.count else { return [] }
    var inner: String
    switch characters[index] {
    case "{":
      inner = plainText(argument(depth))
    case "\\":
      index += 1
      inner = plainText(command(depth + 1))
    case "}": inner = ""
    default:
      inner = String(characters[index])
      index += 1
    }
    if inner == "ı" { inner = "i" }
    if inner == "ȷ" { inner = "j" }
    guard let letter = inner.first else { return [] }
    return [.text(TeXAccents.accented(letter, mark) + inner.dropFirst())]
  }

  private mutating func skipSpace() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }
}
