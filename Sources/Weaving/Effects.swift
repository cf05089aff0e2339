import Experiments
import Results

/// Where finished units are kept between runs.
public protocol ResultStore: Sendable {
  /// What is kept of units that differ from each other.
  func results(for units: [WorkUnit]) throws -> KeptResults
  /// - Parameter seconds: what the unit took on one core.
  /// - Returns: the checksum that `results(for:)` will give of it; nil if it gives none.
  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) throws -> String?
}

/// What a store holds of some units.
public struct KeptResults: Sendable {
  /// One a unit; nil if it was never computed, or its row is damaged.
  public var results: [UnitResult?]
  /// One a unit: equal checksums mean equal results; nil where there is none.
  public var checksums: [String?]
  /// Indices, ascending, of the units whose row is there but not as it was kept.
  public var damaged: [Int] = []

  public init(count: Int) {
    results = Array(repeating: nil, count: count)
    checksums = Array(repeating: nil, count: count)
  }
}

/// What runs units: this machine's cores, a cluster.
public protocol Engine: Sendable {
  /// Runs every unit, calling `finished` once a unit, in any order, never twice at a time, with
  /// the seconds it took on one core.
  ///
  /// - Throws: `Interrupted` if the work was stopped before the end, `Unfinished` where units will not
  ///   come; what `finished` throws.
  func run(
    _ units: [WorkUnit],
    finished:
      @escaping @Sendable (_ index: Int, UnitResult, _ seconds: Double) throws
      -> Void
  ) async throws
}

/// What is told about long work while it goes on.
public protocol Progress: Sendable {
  /// `reused` units of `total` need no work; the others are predicted to take `cost` seconds of
  /// one core.
  func began(total: Int, reused: Int, cost: Double)
  /// So many kept units of an experiment are damaged and will be computed again.
  func foundDamaged(_ count: Int, of experiment: String)
  func finishedUnit(cost: Double)
  func ended()
  /// At the very end: one account an experiment, in their order.
  func accounted(_ accounts: [UnitAccount])
}

extension Progress {
  public func accounted(_ accounts: [UnitAccount]) {}
}

/// What the units of one experiment took; those it shares with others count for each.
public struct UnitAccount: Sendable, Equatable {
  public let planned: Int
  /// The others were kept from before.
  public let computed: Int
  /// Of one core, for the computed ones.
  public let seconds: Double
}

/// The work was stopped; finished units were kept.
public struct Interrupted: Error {
  public init() {}
}

/// An engine gave up on some units; those that finished were handed over.
public struct Unfinished: Error {
  /// What became of each of the others, in words.
  public let reason: String

  public init(reason: String) { self.reason = reason }
}
