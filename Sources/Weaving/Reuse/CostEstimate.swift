import Experiments

/// Seconds of one core that work is expected to take, with the range it may lie in.
public struct CostEstimate: Sendable, Equatable {
  public var seconds: Double
  public var low: Double
  public var high: Double
  /// Units whose kind was measured before, and units that only the cost model speaks of.
  public var measured: Int
  public var predicted: Int

  public static let nothing = CostEstimate(
    seconds: 0, low: 0, high: 0, measured: 0, predicted: 0)

  static func + (a: CostEstimate, b: CostEstimate) -> CostEstimate {
    CostEstimate(
      seconds: a.seconds + b.seconds, low: a.low + b.low, high: a.high + b.high,
      measured: a.measured + b.measured, predicted: a.predicted + b.predicted)
  }
}

/// What units took, for what others will take.
///
/// The cost model of `WorkUnit.cost` scales from one size to another; what was measured on units
/// that differ in the fewest options corrects it.
public struct MeasuredRates: Sendable {
  /// Units alike but for their seed.
  public struct Group: Sendable {
    public let identity: [String: String]
    public let seconds: Double
    /// Of the cost model.
    public let predicted: Double

    /// - Parameter identity: of a unit of the group, with or without its seed.
    public init(identity: [String: String], seconds: Double, predicted: Double) {
      var identity = identity
      identity["seed"] = nil
      self.identity = identity
      self.seconds = seconds
      self.predicted = predicted
    }

    var ratio: Double { seconds / predicted }
  }

  /// Without a measurement: the cost model was seen to be off by factors in this range.
  private static let unmeasured = (low: 0.5, middle: 2.0, high: 6.0)
  /// Seconds that a machine at work adds to or takes from the next measurement.
  private static let scatter = 1.25

  private let groups: [String: [Group]]

  public init(_ groups: [Group]) {
    self.groups = Dictionary(
      grouping: groups.filter { $0.seconds > 0 && $0.predicted > 0 },
      by: { $0.identity["experiment"] ?? "" })
  }

  /// What each unit is expected to take.
  public func estimates(of units: [WorkUnit]) -> [CostEstimate] {
    var known: [[String: String]: (low: Double, middle: Double, high: Double)?] = [:]
    return units.map { unit in
      var identity = unit.identity
      identity["seed"] = nil
      let factors = known[identity] ?? factors(for: identity)
      known[identity] = .some(factors)
      let used = factors ?? Self.unmeasured
      return CostEstimate(
        seconds: unit.cost * used.middle, low: unit.cost * used.low, high: unit.cost * used.high,
        measured: factors == nil ? 0 : 1, predicted: factors == nil ? 1 : 0)
    }
  }

  /// Measured over predicted among the groups that differ least; nil if none was measured.
  private func factors(
    for identity: [String: String]
  ) -> (low: Double, middle: Double, high: Double)? {
    let candidates = groups[identity["experiment"] ?? ""] ?? []
    let distances = candidates.map { Self.distance($0.identity, identity) }
    guard let least = distances.min() else { return nil }
    let near = zip(candidates, distances).filter { $0.1 == least }.map(\.0)
    let ratios = near.map(\.ratio)
    guard let low = ratios.min(), let high = ratios.max() else { return nil }
    let middle = near.reduce(0) { $0 + $1.seconds } / near.reduce(0) { $0 + $1.predicted }
    return (low / Self.scatter, middle, high * Self.scatter)
  }

  /// In how many parts two identities differ.
  private static func distance(_ a: [String: String], _ b: [String: String]) -> Int {
    a.count { b[$0.key] != $0.value } + b.keys.count { a[$0] == nil }
  }
}
