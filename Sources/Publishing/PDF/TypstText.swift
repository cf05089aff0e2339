/// A text as a Typst string in code: the only way in which words of an author enter the source, so
/// that none of them can be read as code.
func typstString(_ text: some StringProtocol) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\":
      literal += "\\"
      literal.unicodeScalars.append(scalar)
    case "\n": literal += "\\n"
    case "\t": literal += "\\t"
    // As in HTML, which has no way to write the other control characters.
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": literal += "\u{FFFD}"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}

/// A text in markup: no space, mark or bracket in it means anything.
func typstText(_ text: some StringProtocol) -> String {
  text.isEmpty ? "" : "#" + typstString(text) + ";"
}

/// Words with symbols such as δ_NN, the index set low, in markup.
func typstSymbols(_ text: some StringProtocol) -> String {
  splittingSymbols(text).map { piece in
    piece.isLow ? "#low[\(typstText(piece.text))]" : typstText(piece.text)
  }.joined()
}

/// A label as a value of code.
func typstLabel(_ name: String) -> String { "label(\(typstString(name)))" }
