import Diagnostics
import Directives
import Results

/// Trajectories of gradient descent: risks, overlaps and norms at log-spaced steps.
public struct GradientDescentExperiment: Experiment {
  private static let delta = ModelOptions.delta()
  private static let at = Option.numericList(
    "at", .integer(from: 0, to: 10_000_000), default: [],
    help: "Steps to report; log-spaced if the list is empty. Steps beyond `steps` are an error.")
  private static let extremes = Option.single(
    "extremes", .flag, default: false,
    help: """
      Whether to compute the lowest and highest eigenvalue of the Hessian, and their eigenvectors' \
      overlap with the latent directions, at every reported step.
      """)

  public static let declaration = Declaration(
    name: "gradient-descent",
    summary: """
      Trajectories of gradient descent over seeds, full-batch or stochastic: training and population risk, \
      overlaps with the latent directions, norms, and on request the extreme eigenvalues of the \
      Hessian, along the steps; beside them the mean field they follow as d grows, while its hard \
      directions stay unseen.
      """,
    options: ModelOptions.all(delta: delta) + [ModelOptions.steps, at, extremes]
      + TheoryOptions.besideRuns)

  public static let revision = 1

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let theory: PredictedPath
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let steps = arguments[ModelOptions.steps]
    let reported = try reportedSteps(arguments, at: Self.at, to: steps)
    grid = try Grid(arguments, delta: Self.delta, seeds: arguments[Seeds.option], steps: steps)
    theory = PredictedPath(of: grid, arguments, reported: reported, detail: .landscape)
    options = grid.texts(of: arguments)
    let spectrum =
      arguments[Self.extremes] ? Run.SpectrumRequest(extremes: 1, keepsEigenvalues: false) : nil
    families = [
      QuantityFamily(
        axes: grid.axisNames + ["step"],
        quantities: grid.quantityNames(spectrum: spectrum != nil) + theory.names)
    ]
    units =
      grid.units(of: Self.self, steps: steps, reported: reported, spectrum: spectrum)
      + theory.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    let runs = Array(results.dropLast(theory.units.count))
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: runs)
    result.points = result.cells.flatMap { stepPoints(of: result.units(in: $0), at: $0) }
    result.add(RunNotes(of: grid, units: runs))
    theory.add(to: &result, from: Array(results.suffix(theory.units.count)))
    return result
  }
}
