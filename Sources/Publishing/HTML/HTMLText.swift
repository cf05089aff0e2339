/// A text as HTML, safe between tags and between double quotes.
func escaped(_ text: some StringProtocol) -> String {
  var text = String(text)
  return text.withUTF8 { bytes in
    guard bytes.contains(where: mustBeEscaped) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var html: [UInt8] = []
    html.reserveCapacity(bytes.count + bytes.count / 8)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "&"): html += "&amp;".utf8
      case UInt8(ascii: "<"): html += "&lt;".utf8
      case UInt8(ascii: ">"): html += "&gt;".utf8
      case UInt8(ascii: "\""): html += "&quot;".utf8
      case UInt8(ascii: "'"): html += "&#39;".utf8
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"): html.append(byte)
      // HTML has no way to write the other control characters; U+0080 to U+009F are C2 80 to C2 9F.
      case 0..<0x20, 0x7F: html += "\u{FFFD}".utf8
      case 0xC2 where rest.first.map { $0 < 0xA0 } ?? false:
        rest.removeFirst()
        html += "\u{FFFD}".utf8
      default: html.append(byte)
      }
    }
    return String(decoding: html, as: UTF8.self)
  }
}

/// Whether a byte of UTF-8 is, or may begin, what cannot stand in HTML as it is.
private func mustBeEscaped(_ byte: UInt8) -> Bool {
  byte < 0x20 || byte == 0x7F || byte == 0xC2 || "&<>\"'".utf8.contains(byte)
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
