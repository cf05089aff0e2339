import Results

extension Coordinates {
  /// ` for gelu, d = 500`: which cell of a grid a sentence is about; empty if there is only one.
  var suffix: String { isEmpty ? "" : " for \(words)" }

  /// `gelu, d = 500`
  var words: String {
    sorted { $0.key < $1.key }.map { name, value in
      value.number == nil ? value.text : "\(QuantityName.title(name)) = \(value.text)"
    }.joined(separator: ", ")
  }
}

/// `10, 30 and 100`
func listed(_ words: [String]) -> String {
  words.count < 2
    ? words.joined()
    : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
}

/// The words without repetitions, in order.
func distinct<Word: Hashable>(_ words: [Word]) -> [Word] {
  var seen: Set<Word> = []
  return words.filter { seen.insert($0).inserted }
}
