import Diagnostics
import Directives
import Results

/// The limit of gradient descent as n and d grow together, with the Hessian it predicts.
public struct MeanFieldExperiment: Experiment {
  private static let delta = ModelOptions.delta(
    help: "Samples per dimension δ; a batch stands for d = samples/δ, rounded.")
  private static let steps = Option.single(
    "steps", .integer(from: 0, to: 100_000), default: 100,
    help: """
      Number of full-batch gradient steps. Memory grows with samples × steps, work with \
      samples × steps².
      """)
  private static let at = Option.numericList(
    "at", .integer(from: 0, to: 100_000), default: [],
    help: "Steps to report; log-spaced if the list is empty. Steps beyond `steps` are an error.")
  private static let landscape = Option.single(
    "landscape", .flag, default: true,
    help: """
      Whether to compute, at every reported step, the edges of the Hessian's bulk, the margin, and \
      the leftmost outlier along hard directions with its squared overlap.
      """)

  public static let declaration = Declaration(
    name: "mean-field",
    summary: """
      Dynamical mean field theory: the path of gradient descent as samples and dimension grow at \
      fixed δ, overlaps with hard directions held at their limit 0. Risks, norms and overlaps along \
      the steps, and the Hessian's left edge, margin and leftmost outlier with its squared overlap; \
      an outlier is reported where every batch has it.
      """,
    options: ModelOptions.limit(delta: delta) + [steps, at, landscape] + TheoryOptions.alone)

  public static let revision = MeanFieldRun.revision

  public static func evidence(for quantity: String) -> Evidence { .theory() }

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let runs: [MeanFieldRun]
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let reported = try reportedSteps(arguments, at: Self.at, to: arguments[Self.steps])
    let batches = arguments.batches
    let samples = arguments[TheoryOptions.samples]
    let detail: MeanFieldRun.Detail = arguments[Self.landscape] ? .landscape : .path
    grid = try Grid(arguments, delta: Self.delta, seeds: batches, steps: nil)
    runs = grid.cells.map {
      MeanFieldRun(configuration: $0, samples: samples, reported: reported, detail: detail)
    }
    try runs.refuseTooFewSamples(at: arguments.location(of: TheoryOptions.samples))
    options = grid.texts(of: arguments)
    families = [
      QuantityFamily(
        axes: grid.axisNames + ["step"],
        quantities: grid.commonNames { $0.meanFieldNames(detail: detail) })
    ]
    units = runs.flatMap { run in batches.map { run.unit(batch: $0) } }
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results)
    result.points = runs.flatMap { run in
      let cell = run.configuration
      return stepPoints(
        of: result.units(in: cell.at), at: cell.at,
        names: cell.problem.meanFieldNames(detail: run.detail))
    }
    var notes = TheoryNotes()
    if runs.contains(where: { $0.detail != .path }) {
      notes.addObstacles(of: grid.cells)
      notes.addAllEasy(grid.cells, units: results)
    }
    notes.addFiniteSize(runs)
    notes.addLost(grid.cells, units: results)
    notes.addPartialOutliers(grid.cells, units: results)
    result.notes = notes.sentences
    return result
  }
}

extension [MeanFieldRun] {
  /// A batch needs room for the latent directions and the first parameters in its d dimensions.
  func refuseTooFewSamples(at location: SourceLocation?) throws(Diagnostics) {
    guard let worst = first(where: { $0.lastStepOfLimit < 0 }) else { return }
    let (m, k) = (worst.configuration.neurons, worst.configuration.target.latentDimension)
    let needed = 4 * Double(m + k + 1) * worst.configuration.delta
    throw Diagnostics([
      Diagnostic(
        at: location,
        "samples: \(worst.samples) at δ = \(canonical(worst.configuration.delta)) stand for "
          + "d = \(worst.dimension) only, too few for the mean field",
        help: "at least \(canonical(needed.rounded(.up))) samples")
    ])
  }
}
