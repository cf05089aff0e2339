import Model
import Results
import Theory

/// δ_NN(t) of one network at one step: the root in δ of the margin averaged over batches of the
/// mean field, theory (13).
struct ThresholdSearch: Sendable {
  /// δ and d count for nothing.
  let configuration: Configuration
  let step: Int
  let samples: Int
  let batches: [Int]

  /// Raised whenever the numbers of a search change.
  static let revision = 2
  /// Where the root is looked for.
  static let range = 0.1...100.0
  /// From where, and by what factor outwards.
  private static let start = 2.0
  private static let stride = 1.6
  /// The mean's root is bracketed this closely, around that of the first batch.
  private static let width = 0.05

  /// A margin was not to be had; the search ends there.
  private enum Stop: Error {
    case interrupted(MeanField.Interruption)
    case undefined
  }

  /// One δ costs as much as a batch up to the step, each δ of the mean that for every batch.
  var cost: Double { Double(8 + 3 * batches.count) * run(delta: Self.start).cost }
  var bytes: Int { run(delta: Self.start).bytes }

  private func run(delta: Double) -> MeanFieldRun {
    var configuration = configuration
    configuration.delta = delta
    return MeanFieldRun(
      configuration: configuration, samples: samples, reported: [step], detail: .landscape)
  }

  var unit: WorkUnit {
    var options = configuration.texts
    options["d"] = nil
    options["delta"] = nil
    options["samples"] = String(samples)
    options["batches"] = String(batches.count)
    options["at"] = String(step)
    return WorkUnit(
      experiment: "mean-field-threshold", revision: Self.revision, options: options,
      at: configuration.at, seed: 0, cost: cost, bytes: bytes
    ) { threads, isCancelled in
      records(threads: threads, isCancelled: isCancelled)
    }
  }

  /// One record: the root and its error, or between what bounds there is none.
  func records(threads: Int, isCancelled: () -> Bool) -> (Outcome, [Record])? {
    let hard = configuration.directions.basis
    var quantities = ["hard_dimension": Double(hard.count)]
    let scope = TheoryScope(of: configuration.problem)
    guard !hard.isEmpty, scope.leftEdgeObstacle == nil else {
      return (.finished, [Record(step: step, quantities: quantities)])
    }
    do throws(Stop) {
      let found = try withoutActuallyEscaping(isCancelled) {
        isCancelled throws(Stop) -> [String: Double] in
        var margins = Margins { delta, batch throws(Stop) in
          try margin(
            delta: delta, batch: batch, hard: hard, scope: scope, threads: threads,
            isCancelled: isCancelled)
        }
        return try root(of: &margins)
      }
      quantities.merge(found) { $1 }
    } catch {
      switch error {
      case .interrupted(.cancelled): return nil
      case .interrupted(.diverged(_, let step)): return (.diverged(step: step), [])
      case .undefined: break
      }
    }
    return (.finished, [Record(step: step, quantities: quantities)])
  }

  private func margin(
    delta: Double, batch: Int, hard: [[Double]], scope: TheoryScope, threads: Int,
    isCancelled: () -> Bool
  ) throws(Stop) -> Double {
    let field = MeanField(
      problem: configuration.problem, delta: delta, stepSize: configuration.stepSize,
      radius: configuration.radius, samples: samples, hard: hard)
    var margin: Double?
    do throws(MeanField.Interruption) {
      try field.run(batch: batch, at: [step], threads: threads, isCancelled: isCancelled) { state in
        margin = Landscape(of: state, ratio: field.sampleRatio, scope: scope).negativeMargin
      }
    } catch {
      throw .interrupted(error)
    }
    guard let margin else { throw .undefined }
    return margin
  }

  /// Finds the first batch's root outwards from the start, then the mean's in a narrow bracket
  /// around it, so that few δ need every batch.
  private func root(of margins: inout Margins) throws(Stop) -> [String: Double] {
    let least = Self.range.lowerBound
    // Fewer dimensions than these are no limit of any kind.
    let fewest = 4 * (configuration.neurons + configuration.target.latentDimension + 1)
    let most = min(Self.range.upperBound, Double(samples) / Double(fewest))
    func clamped(_ delta: Double) -> Double { min(max(delta, least), most) }

    let isBelow = try margins.mean(at: Self.start, of: [batches[0]]) < 0
    var (low, high) = (Self.start, Self.start)
    while try (margins.mean(at: isBelow ? high : low, of: [batches[0]]) < 0) == isBelow {
      let next = clamped(isBelow ? high * Self.stride : low / Self.stride)
      if next == (isBelow ? high : low) { return Self.outside(isBelow: isBelow, next) }
      (low, high) = isBelow ? (high, next) : (next, low)
    }
    guard let pilot = try margins.threshold(in: low...high, width: Self.width, of: [batches[0]])
    else { return [:] }

    var reach = (1 + 0.95 * Self.width).squareRoot()
    (low, high) = (clamped(pilot.value / reach), clamped(pilot.value * reach))
    while true {
      let ends = (try margins.mean(at: low, of: batches), try margins.mean(at: high, of: batches))
      if ends.0 < 0, ends.1 >= 0 { break }
      reach *= reach
      let next = ends.1 < 0 ? clamped(high * reach) : clamped(low / reach)
      if next == high || next == low { return Self.outside(isBelow: ends.1 < 0, next) }
      (low, high) = ends.1 < 0 ? (high, next) : (next, low)
    }
    guard let found = try margins.threshold(in: low...high, width: Self.width, of: batches) else {
      return [:]
    }
    var quantities = [
      "delta_nn": found.value, "bracket_low": found.bracket.lowerBound,
      "bracket_high": found.bracket.upperBound,
    ]
    quantities["delta_nn_standard_error"] = found.standardError
    return quantities
  }

  private static func outside(isBelow: Bool, _ bound: Double) -> [String: Double] {
    [isBelow ? "delta_nn_above" : "delta_nn_below": bound]
  }

  /// Margins by δ and batch, each computed once.
  private struct Margins {
    let compute: (Double, Int) throws(Stop) -> Double
    private var known: [Double: [Int: Double]] = [:]

    init(_ compute: @escaping (Double, Int) throws(Stop) -> Double) { self.compute = compute }

    mutating func values(at delta: Double, of batches: [Int]) throws(Stop) -> [Double] {
      var values: [Double] = []
      for batch in batches {
        let value: Double
        if let found = known[delta]?[batch] {
          value = found
        } else {
          value = try compute(delta, batch)
          known[delta, default: [:]][batch] = value
        }
        values.append(value)
      }
      return values
    }

    mutating func mean(at delta: Double, of batches: [Int]) throws(Stop) -> Double {
      try values(at: delta, of: batches).reduce(0, +) / Double(batches.count)
    }

    mutating func threshold(
      in bracket: ClosedRange<Double>, width: Double, of batches: [Int]
    ) throws(Stop) -> OutlierThreshold? {
      var stop: Stop?
      let threshold = OutlierThreshold(in: bracket, width: width) { delta in
        do throws(Stop) {
          return try values(at: delta, of: batches)
        } catch {
          stop = error
          return nil
        }
      }
      if let stop { throw stop }
      return threshold
    }
  }
}
