import Experiments
import Results

/// Where finished units are kept between runs.
public protocol ResultStore: Sendable {
  /// The kept result of a unit; nil if it was never computed or its row is damaged.
  func result(for unit: WorkUnit) -> UnitResult?
  func keep(_ result: UnitResult, for unit: WorkUnit) throws
}

/// What runs units: this machine's cores, a cluster.
public protocol Engine: Sendable {
  /// Runs every unit, calling `finished` once a unit, in any order, never twice at a time.
  ///
  /// - Throws: `Interrupted` if the work was stopped before the end; what `finished` throws.
  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (_ index: Int, UnitResult) throws -> Void
  ) async throws
}

/// What is told about long work while it goes on.
public protocol Progress: Sendable {
  /// `reused` units of `total` need no work; the others are predicted to take `cost` seconds of
  /// one core.
  func began(total: Int, reused: Int, cost: Double)
  func finishedUnit(cost: Double)
  func ended()
}

/// The work was stopped; finished units were kept.
public struct Interrupted: Error {
  public init() {}
}
