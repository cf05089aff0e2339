import Diagnostics
import Directives
import Results
import Statistics
import Theory

/// δ_alg: from where on the best spectral methods find the hard directions of a target.
public struct OptimalThresholdExperiment: Experiment {
  public static let declaration = Declaration(
    name: "optimal-threshold",
    summary: """
      The optimal threshold δ_alg of weak recovery by spectral methods, a property of the target \
      and its noise alone: below it no polynomial-time method is known to find the hard \
      directions. With easy directions it takes these as found.
      """,
    options: [ModelOptions.target, ModelOptions.noise])

  public static let revision = OptimalThreshold.revision

  public static func evidence(for quantity: String) -> Evidence {
    thresholdEvidence(for: quantity) ?? .theory()
  }

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let threshold: OptimalThreshold
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    grid = try Grid(arguments, delta: ModelOptions.delta(), seeds: [0], steps: nil)
    options = grid.texts(of: arguments)
    threshold = OptimalThreshold(of: grid.cells)
    families = [
      QuantityFamily(axes: grid.axisNames, quantities: ["delta_alg", "binning_error"])
    ]
    units = threshold.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: results)
    result.points = zip(grid.cells, results).map { cell, unit in
      Point(
        at: cell.at,
        quantities: [
          "delta_alg": OptimalThreshold.estimate(unit),
          "binning_error": OptimalThreshold.binningError(unit).map { Estimate($0) },
        ])
    }
    result.notes = threshold.notes(results)
    return result
  }
}

/// δ_alg of the targets of a grid: one unit for each target and noise.
struct OptimalThreshold: Sendable {
  let cells: [Configuration]
  let units: [WorkUnit]

  /// Raised whenever the numbers change.
  static let revision = 1
  /// Independent replicates behind the standard error.
  private static let replicates = 8

  /// - Parameter cells: anything but target and noise counts for nothing.
  init(of cells: [Configuration]) {
    self.cells = cells
    units = cells.map { cell in
      let options = cell.texts.filter { ["target", "noise"].contains($0.key) }
      let latents = cell.target.latentDimension
      return WorkUnit(
        experiment: "optimal-threshold", revision: Self.revision, options: options, at: cell.at,
        seed: 0, cost: 0.4 * Double(latents * latents),
        bytes: HardDirections.bytes(latents: latents)
      ) { _, _ in
        (.finished, [Self.record(of: cell)])
      }
    }
  }

  private static func record(of cell: Configuration) -> Record {
    let subspaces = Subspaces(of: cell.target, noise: cell.noise)
    var quantities = ["hard_dimension": Double(subspaces.hard.count)]
    let found = AlgorithmicThreshold(of: cell.target, noise: cell.noise, subspaces: subspaces)
    if let found {
      quantities["easy_taken_as_known"] = found.assumesEasyKnown ? 1 : 0
      if found.value.isFinite {
        quantities["delta_alg"] = found.value
        quantities["delta_alg_standard_error"] = found.standardError
        quantities["binning_error"] = found.binningError
      }
    }
    return Record(step: 0, quantities: quantities)
  }

  /// δ_alg; its interval holds the statistical error and, downwards, what finer bins may take off.
  static func estimate(_ unit: UnitResult) -> Estimate? {
    guard let quantities = unit.records.first?.quantities, let value = quantities["delta_alg"],
      let error = quantities["delta_alg_standard_error"], let binning = binningError(unit)
    else { return nil }
    let reach = studentQuantile(level: 0.95, degrees: replicates - 1) * error
    return Estimate(
      value, standardError: error, low: value - reach - binning, high: value + reach,
      n: replicates)
  }

  static func binningError(_ unit: UnitResult) -> Double? {
    unit.records.first?.quantities["binning_error"]
  }

  /// What a reader must know of targets without a finite or unconditional threshold.
  ///
  /// - Parameter results: of `units`.
  func notes(_ results: [UnitResult]) -> [String] {
    var notes = TheoryNotes()
    for (cell, result) in zip(cells, results) {
      guard let quantities = result.records.first?.quantities else { continue }
      if quantities["hard_dimension"] == 0 {
        notes.add("Every latent direction of \(cell.target) is easy, so there is no threshold.")
      } else if quantities["delta_alg"] == nil {
        notes.add(
          "δ_alg\(cell.at.suffix) is infinite: second moments of the hard directions of "
            + "\(cell.target) do not depend on the response.")
      } else if quantities["easy_taken_as_known"] == 1 {
        notes.add(
          "δ_alg of \(cell.target) is for weak recovery of the hard directions once the easy ones "
            + "are known.")
      }
    }
    return notes.sentences
  }
}
