/// A text as HTML, safe between tags and between double quotes.
func escaped(_ text: some StringProtocol) -> String {
  var html = ""
  html.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": html += "&amp;"
    case "<": html += "&lt;"
    case ">": html += "&gt;"
    case "\"": html += "&quot;"
    case "'": html += "&#39;"
    // HTML has no way to write the other control characters.
    case "\t", "\n": html.unicodeScalars.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": html.unicodeScalars.append("\u{FFFD}")
    default: html.unicodeScalars.append(scalar)
    }
  }
  return html
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
