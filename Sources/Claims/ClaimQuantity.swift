import Results
import Statistics

/// A quantity that a claim names, with what is known of it.
public struct ClaimQuantity: Sendable {
  /// As the claim names it, with its place where it stands for several.
  public var name: String
  /// nil where it is undefined.
  public var estimate: Double?
  public var unknown: UnknownQuantity
  /// What it can be at all.
  public var range = Span.anything
  public var basis: Basis
  /// Why nothing can be said about it; nil if something can.
  public var obstacle: String?
  /// Runs that did not finish or lack a value, and what became of them.
  public var lost: [LostRun]

  /// What the knowledge rests on.
  public enum Basis: Sendable, Equatable {
    /// Planned seeds, each with one value.
    case seeds(Int)
    /// Planned seeds, each run at several values of an axis.
    case runs(seeds: Int, along: String, values: Int)
    /// Batches of theory; 1 for a number without error.
    case theory(batches: Int)

    public var seeds: Int? {
      switch self {
      case .seeds(let count), .runs(let count, _, _): count
      case .theory: nil
      }
    }

    public var words: String {
      switch self {
      case .seeds(let count): "\(count) seed\(count == 1 ? "" : "s")"
      case .runs(let seeds, let axis, let values):
        "\(seeds) seeds at \(values) values of \(QuantityName.title(axis))"
      case .theory(let batches): batches > 1 ? "theory, \(batches) batches" : "theory"
      }
    }
  }

  public init(
    name: String, estimate: Double?, unknown: UnknownQuantity, basis: Basis,
    obstacle: String? = nil, lost: [LostRun] = []
  ) {
    self.name = name
    self.estimate = estimate
    self.unknown = unknown
    self.basis = basis
    self.obstacle = obstacle
    self.lost = lost
  }
}

/// A planned run without a value, and how a claim counted it.
public struct LostRun: Sendable, Hashable {
  public var seed: Int
  public var at: Coordinates
  /// `diverged at step 12`, `failed: why`, `has no value`
  public var fate: String
  /// `left out of the mean`, `counted as success and as failure`
  public var counted: String

  public init(seed: Int, at: Coordinates, fate: String, counted: String) {
    self.seed = seed
    self.at = at
    self.fate = fate
    self.counted = counted
  }
}

extension ClaimQuantity {
  /// A quantity at a place of a result.
  ///
  /// - Parameters:
  ///   - place: the text of its coordinates, as `AxisValue.text` has them.
  public init(
    name: String, quantity: String, at place: [String: String], evidence: Evidence,
    in result: ExperimentResult
  ) {
    switch evidence {
    case .mean: self.init(meanOf: quantity, name, place, result)
    case .fraction(let event): self.init(fractionOf: event, name, place, result)
    case .crossing(let event, let axis):
      self.init(crossingOf: event, along: axis, name, place, result)
    case .theory(let below): self.init(theory: quantity, below: below, name, place, result)
    case .extrapolation: self.init(limit: quantity, name, place, result)
    case .untested(let reason):
      self.init(
        name: name, estimate: result.point(place, quantity)?[quantity]?.value,
        unknown: .bounded(.anything),
        basis: .theory(batches: 1), obstacle: "\(name): \(reason)")
    }
    let named = QuantityName.range(quantity)
    range = Span(named.lowerBound, named.upperBound)
    if case .fraction = evidence { range = Span(0, 1) }
  }

  /// One-sided bounds, each wrong with probability `tail` at most, cut to the range.
  func span(tail: Double) -> Span { unknown.span(tail: tail).cut(to: range) }

  private init(
    meanOf quantity: String, _ name: String, _ place: [String: String], _ result: ExperimentResult
  ) {
    let (values, lost) = Self.values(place, result, counted: "left out of the mean") {
      $0.quantities[quantity].flatMap { $0.isFinite ? $0 : nil }
    }
    let planned = values.count + lost.count
    let sample = SeedSample(values: values, missing: Set(lost.map(\.seed)))
    var obstacle: String?
    if !SeedSample.hasMean(values.count, of: planned) {
      obstacle = "\(name): \(lost.count) of \(planned) seeds have no value, more than 5 %"
    }
    // Where the experiment reports the quantity, a claim says of it what a table does.
    let reported = result.point(place, quantity).map { $0[quantity]?.value }
    self.init(
      name: name, estimate: reported ?? sample.mean, unknown: .mean(sample),
      basis: .seeds(planned),
      obstacle: obstacle, lost: lost)
  }

  private init(
    fractionOf event: Event, _ name: String, _ place: [String: String], _ result: ExperimentResult
  ) {
    let (values, lost) = Self.values(place, result, counted: "counted as success and as failure") {
      event.happens(in: $0).map { $0 ? 1 : 0 }
    }
    let sample = SeedSample(values: values, missing: Set(lost.map(\.seed)), support: 0...1)
    self.init(
      name: name, estimate: sample.mean, unknown: .mean(sample),
      basis: .seeds(values.count + lost.count), lost: lost)
  }

