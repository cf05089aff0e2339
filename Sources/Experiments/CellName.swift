import Results

extension Coordinates {
  /// ` for gelu, 0.5`: which cell of a grid a sentence is about; empty if there is only one.
  var suffix: String {
    isEmpty ? "" : " for " + sorted { $0.key < $1.key }.map(\.value.text).joined(separator: ", ")
  }
}

/// The words without repetitions, in order.
func distinct<Word: Hashable>(_ words: [Word]) -> [Word] {
  var seen: Set<Word> = []
  return words.filter { seen.insert($0).inserted }
}
