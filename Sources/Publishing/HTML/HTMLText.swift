/// A text as HTML, safe between tags and between double quotes.
func escaped(_ text: some StringProtocol) -> String {
  // Almost every text, and every drawing of a megabyte, is safe as it stands.
  guard text.utf8.contains(where: mayNeedEscape) else { return String(text) }
  var html: [UInt8] = []
  html.reserveCapacity(text.utf8.count * 9 / 8)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": html += "&amp;".utf8
    case "<": html += "&lt;".utf8
    case ">": html += "&gt;".utf8
    case "\"": html += "&quot;".utf8
    case "\t", "\n": html.append(UInt8(scalar.value))
    // HTML has no way to write the other control characters.
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": html += "\u{FFFD}".utf8
    default: html += UTF8.encode(scalar)!
    }
  }
  return String(decoding: html, as: UTF8.self)
}

/// Whether a byte of UTF-8 is, or may begin, what must be written otherwise.
private func mayNeedEscape(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
  case UInt8(ascii: "\t"), UInt8(ascii: "\n"): false
  // U+0080 to U+009F begin with C2, as do some signs that are safe.
  case 0...0x1F, 0x7F, 0xC2: true
  default: false
  }
}

/// Words with symbols such as δ_NN, the index set low, as HTML.
func symbols(_ text: some StringProtocol) -> String {
  splittingSymbols(text).map { piece in
    piece.isLow ? element("sub", [:], escaped(piece.text)) : escaped(piece.text)
  }.joined()
}

/// An element with its attributes, nil ones left out; `content` is HTML already.
func element(
  _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: String
) -> String {
  openTag(name, attributes) + content + "</\(name)>"
}

/// The opening tag alone, for elements that have no content.
func openTag(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> String {
  var tag = "<" + name
  for (key, value) in attributes {
    if let value { tag += " \(key)=\"\(escaped(value))\"" }
  }
  return tag + ">"
}
