import Diagnostics
import Directives
import Results

/// Trajectories of full-batch gradient descent: risks, overlaps and norms at log-spaced steps.
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
      Trajectories of full-batch gradient descent over seeds: training and population risk, \
      overlaps with the latent directions, norms, and on request the extreme eigenvalues of the \
      Hessian, along the steps.
      """,
    options: ModelOptions.all(delta: delta) + [ModelOptions.steps, at, extremes])

  public static let revision = 1

  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    let steps = arguments[ModelOptions.steps]
    let given = Array(Set(arguments[Self.at])).sorted()
    if let late = given.last, late > steps {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.at), "at: step \(late) is beyond the last step \(steps)",
          help: "raise steps, or leave it out")
      ])
    }
    let reported = given.isEmpty ? logSpacedSteps(to: steps) : given
    grid = try Grid(arguments, delta: Self.delta)
    options = arguments.texts
    let spectrum =
      arguments[Self.extremes] ? Run.SpectrumRequest(extremes: 1, keepsEigenvalues: false) : nil
    families = [
      QuantityFamily(
        axes: grid.axisNames + ["step"], quantities: grid.quantityNames(spectrum: spectrum != nil))
    ]
    units = grid.units(of: Self.self, steps: steps, reported: reported, spectrum: spectrum)
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results)
    result.points = result.cells.flatMap { stepPoints(of: result.units(in: $0), at: $0) }
    return result
  }
}
