import Claims
import Templates

/// A judged claim as a program reads it. Bounds are one-sided at the level; null where infinite.
public struct ClaimRecord: Codable, Sendable, Equatable {
  public struct Number: Codable, Sendable, Equatable {
    public var name: String
    public var estimate: Double?
    public var low: Double?
    public var high: Double?
    /// Of a comparison: its own verdict; of a quantity: what it rests on.
    public var note: String
  }

  public var label: String?
  public var number: Int
  public var says: String
  public var holds: String
  public var level: Double
  public var verdict: Verdict
  public var comparisons: [Number]
  public var quantities: [Number]
  public var remarks: [String]
  public var lost: [String]
  public var seedsUsed: Int
  public var seedsPlanned: Int
  public var seedsNeeded: Int?

  enum CodingKeys: String, CodingKey {
    case label, number, says, holds, level, verdict, comparisons, quantities, remarks, lost
    case seedsUsed = "seeds_used"
    case seedsPlanned = "seeds_planned"
    case seedsNeeded = "seeds_needed"
  }

  public init(_ claim: WovenClaim) {
    label = claim.label
    number = claim.number
    says = plainText(claim.says)
    holds = claim.predicate
    level = claim.level
    verdict = claim.verdict
    comparisons = claim.comparisons.map {
      Number(name: $0.text, $0.estimate, $0.low, $0.high, note: $0.verdict.rawValue)
    }
    quantities = claim.quantities.map {
      Number(name: $0.name, $0.estimate, $0.low, $0.high, note: $0.basis)
    }
    remarks = claim.remarks
    lost = claim.lost
    seedsUsed = claim.seedsUsed
    seedsPlanned = claim.seedsPlanned
    seedsNeeded = claim.seedsNeeded
  }
}

extension ClaimRecord.Number {
  init(name: String, _ estimate: Double?, _ low: Double, _ high: Double, note: String) {
    self.init(
      name: name, estimate: estimate.flatMap { $0.isFinite ? $0 : nil },
      low: low.isFinite ? low : nil, high: high.isFinite ? high : nil, note: note)
  }
}
