import Diagnostics
import Directives
import Results

/// Where the Hessian of the mean field has an outlier along hard directions: over δ and the steps.
public struct PhaseDiagramExperiment: Experiment {
  private static let delta = ModelOptions.delta(
    default: [0.75, 1, 1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12],
    help: """
      Samples per dimension δ at which the margin is computed. The thresholds are searched for \
      between 0.1 and 100, whatever is listed here.
      """)
  private static let at = Option.numericList(
    "at", .integer(from: 0, to: 100_000), default: [0, 1, 3, 10, 30, 100],
    help: """
      Steps t at which margin and threshold are computed. The limit of the threshold needs three \
      of them within the last decade.
      """)
  private static let doubling = Option.single(
    "doubling", .flag, default: false,
    help: "Whether to compute δ_NN at the last step with twice the samples as well.")

  public static let declaration = Declaration(
    name: "phase-diagram",
    summary: """
      The margin of the hard outlier over δ and steps in the mean field (above 0 the Hessian has \
      one), the threshold δ_NN(t) above which it is negative, as the root of the margin averaged \
      over batches, and the limit of δ_NN(t): extrapolated by power laws in τ = ηt, or the last \
      value as a lower bound while it still rises.
      """,
    options: ModelOptions.limit(delta: delta) + [at, doubling] + TheoryOptions.alone)

  public static let revision = ThresholdSearch.revision

  private static let names = ["margin", "negative_margin", "left_edge", "tau"]

  public static func evidence(for quantity: String) -> Evidence {
    thresholdEvidence(for: quantity) ?? .theory()
  }

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let runs: [MeanFieldRun]
  private let curve: ThresholdCurve
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let reported = Array(Set(arguments[Self.at])).sorted()
    guard !reported.isEmpty else {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.at), "at: the list is empty",
          help: "list a step, or leave 'at' out")
      ])
    }
    let samples = arguments[TheoryOptions.samples]
    let batches = arguments.batches
    grid = try Grid(
      arguments, delta: Self.delta, alwaysVarying: ["delta"], seeds: batches, steps: nil)
    options = grid.texts(of: arguments)
    runs = grid.cells.map {
      MeanFieldRun(configuration: $0, samples: samples, reported: reported, detail: .landscape)
    }
    try runs.refuseTooFewSamples(at: arguments.location(of: TheoryOptions.samples))
    curve = ThresholdCurve(
      of: grid.cells(without: ["delta"]), steps: reported, samples: samples, batches: batches,
      doublesSamples: arguments[Self.doubling])
    let outer = grid.axisNames.filter { $0 != "delta" }
    families = [
      QuantityFamily(axes: grid.axisNames + ["step"], quantities: Self.names),
      QuantityFamily(axes: outer + ["step"], quantities: ThresholdCurve.stepNames),
      QuantityFamily(axes: outer, quantities: curve.names),
    ]
    units = runs.flatMap { run in batches.map { run.unit(batch: $0) } } + curve.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    let batches = Array(results.dropLast(curve.units.count))
    let (curves, curveNotes) = curve.curves(of: Array(results.suffix(curve.units.count)))
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results)
    result.points = grid.cells.flatMap { cell in
      var points = stepPoints(
        of: batches.filter { $0.isAt(cell.at) }, at: cell.at, names: Self.names)
      for index in points.indices {
        let step = points[index].at["step"]?.number ?? 0
        points[index].quantities["tau"] = Estimate(cell.stepSize * step)
      }
      return points
    }
    for curve in curves {
      result.points += curve.stepPoints
      result.points.append(
        Point(at: curve.cell.at, quantities: curve.quantities(self.curve.names)))
    }
    var notes = TheoryNotes()
    for note in curveNotes { notes.add(note) }
    notes.addFiniteSize(runs)
    notes.addLost(grid.cells, units: batches)
    result.notes = notes.sentences
    return result
  }
}
