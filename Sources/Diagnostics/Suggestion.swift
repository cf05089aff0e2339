/// The candidate a misspelt word most likely meant, or nil if none is close.
///
/// Closeness is the optimal-string-alignment distance (insert, delete, substitute, transpose
/// neighbours), at most a third of the word's length; of a single letter nothing is left to be close.
public func suggestion(for word: String, among candidates: [String]) -> String? {
  let word = Array(word.lowercased())
  guard word.count <= longestWord else { return nil }
  let nearest = candidates.prefix(mostCandidates).filter {
    abs($0.count - word.count) <= max(1, word.count / 3)
  }
  let scored = nearest.map { ($0, editDistance(word, Array($0.lowercased()))) }
  guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
  return best.1 <= max(1, word.count / 3) && best.1 < word.count ? best.0 : nil
}

/// `allowed` as a sentence with "did you mean" first, for a diagnostic's help.
public func helpNaming(_ word: String, among allowed: [String], noun: String) -> String {
  let more = allowed.count > longestList ? " and \(allowed.count - longestList) more" : ""
  let list = "\(noun): \(allowed.prefix(longestList).joined(separator: ", "))\(more)"
  guard let close = suggestion(for: word, among: allowed) else { return list }
  return "did you mean '\(close)'? \(list)"
}

/// Nobody misspells a longer word, and nobody reads a longer list; among more candidates it would take
/// long to look.
private let longestWord = 100
private let longestList = 100
private let mostCandidates = 1000

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(row[j - 1] + 1, last[j] + 1, substitution)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
