/// A text with minus signs for the hyphens that stand before numbers, in their exponents and between
/// operands; those inside words, options and ranges stay.
package func typographic(_ text: String) -> String {
  guard text.contains("-") else { return text }
  let characters = Array(text)
  return String(
    characters.indices.map { index in
      characters[index] == "-" && isMinus(at: index, in: characters) ? "−" : characters[index]
    })
}

private func isMinus(at index: Int, in text: [Character]) -> Bool {
  func character(_ offset: Int) -> Character? {
    let place = index + offset
    return text.indices.contains(place) ? text[place] : nil
  }
  guard let next = character(1) else { return false }
  let before = character(-1)
  if before?.isWhitespace == true, next.isWhitespace { return true }
  guard isDigit(next) || next == "." || next == "∞" else { return false }
  // The exponent of 1.2e-9.
  if before == "e" || before == "E" {
    return character(-2).map { isDigit($0) || $0 == "." } ?? false
  }
  guard let before else { return true }
  return !(before.isLetter || before.isNumber || "_)]-".contains(before))
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
