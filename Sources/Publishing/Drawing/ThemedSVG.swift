import Plotting

/// Cairo's SVG made small, independent of what was drawn before, and able to change its colours.
///
/// - Numbers keep two decimals.
/// - `surfaceN`, numbered by Cairo through the life of the process, becomes `figure`.
/// - Each element that has a colour of the light palette gets a class, and a style sheet gives the
///   class its dark colour on screens that prefer dark. Programs without style sheets see light.
///
/// Complexity: linear in the bytes.
struct ThemedSVG {
  private(set) var text = ""
  private var usedClasses: Set<String> = []
  private let followsTheme: Bool

  /// - Parameters:
  ///   - followsTheme: false for print, which is light.
  ///   - words: elements to stand first in the root.
  init(cairo bytes: [UInt8], followsTheme: Bool = true, words: String = "") {
    self.followsTheme = followsTheme
    var body: [UInt8] = []
    body.reserveCapacity(bytes.count)
    var endOfRootTag: Int?
    // Pieces between quotation marks alternate: markup, attribute value, markup, …
    let pieces = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 0 {
        if endOfRootTag == nil, index > 0, bytes[..<piece.startIndex].contains(ofWord: "<svg"),
          let end = piece.firstIndex(of: UInt8(ascii: ">")),
          piece.first != UInt8(ascii: "?")
        {
          body += piece[...end]
          endOfRootTag = body.count
          body += Self.withoutIndentation(piece[(end + 1)...])
        } else {
          body += Self.withoutIndentation(piece)
        }
      } else {
        let value = value(ofAttributeEnding: pieces[index - 1], piece)
        let name = Array(" style=".utf8)
        if value.isEmpty, body.suffix(name.count).elementsEqual(name) {
          body.removeLast(name.count)
          continue
        }
        body.append(UInt8(ascii: "\""))
        body += value
        body.append(UInt8(ascii: "\""))
      }
    }
    let cut = endOfRootTag ?? 0
    text =
      String(decoding: body[..<cut], as: UTF8.self) + "\n" + words
      + (followsTheme ? styleSheet : "")
      + String(decoding: body[cut...].drop { $0 == UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// The new value of the attribute whose name ends a piece of markup: `… d=`.
  private mutating func value(
    ofAttributeEnding markup: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
  ) -> [UInt8] {
    let name = markup.dropLast().reversed().prefix { $0 > UInt8(ascii: " ") }.reversed()
    switch String(decoding: name, as: UTF8.self) {
    case "d": return SVGNumbers.tightened(SVGNumbers.rounded(value))
    case "x", "y", "transform", "viewBox", "width", "height": return SVGNumbers.rounded(value)
    case "style": return Array(themed(String(decoding: value, as: UTF8.self)).utf8)
    case "id" where value.starts(with: "surface".utf8): return Array("figure".utf8)
    default: return Array(value)
    }
  }

  /// The style with short colours, followed by a class attribute for what changes with the theme.
  private mutating func themed(_ style: String) -> String {
    let defaults: Set<Substring> = [
      "stroke:none", "fill-opacity:1", "stroke-opacity:1", "fill-rule:nonzero",
      "stroke-linecap:butt", "stroke-miterlimit:10",
    ]
    var classes: [String] = []
    var declarations: [String] = []
    for entry in style.split(separator: ";") {
      let declaration = entry.drop { $0 == " " }
      if defaults.contains(declaration) { continue }
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      guard let color = Self.color(parts[1]) else {
        let value = SVGNumbers.rounded(Array(parts[1].utf8)[...])
        declarations.append("\(parts[0]):\(String(decoding: value, as: UTF8.self))")
        continue
      }
      declarations.append("\(parts[0]):\(color.hex)")
      if followsTheme,
        let index = Palette.roles.firstIndex(where: { Palette.light[$0] == color })
      {
        classes.append((parts[0] == "fill" ? "f" : "s") + String(index))
      }
    }
    usedClasses.formUnion(classes)
    let attribute = classes.isEmpty ? "" : "\" class=\"" + classes.joined(separator: " ")
    return declarations.joined(separator: ";") + attribute
  }

  /// `rgb(6.666667%,43.921569%,76.862745%)`.
  private static func color(_ value: Substring) -> Color? {
    guard value.hasPrefix("rgb("), value.hasSuffix(")") else { return nil }
    let channels = value.dropFirst(4).dropLast().split(separator: ",").compactMap {
      Double($0.dropLast())
    }
    guard channels.count == 3 else { return nil }
    let bytes = channels.map { UInt32(($0 * 2.55).rounded()) }
    return Color(bytes[0] << 16 | bytes[1] << 8 | bytes[2])
  }

  private var styleSheet: String {
    var rules = ""
    for (index, role) in Palette.roles.enumerated() {
      let dark = Palette.dark[role].hex
      for (letter, property) in [("f", "fill"), ("s", "stroke")]
      where usedClasses.contains(letter + String(index)) {
        rules += ".\(letter)\(index){\(property):\(dark)!important}"
      }
    }
    return "<style>@media screen and (prefers-color-scheme:dark){\(rules)}</style>\n"
  }

  private static func withoutIndentation(_ markup: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in markup where !(byte == UInt8(ascii: " ") && result.last == UInt8(ascii: "\n")) {
      result.append(byte)
    }
    return result
  }
}

extension ArraySlice<UInt8> {
  fileprivate func contains(ofWord word: String) -> Bool {
    let word = Array(word.utf8)
    return indices.contains { self[$0] == word[0] && self[$0...].starts(with: word) }
  }
}
