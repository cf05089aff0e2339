import Claims
import Plotting
import Templates

/// A claim in its place, judged.
public struct WovenClaim: Sendable {
  /// From `{claim #label}`; the anchor on the page.
  public var label: String?
  /// Claims count from 1 in reading order.
  public var number: Int
  /// The claim in words.
  public var says: [Inline]
  /// As it was written: `cliff.gelu.delta50 > 1.2 * cliff.quad.delta50`.
  public var predicate: String
  public var verdict: Verdict
  /// Of this claim by itself: 0.99.
  public var level: Double
  public var comparisons: [Comparison]
  public var quantities: [Quantity]
  /// Whole sentences: why it is inconclusive, what would settle it, what the control showed.
  public var remarks: [String]
  public var ledger: [LedgerRow]
  /// Runs that did not finish or lack a value, each with how it was counted.
  public var lost: [String]
  /// The seeds that went into it, and those planned: `20 of 20`.
  public var seedsUsed: Int
  public var seedsPlanned: Int
  /// About so many seeds would settle it; nil if it is settled or no number would.
  public var seedsNeeded: Int?

  /// The comparison that the verdict rests on: the first with the claim's own verdict.
  public var decisive: Comparison? {
    comparisons.first { $0.verdict == verdict } ?? comparisons.first
  }

  /// One comparison of the predicate, against where it must lie.
  public struct Comparison: Sendable {
    /// What is compared: `cliff.gelu.delta50 − 1.2 * cliff.quad.delta50 > 0`.
    public var text: String
    /// Names of the quantities in it.
    public var quantities: [String]
    public var verdict: Verdict
    public var estimate: Double?
    /// One-sided bounds at the level; infinite where there is none.
    public var low: Double
    public var high: Double
    /// Printed: `0.62`, `[0.31, 0.93]`.
    public var value: String
    public var interval: String
    /// nil where nothing finite is to be seen.
    public var scene: Scene?
    public var altText: String
  }

  /// A quantity that the predicate names.
  public struct Quantity: Sendable {
    public var name: String
    public var estimate: Double?
    public var low: Double
    public var high: Double
    public var value: String
    public var interval: String
    /// `20 seeds`, `theory, 8 batches`.
    public var basis: String
    public var isTheory: Bool
  }

  /// One experiment that the claim rests on.
  public struct LedgerRow: Sendable, Equatable {
    /// `#cliff`, or the line it stands on.
    public var name: String
    public var experiment: String
    /// Of the control: its options; nil for the claim's own runs.
    public var control: String?
    public var seeds: String
    public var planned: Int
    public var finished: Int
    public var diverged: Int
    public var failed: Int
  }
}

extension WovenReport {
  /// Every claim in reading order, wherever it stands.
  public var claims: [WovenClaim] { blocks.flatMap(\.claims) }
}

extension WovenBlock {
  fileprivate var claims: [WovenClaim] {
    switch self {
    case .claim(let claim): [claim]
    case .div(let div): div.blocks.flatMap(\.claims)
    default: []
    }
  }
}

extension [WovenClaim] {
  /// What does not hold before what does; among each, as they are read.
  public var doubtfulFirst: [WovenClaim] {
    [Verdict.refuted, .inconclusive, .holds].flatMap { verdict in filter { $0.verdict == verdict } }
  }

  /// `2 hold, 1 refuted, 1 inconclusive`
  public var counts: String {
    let parts = [
      (Verdict.holds, "hold", "holds"), (.refuted, "are refuted", "is refuted"),
      (.inconclusive, "are inconclusive", "is inconclusive"),
    ].compactMap { verdict, many, one -> String? in
      let count = self.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(count == 1 ? one : many)" : nil
    }
    return parts.joined(separator: ", ")
  }

  /// What a reader must know of several verdicts at once.
  public var statement: String {
    let levels = Set(map(\.level)).sorted()
    let wrong = reduce(0) { $0 + 1 - $1.level }
    let each = levels.map(percent).joined(separator: " or ")
    let expected =
      count > 1
      ? " Of \(count) such verdicts up to \(rounded(wrong)) are expected to be wrong." : ""
    return
      "Each claim is judged by itself at \(each): a verdict “holds” or “refuted” is wrong with "
      + "probability \(levels.map { percent(1 - $0) }.joined(separator: " or ")) at most.\(expected) "
      + "The seeds were fixed beforehand."
  }

  private func percent(_ level: Double) -> String {
    let tenths = (level * 1000).rounded() / 10
    return (tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)") + " %"
  }

  private func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
