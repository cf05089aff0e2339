import Claims
import Weaving

extension [WovenClaim] {
  var held: [WovenClaim] { filter { $0.verdict == .holds } }

  /// What the panel says over those that hold.
  var heldWords: String {
    held.count == 1 ? "The claim that holds" : "The \(held.count) claims that hold"
  }
}

extension WovenClaim {
  /// What is compared, each bound kept beside its sign; nil where the predicate says the same.
  func newWords(of comparison: Comparison) -> String? {
    guard comparisons.count > 1 || comparison.text != predicate else { return nil }
    return typographic(comparison.text).replacing(" > ", with: " >\u{A0}").replacing(
      " < ", with: " <\u{A0}")
  }

  /// What the panel says of it in a line: the decisive number, theory's values that runs are held
  /// against in it, the seeds.
  var facts: [String] {
    let compared = decisive.map { comparison in
      [comparison.value, comparison.interval, newWords(of: comparison) ?? ""]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
    let left = comparisons.count - 1
    let more = left > 0 ? "and \(left) more comparison\(left == 1 ? "" : "s")" : nil
    let present = quantities.filter { decisive?.quantities.contains($0.name) == true }
    let theory = present.contains { !$0.isTheory } ? present.filter(\.isTheory) : []
    // Of many values the panel names some; the claim in its place has all.
    let named = theory.count > 3 ? theory.prefix(2) : theory[...]
    let others = theory.count - named.count
    let values = named.map { quantity in
      "theory: \(quantity.name) = \(quantity.value)"
        + (quantity.interval.isEmpty ? "" : " \(quantity.interval)")
    }
    let rest = others > 0 ? "and \(others) more of theory" : nil
    let seeds = seedsPlanned > 0 ? "\(seedsUsed) of \(seedsPlanned) seeds" : nil
    let why = verdict == .inconclusive ? remarks.first : nil
    let numbers = ([compared, more].compactMap { $0 } + values).map(typographic)
    return numbers + [rest, seeds, why].compactMap { $0 }
  }
}
