import Diagnostics
import Directives
import Results
import Statistics

/// Whether a run tells early on which side of the threshold it is.
public struct DiagnosisExperiment: Experiment {
  private static let delta = ModelOptions.delta(default: [2, 3, 4, 5, 6, 7])
  private static let read = Option.single(
    "read", .integer(from: 1, to: 10_000_000), default: 400,
    help: "The step at which a run is read; it is less than `steps`.")

  public static let declaration = Declaration(
    name: "diagnosis",
    summary: """
      Whether a run tells early on which side of the threshold it is. Each run is read once, by what \
      its owner can see: how far training and test risk have fallen since the start, and how its \
      predictions correlate with the responses on test samples. A correlation above 0.1 says that the \
      run learns: `learned` if half of the test risk is gone, else `waiting`. Below, the run does \
      not: it `overfits` where the fall of the training risk exceeds that of the test risk by more \
      than a fifth of the start, else it is `stuck`. Then the run goes on to its end, where it \
      `learns` if the squared overlap of the hard latent directions with the span of the neurons \
      exceeds one half; `right` is the fraction of runs of which the reading said so. Of the others, \
      some `learns_late`, read as if they would not, and some `waits_in_vain`.
      """,
    options: ModelOptions.all(delta: delta) + [ModelOptions.steps, read])

  public static let revision = 1

  private static let events =
    Diagnosis.Signature.allCases.map(\.rawValue) + ["says_learns", "learns", "right"] + errors
  /// What a reading can be wrong in.
  private static let errors = ["learns_late", "waits_in_vain"]
  private static let averages = ["train_fall", "test_fall", "test_correlation", "hard_overlap_sq"]

  public static func evidence(for quantity: String) -> Evidence {
    events.contains(quantity) ? .fraction(Event(quantity, above: 0.5)) : .mean
  }

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let (steps, read) = (arguments[ModelOptions.steps], arguments[Self.read])
    guard read < steps else {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.read),
          "read: step \(read) is not before the last step \(steps)",
          help: "raise steps, or read earlier")
      ])
    }
    grid = try Grid(
      arguments, delta: Self.delta, alwaysVarying: ["delta"], seeds: arguments[Seeds.option],
      steps: steps)
    options = grid.texts(of: arguments)
    families = [QuantityFamily(axes: grid.axisNames, quantities: Self.events + Self.averages)]
    let seeds = grid.seeds
    units = grid.cells.flatMap { cell in
      let run = DiagnosisRun(configuration: cell, read: read, steps: steps)
      return seeds.map { run.unit(seed: $0) }
    }
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results.map(\.withErrors))
    result.points = result.cells.map { Self.point(of: result.units(in: $0), at: $0) }
    result.add(RunNotes(of: grid, units: results))
    return result
  }

  private static func point(of units: [UnitResult], at cell: Coordinates) -> Point {
    let last = units.filter { $0.outcome == .finished }.compactMap(\.records.last)
    var quantities = means(of: last, names: averages)
    for name in events {
      let event = Event(name, above: 0.5)
      quantities[name] = Estimate(fractionOf: last.compactMap(event.happens))
    }
    return Point(at: cell, quantities: quantities)
  }
}

extension DiagnosisRun {
  fileprivate func unit(seed: Int) -> WorkUnit {
    var options = configuration.texts
    options["steps"] = String(steps)
    options["read"] = String(read)
    return WorkUnit(
      experiment: DiagnosisExperiment.declaration.name, revision: DiagnosisExperiment.revision,
      options: options, at: configuration.at, seed: seed, cost: cost, bytes: bytes,
      training: training(seed: seed)
    ) { recorder }
  }
}

extension UnitResult {
  /// With what its reading was wrong in, which follows from what was said and what came.
  fileprivate var withErrors: UnitResult {
    guard let last = records.last, let says = last.quantities["says_learns"],
      let learns = last.quantities["learns"]
    else { return self }
    var unit = self
    unit.records[records.count - 1].quantities["learns_late"] = learns > says ? 1 : 0
    unit.records[records.count - 1].quantities["waits_in_vain"] = says > learns ? 1 : 0
    return unit
  }
}
