import Numerics
import Results

/// The smallest piece of work that is computed, stored and reused: one network on one data set.
public struct WorkUnit: Sendable {
  /// What the result is a function of: experiment, revision, canonical options, numerics class,
  /// seed. Equal identities mean equal bits.
  public let identity: [String: String]
  public let at: Coordinates
  public let seed: Int
  /// Predicted seconds on one core, for ordering and for the remaining time.
  public let cost: Double
  /// Predicted bytes of memory at the peak.
  public let bytes: Int
  private let body: @Sendable (_ isCancelled: () -> Bool) -> (Outcome, [Record])?

  init(
    experiment: String, revision: Int, options: [String: String], at: Coordinates, seed: Int,
    cost: Double, bytes: Int,
    body: @escaping @Sendable (_ isCancelled: () -> Bool) -> (Outcome, [Record])?
  ) {
    var identity = options.reduce(into: [String: String]()) { $0["option." + $1.key] = $1.value }
    identity["experiment"] = experiment
    identity["revision"] = String(revision)
    identity["seed"] = String(seed)
    identity["numerics"] = numericsClass
    self.identity = identity
    self.at = at
    self.seed = seed
    self.cost = cost
    self.bytes = bytes
    self.body = body
  }

  /// Computes the unit; nil if it was cancelled.
  public func result(isCancelled: () -> Bool = { false }) -> UnitResult? {
    body(isCancelled).map { UnitResult(at: at, seed: seed, outcome: $0.0, records: $0.1) }
  }
}