  private init(
    crossingOf event: Event, along axis: String, _ name: String, _ place: [String: String],
    _ result: ExperimentResult
  ) {
    let grid = (result.axis(axis)?.values ?? []).compactMap(\.number).sorted()
    let units = result.units(at: place)
    let seeds = Set(units.map(\.seed)).sorted()
    var lost: [LostRun] = []
    func outcomes(_ missing: Bool) -> [[Bool?]] {
      seeds.map { seed in
        let runs = units.filter { $0.seed == seed }
        return grid.map { value in
          guard let unit = runs.first(where: { $0.at[axis]?.number == value }) else { return nil }
          let outcome =
            unit.outcome == .finished ? unit.records.last.flatMap(event.happens) : nil
          if outcome == nil {
            lost.append(
              LostRun(
                seed: seed, at: unit.at, fate: unit.fate,
                counted: "counted as success and as failure"))
          }
          return outcome ?? missing
        }
      }
    }
    let best = CrossingTest(grid: grid, outcomes: outcomes(true))
    let hasLost = !lost.isEmpty
    lost = []
    let worst = CrossingTest(grid: grid, outcomes: outcomes(false))
    let estimate = result.point(place, nil)?["delta50"]?.value ?? worst.midpoint
    self.init(
      name: name, estimate: estimate,
      unknown: hasLost ? .oneOf([.crossing(best), .crossing(worst)]) : .crossing(worst),
      basis: .runs(seeds: seeds.count, along: axis, values: grid.count), lost: lost)
  }

  private init(
    theory quantity: String, below: String?, _ name: String, _ place: [String: String],
    _ result: ExperimentResult
  ) {
    guard let point = result.point(place, quantity), let estimate = point[quantity] else {
      self.init(
        name: name, estimate: nil, unknown: .bounded(.anything), basis: .theory(batches: 1),
        obstacle: "\(name) is not defined")
      return
    }
    guard let error = estimate.standardError, estimate.n > 1 else {
      self.init(
        name: name, estimate: estimate.value, unknown: .exact(estimate.value),
        basis: .theory(batches: 1))
      return
    }
    let mean = UnknownQuantity.batchMean(
      value: estimate.value, standardError: error, batches: estimate.n)
    let end = QuantityName.range(quantity).upperBound
    let isCut = estimate.high.map { $0 >= end } ?? false
    let bias = below.flatMap { point[$0]?.value } ?? (isCut ? 0 : estimate.downwardBias)
    self.init(
      name: name, estimate: estimate.value,
      unknown: bias > 0
        ? .oneOf([
          mean,
          .batchMean(
            value: estimate.value - bias, standardError: error, batches: estimate.n),
        ]) : mean,
      basis: .theory(batches: estimate.n))
  }

  private init(
    limit quantity: String, _ name: String, _ place: [String: String], _ result: ExperimentResult
  ) {
    let estimate = result.point(place, quantity)?[quantity]
    let span = estimate.map { Span($0.low ?? -.infinity, $0.high ?? .infinity) } ?? .anything
    self.init(
      name: name, estimate: estimate?.value, unknown: .bounded(span), basis: .theory(batches: 1),
      obstacle: estimate == nil ? "\(name) is not defined" : nil)
  }

  /// The value of each planned seed at a place, and the seeds without one.
  private static func values(
    _ place: [String: String], _ result: ExperimentResult, counted: String,
    _ value: (Record) -> Double?
  ) -> ([Int: Double], [LostRun]) {
    var values: [Int: Double] = [:]
    var lost: [LostRun] = []
    for unit in result.units(at: place) {
      let record =
        place["step"].map { step in
          unit.records.first { AxisValue.number(Double($0.step)).text == step }
        } ?? unit.records.last
      if unit.outcome == .finished, let number = record.flatMap(value) {
        values[unit.seed] = number
      } else {
        lost.append(LostRun(seed: unit.seed, at: unit.at, fate: unit.fate, counted: counted))
      }
    }
    return (values, lost)
  }
}

extension UnitResult {
  /// What became of a run without a value.
  fileprivate var fate: String {
    switch outcome {
    case .finished: "has no value"
    case .diverged(let step): "diverged at step \(step)"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}

extension Estimate {
  /// How much further the interval reaches down than up.
  fileprivate var downwardBias: Double {
    guard let low, let high else { return 0 }
    return max(0, (value - low) - (high - value)) < 1e-12 * abs(value)
      ? 0 : max(0, (value - low) - (high - value))
  }
}

extension ExperimentResult {
  /// The point at exactly these coordinates that has a quantity.
  fileprivate func point(_ place: [String: String], _ quantity: String?) -> Point? {
    points.first { point in
      point.at.count == place.count && (quantity.map(point.quantities.keys.contains) ?? true)
        && place.allSatisfy { point.at[$0.key]?.text == $0.value }
    }
  }

  /// The runs at coordinates that may leave axes open; a step is none of a run.
  fileprivate func units(at place: [String: String]) -> [UnitResult] {
    units.filter { unit in
      place.allSatisfy { axis, value in
        unit.at[axis].map { $0.text == value } ?? (axis == "step")
      }
    }
  }
}
