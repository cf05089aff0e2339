import Diagnostics
import Directives
import Results

/// The spectrum of the empirical Hessian at chosen steps of gradient descent.
public struct HessianSpectrumExperiment: Experiment {
  private static let delta = ModelOptions.delta()
  private static let at = Option.numericList(
    "at", .integer(from: 0, to: 10_000_000), default: [0, 30],
    help: "Steps at which the spectrum of the Hessian is computed.")
  private static let extremes = Option.single(
    "extremes", .integer(from: 1, to: 50), default: 3,
    help: """
      How many eigenvectors are computed at either end of the spectrum, for their overlaps with \
      the latent directions and with the parameters.
      """)

  public static let declaration = Declaration(
    name: "hessian-spectrum",
    summary: """
      All eigenvalues of the Hessian of the empirical risk at chosen steps, with the squared \
      overlaps of the extreme eigenvectors with the latent directions and with the parameters; \
      beside them the density, edges and outliers that theory predicts as d grows. Above 4000 \
      parameters the ends are found by Lanczos, and the density by stochastic quadrature.
      """,
    options: ModelOptions.all(delta: delta) + [at, extremes] + TheoryOptions.besideRuns)

  public static let revision = 1

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let theory: PredictedPath
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let reported = Array(Set(arguments[Self.at])).sorted()
    guard let last = reported.last else {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.at), "at: the list is empty",
          help: "list a step, or leave 'at' out")
      ])
    }
    let grid = try Grid(arguments, delta: Self.delta, seeds: arguments[Seeds.option], steps: last)
    let extremes = arguments[Self.extremes]
    let parameters = grid.cells.map { $0.neurons * $0.dimension }
    if let least = parameters.min(), 2 * extremes > least {
      throw Diagnostics([
        Diagnostic(
          at: arguments.location(of: Self.extremes),
          "extremes: \(extremes) at either end are more than the md = \(least) eigenvalues",
          help: "at most \(least / 2) of them")
      ])
    }
    self.grid = grid
    theory = PredictedPath(of: grid, arguments, reported: reported, detail: .spectrum)
    options = grid.texts(of: arguments)
    families = [
      QuantityFamily(
        axes: grid.axisNames + ["step"],
        quantities: grid.quantityNames(spectrum: true) + theory.names)
    ]
    units =
      grid.units(
        of: Self.self, steps: last, reported: reported,
        spectrum: Run.SpectrumRequest(extremes: extremes, keepsEigenvalues: true))
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
