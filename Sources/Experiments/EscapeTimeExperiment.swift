import Diagnostics
import Directives
import Glibc
import Results
import Statistics

/// How long it takes to learn the hard directions, against the dimension.
public struct EscapeTimeExperiment: Experiment {
  private static let delta = ModelOptions.delta(default: [4, 5, 6, 8])
  private static let dimension = ModelOptions.dimension(default: [100, 400, 1600])
  private static let steps = ModelOptions.steps(default: 500)

  public static let declaration = Declaration(
    name: "escape-time",
    summary: """
      A finite-size study: the step at which each run has learned the hard latent directions \
      (escape: their squared overlap with the span of the neurons exceeds one half for the first \
      time), its median over seeds by Kaplan and Meier with runs that have not escaped by the last \
      step, what log d adds to it, and at each d the fraction that escape and δ_50; beside it \
      the thresholds that theory predicts.
      """,
    options: ModelOptions.all(delta: delta, dimension: dimension) + [steps]
      + TheoryOptions.besideRuns + [PredictedThresholds.steps])

  public static let revision = 1

  public static func evidence(for quantity: String) -> Evidence {
    switch quantity {
    case "escaped": .fraction(escape)
    case "delta50": .crossing(escape, along: "delta")
    case "escape_time", "escape_time_per_log_d", "width":
      .untested("\(quantity) comes from a fit or a median that has no test")
    default: thresholdEvidence(for: quantity) ?? .mean
    }
  }

  private static let escape = Event("escaped", above: 0.5)

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let theory: PredictedThresholds
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let steps = arguments[Self.steps]
    grid = try Grid(
      arguments, delta: Self.delta, alwaysVarying: ["d", "delta"], seeds: arguments[Seeds.option],
      steps: steps)
    options = grid.texts(of: arguments)
    theory = PredictedThresholds(of: grid, arguments, runSteps: steps)
    let (all, names) = (grid.axisNames, ["d", "delta"])
    families = [
      QuantityFamily(axes: all, quantities: ["escape_time", "escaped", "train_risk"]),
      QuantityFamily(axes: all.filter { $0 != "d" }, quantities: ["escape_time_per_log_d"]),
      QuantityFamily(axes: all.filter { $0 != "delta" }, quantities: ["delta50", "width"]),
      QuantityFamily(axes: all.filter { !names.contains($0) }, quantities: theory.names),
      QuantityFamily(
        axes: all.filter { !names.contains($0) } + ["step"], quantities: theory.stepNames),
    ].filter { !$0.quantities.isEmpty }
    let runs = grid.cells.map { EscapeRun(configuration: $0, steps: steps) }
    let seeds = grid.seeds
    units =
      runs.flatMap { run in seeds.map { run.unit(seed: $0) } } + theory.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: Array(results.dropLast(theory.units.count)))
    result.points = result.cells.map { Self.point(of: result.units(in: $0), at: $0) }
    for cell in result.cells(without: ["d"]) {
      result.points.append(Self.growth(of: result.units(in: cell), at: cell))
    }
    if (result.axis("delta")?.values.count ?? 0) > 1 {
      for cell in result.cells(without: ["delta"]) {
        let (point, note) = result.cliff(in: cell, succeeds: \.hasEscaped)
        result.points.append(point)
        if let note { result.notes.append(note) }
      }
    }
    result.add(RunNotes(of: grid, units: result.units))
    let networks = result.cells(without: ["d", "delta"])
    result.points += networks.map { Point(at: $0, quantities: [:]) }
    theory.add(to: &result, cells: networks, from: Array(results.suffix(theory.units.count)))
    return result
  }

  /// The median escape time, the fraction that escape, and the mean risk where they ended.
  private static func point(of units: [UnitResult], at cell: Coordinates) -> Point {
    let last = units.filter { $0.outcome == .finished }.compactMap(\.records.last)
    let waiting = KaplanMeier(last.map(\.observation))
    let interval = waiting.medianInterval()
    var quantities: [String: Estimate?] = [
      "escaped": Estimate(fractionOf: last.map(\.hasEscaped)),
      "train_risk": Estimate(meanOf: last.compactMap { $0.quantities["train_risk"] }),
    ]
    quantities["escape_time"] = .some(
      waiting.median.map { Estimate($0, low: interval.low, high: interval.high, n: last.count) })
    return Point(at: cell, quantities: quantities)
  }

  /// Steps that each factor e of d adds to the median, by least squares over log d.
  private static func growth(of units: [UnitResult], at cell: Coordinates) -> Point {
    let finished = units.filter { $0.outcome == .finished }
    let dimensions = Set(units.compactMap { $0.at["d"]?.number }).sorted()
    let fit = MedianGrowth(
      dimensions.map { d in
        MedianGrowth.Group(
          x: log(d),
          observations: finished.filter { $0.at["d"]?.number == d }
            .compactMap { $0.records.last?.observation })
      })
    return Point(
      at: cell,
      quantities: [
        "escape_time_per_log_d": fit.map {
          Estimate($0.slope, low: $0.low, high: $0.high, n: finished.count)
        }
      ])
  }
}

extension Record {
  fileprivate var observation: KaplanMeier.Observation {
    KaplanMeier.Observation(time: Double(step), isEvent: hasEscaped)
  }
}

extension EscapeRun {
  fileprivate func unit(seed: Int) -> WorkUnit {
    var options = configuration.texts
    options["steps"] = String(steps)
    return WorkUnit(
      experiment: EscapeTimeExperiment.declaration.name, revision: EscapeTimeExperiment.revision,
      options: options, at: configuration.at, seed: seed, cost: cost, bytes: bytes,
      training: training(seed: seed)
    ) { recorder }
  }
}

extension ExperimentResult {
  /// The cells along all axes but these.
  fileprivate func cells(without names: [String]) -> [Coordinates] {
    var outer = self
    outer.axes.removeAll { names.contains($0.name) }
    return outer.cells
  }
}
