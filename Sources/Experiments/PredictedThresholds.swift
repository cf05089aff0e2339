import Directives
import Results

/// The thresholds that theory predicts beside the cliffs of a sweep: δ_alg, δ_NN(t) and its limit.
///
/// They depend neither on δ nor on d, so that all runs of one network share them.
struct PredictedThresholds: Sendable {
  static let steps = Option.numericList(
    "delta-nn-at", .integer(from: 0, to: 100_000), default: [10, 30, 100],
    help: """
      Steps t of the predicted thresholds δ_NN(t). The default leaves out those beyond `steps` and \
      `theory-steps`.
      """)

  let units: [WorkUnit]
  /// Quantities of the points at a network, and at a network and step; empty if switched off.
  let names: [String]
  let stepNames: [String]
  private let grid: Grid
  private let optimal: OptimalThreshold
  private let curve: ThresholdCurve
  private let isSwitchedOff: Bool

  init(of grid: Grid, _ arguments: Arguments, runSteps: Int) {
    self.grid = grid
    isSwitchedOff = !arguments[TheoryOptions.theory]
    let last = min(runSteps, arguments[TheoryOptions.theorySteps])
    let asked = Array(Set(arguments[Self.steps])).sorted()
    let steps = arguments.isDefault(Self.steps) ? asked.filter { $0 <= last } : asked
    // A target's threshold is that of its samples, however batches are drawn from them.
    let targets = grid.cells(
      without: Grid.axesBeyondTheory.union([
        "activation", "loss", "second-layer", "step-size", "radius", "ridge", "delta",
      ])
    ) { $0.data.theoryObstacle == nil }
    optimal = OptimalThreshold(of: isSwitchedOff ? [] : targets)
    curve = ThresholdCurve(
      of: isSwitchedOff ? [] : grid.limitCells(without: ["delta"]), steps: steps,
      samples: arguments[TheoryOptions.samples], batches: arguments.batches,
      doublesSamples: false)
    units = optimal.units + curve.units
    names = isSwitchedOff ? [] : ["delta_alg", "delta_nn"] + curve.names
    stepNames = isSwitchedOff || steps.isEmpty ? [] : ThresholdCurve.stepNames
  }

  /// Puts thresholds into the points at each network, and adds those along its steps.
  ///
  /// - Parameters:
  ///   - cells: the networks of the sweep, its axes but δ.
  ///   - theory: the results of `units`.
  func add(to result: inout ExperimentResult, cells: [Coordinates], from theory: [UnitResult]) {
    guard !isSwitchedOff else { return }
    result.theoryUnits = theory
    let ofTargets = Array(theory.prefix(optimal.units.count))
    let (curves, notes) = curve.curves(of: Array(theory.dropFirst(optimal.units.count)))
    for cell in cells {
      let runs = grid.cells(at: cell)
      guard let index = result.points.firstIndex(where: { $0.at == cell }) else { continue }
      let hasTarget = runs.contains { $0.data.theoryObstacle == nil }
      let target = hasTarget ? ofTargets.first { $0.isBeside(cell) } : nil
      result.points[index].quantities["delta_alg"] = target.flatMap(OptimalThreshold.estimate)
      let hasLimit = runs.allSatisfy { $0.limitObstacle == nil }
      guard hasLimit, let curve = curves.first(where: { $0.isBeside(cell) }) else {
        for name in ["delta_nn"] + self.curve.names {
          result.points[index].quantities[name] = .some(nil)
        }
        continue
      }
      result.points[index].quantities.merge(curve.quantities(self.curve.names)) { $1 }
      result.points[index].quantities["delta_nn"] = curve.thresholds.last?.estimate
      result.points += curve.stepPoints.map { point in
        Point(at: point.at.merging(cell) { $1 }, quantities: point.quantities)
      }
    }
    var scope = TheoryNotes()
    scope.addScope(of: grid)
    result.notes += scope.sentences + optimal.notes(ofTargets)
    for note in notes + curves.compactMap(\.times) where !result.notes.contains(note) {
      result.notes.append(note)
    }
  }
}

extension ThresholdCurve.Curve {
  fileprivate func isBeside(_ cell: Coordinates) -> Bool {
    self.cell.at.allSatisfy { cell[$0.key] == $0.value }
  }

  /// Which rescaled times the steps are; nil where there is no threshold.
  fileprivate var times: String? {
    let found = thresholds.filter { $0.estimate != nil }
    // What is said of a bound names its step.
    guard !found.isEmpty, rise == nil else { return nil }
    let noun = found.count == 1 ? "step" : "steps"
    return "δ_NN(t)\(cell.at.suffix) is at \(noun) \(listed(found.map { String($0.step) })), "
      + "τ = ηt = \(listed(found.map { significant($0.tau) }))."
  }
}
