import Diagnostics
import Directives
import Results
import Statistics

/// Success against samples per dimension, and where it crosses one half.
public struct ThresholdSweepExperiment: Experiment {
  private static let delta = ModelOptions.delta(default: (1...9).map(Double.init))

  public static let declaration = Declaration(
    name: "threshold-sweep",
    summary: """
      The δ-cliff: runs at each δ and seed, the fraction that learn the hard latent directions \
      (success: their squared overlap with the span of the neurons exceeds one half at the last \
      step), and δ_50 where the fraction crosses one half, by a Firth-penalised logistic fit, \
      with an interval by the likelihood ratio over all widths, at least a step of the grid where \
      all seeds change in one. Beside it the thresholds that theory predicts, δ_alg of the target \
      and δ_NN of the network.
      """,
    options: ModelOptions.all(delta: delta) + [ModelOptions.steps] + TheoryOptions.besideRuns
      + [PredictedThresholds.steps])

  public static let revision = 1

  public static func evidence(for quantity: String) -> Evidence {
    switch quantity {
    case "success": .fraction(success)
    case "delta50": .crossing(success, along: "delta")
    case "width": .untested("the width of the fitted curve has no test")
    default: thresholdEvidence(for: quantity) ?? .mean
    }
  }

  /// ‖P_Θ Θ*_H‖_F²/k_H > ½, theory section 8.
  static let success = Event("hard_overlap_sq", above: 0.5)

  public let arguments: Arguments
  public let units: [WorkUnit]
  public let families: [QuantityFamily]
  private let grid: Grid
  private let theory: PredictedThresholds
  private let options: [String: String]

  public init(_ arguments: Arguments) throws(Diagnostics) {
    self.arguments = arguments
    let steps = arguments[ModelOptions.steps]
    grid = try Grid(
      arguments, delta: Self.delta, alwaysVarying: ["delta"], seeds: arguments[Seeds.option],
      steps: steps)
    options = grid.texts(of: arguments)
    theory = PredictedThresholds(of: grid, arguments, runSteps: steps)
    let outer = grid.axisNames.filter { $0 != "delta" }
    families =
      [
        QuantityFamily(
          axes: grid.axisNames, quantities: ["success"] + grid.quantityNames(spectrum: false)),
        QuantityFamily(axes: outer, quantities: ["delta50", "width"] + theory.names),
      ]
      + (theory.stepNames.isEmpty
        ? [] : [QuantityFamily(axes: outer + ["step"], quantities: theory.stepNames)])
    units =
      grid.units(of: Self.self, steps: steps, reported: [steps], spectrum: nil) + theory.units
  }

  public func result(of results: [UnitResult]) -> ExperimentResult {
    var result = ExperimentResult(
      experiment: Self.declaration.name, options: options, axes: grid.axes, points: [],
      units: Array(results.dropLast(theory.units.count)))
    result.points = result.cells.map { Self.point(of: result.units(in: $0), at: $0) }
    var outer = result
    outer.axes.removeAll { $0.name == "delta" }
    for cell in outer.cells {
      let (point, note) = result.cliff(in: cell, succeeds: \.succeeds)
      result.points.append(point)
      if let note { result.notes.append(note) }
    }
    result.add(RunNotes(of: grid, units: []))
    theory.add(
      to: &result, cells: outer.cells, from: Array(results.suffix(theory.units.count)))
    return result
  }

  private static func point(of units: [UnitResult], at cell: Coordinates) -> Point {
    let last = units.filter { $0.outcome == .finished }.compactMap(\.records.last)
    var quantities = means(of: last)
    quantities["success"] = Estimate(fractionOf: last.map(\.succeeds))
    return Point(at: cell, quantities: quantities)
  }
}

extension Record {
  fileprivate var succeeds: Bool { ThresholdSweepExperiment.success.happens(in: self) ?? false }
}
