/// Whether a text may name a directive, heading or equation: a letter, then letters, digits, `-`
/// and `_`, all ASCII, at most 80.
public func isLabel(_ text: some StringProtocol) -> Bool {
  guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic,
    text.utf8.count <= 80
  else { return false }
  return text.unicodeScalars.allSatisfy(isLabelScalar)
}

func isLabelScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
  default: false
  }
}

/// An anchor made from the words of a heading: lower case, spaces as hyphens, no punctuation.
func slug(of text: String) -> String {
  var slug = ""
  for character in text.lowercased() {
    if character.isLetter || character.isNumber || character == "_" {
      slug.append(character)
    } else if character.isWhitespace || character == "-" || character == "–" {
      if !slug.isEmpty && slug.last != "-" { slug.append("-") }
    }
  }
  while slug.last == "-" { slug.removeLast() }
  return slug.isEmpty ? "section" : slug
}

extension StringProtocol {
  /// Without white space at either end.
  package var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
