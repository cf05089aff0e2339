/// Splits words at symbols such as δ_NN: a Greek letter, then an underscore, then letters or digits
/// to be set low.
func splittingSymbols(_ text: some StringProtocol) -> [(text: Substring, isLow: Bool)] {
  var pieces: [(text: Substring, isLow: Bool)] = []
  let text = Substring(text)
  var start = text.startIndex
  var rest = text
  while let low = rest.firstIndex(of: "_") {
    let isGreek = text[..<low].unicodeScalars.last.map { (0x370...0x3FF).contains($0.value) }
    let index = rest[rest.index(after: low)...].prefix { $0.isLetter || $0.isNumber }
    if isGreek == true, !index.isEmpty {
      pieces += [(text[start..<low], false), (index, true)]
      start = index.endIndex
      rest = text[start...]
    } else {
      rest = rest[rest.index(after: low)...]
    }
  }
  return pieces + [(text[start...], false)]
}
