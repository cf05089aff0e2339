import Directives
import Results
import Theory

/// The mean field beside the runs of an experiment: units, and what becomes of their results.
///
/// The mean field does not depend on d, so that cells that differ in d alone share it.
struct PredictedPath: Sendable {
  let units: [WorkUnit]
  /// The predicted quantities of every point, each `predicted_` and the quantity's own name.
  let names: [String]
  private let grid: Grid
  private let detail: MeanFieldRun.Detail
  /// Empty where theory is switched off, or no reported step lies within its last.
  private let runs: [MeanFieldRun]
  private let isSwitchedOff: Bool
  /// Cells whose samples are too few for their δ.
  private let leftOut: [Configuration]
  private let reported: [Int]
  private let lastStep: Int

  static let prefix = "predicted_"

  /// - Parameter reported: steps of the runs; theory takes those up to the option's last.
  init(of grid: Grid, _ arguments: Arguments, reported: [Int], detail: MeanFieldRun.Detail) {
    self.grid = grid
    self.detail = detail
    self.reported = reported
    lastStep = arguments[TheoryOptions.theorySteps]
    isSwitchedOff = !arguments[TheoryOptions.theory]
    let steps = reported.filter { [lastStep] in $0 <= lastStep }
    let samples = arguments[TheoryOptions.samples]
    let all =
      isSwitchedOff || steps.isEmpty
      ? []
      : grid.limitCells().map {
        MeanFieldRun(configuration: $0, samples: samples, reported: steps, detail: detail)
      }
    runs = all.filter { $0.lastStepOfLimit >= 0 }
    leftOut = all.filter { $0.lastStepOfLimit < 0 }.map(\.configuration)
    let batches = arguments.batches
    units = runs.flatMap { run in batches.map { run.unit(batch: $0) } }
    names =
      isSwitchedOff
      ? []
      : grid.commonNames { [detail] in $0.meanFieldNames(detail: detail) }.map { Self.prefix + $0 }
  }

  /// Puts predictions into the points, and notes on how far they reach.
  ///
  /// - Parameter theory: the results of `units`.
  func add(to result: inout ExperimentResult, from theory: [UnitResult]) {
    guard !isSwitchedOff else { return }
    result.theoryUnits = theory
    let byCell = grid.cells.map { cell in
      (cell, cell.limitObstacle == nil ? theory.filter { $0.isBeside(cell.at) } : [])
    }
    for (cell, units) in byCell {
      let predictions = stepPoints(
        of: units, at: [:], names: cell.problem.meanFieldNames(detail: detail))
      let byStep = Dictionary(
        predictions.map { ($0.at["step"], $0.quantities) }, uniquingKeysWith: { $1 })
      let names = cell.problem.meanFieldNames(detail: detail)
      for index in result.points.indices where result.points[index].at.isPoint(of: cell.at) {
        let predicted = byStep[result.points[index].at["step"]] ?? [:]
        for name in names {
          result.points[index].quantities[Self.prefix + name] = predicted[name] ?? .some(nil)
        }
      }
      result.predictions += spectra(of: units, at: cell.at)
    }
    result.notes += notes(theory)
  }

  private func spectra(of units: [UnitResult], at cell: Coordinates) -> [Prediction] {
    let finished = units.filter { $0.outcome == .finished }
    guard let first = finished.first else { return [] }
    return first.records.indices.compactMap { index in
      let batches = finished.compactMap { $0.records[index].prediction }
      return PredictedSpectrum(meanOf: batches).map { spectrum in
        let step = AxisValue.number(Double(first.records[index].step))
        return Prediction(at: cell.merging(["step": step]) { $1 }, spectrum: spectrum)
      }
    }
  }

  private func notes(_ theory: [UnitResult]) -> [String] {
    var notes = TheoryNotes()
    notes.addScope(of: grid)
    let cells = grid.limitCells()
    guard !cells.isEmpty else { return notes.sentences }
    notes.addObstacles(of: cells, sides: detail == .spectrum ? [.left, .right] : [.left])
    notes.addAllEasy(runs.map(\.configuration), units: theory)
    if let last = reported.last, last > lastStep {
      let reached = reported.last { $0 <= lastStep }
      notes.add(
        reached.map {
          "The mean field was followed to step \($0); theory-steps carries it further."
        }
          ?? "No reported step lies within the first \(lastStep), to which the mean field is "
          + "followed; theory-steps raises that.")
    }
    for cell in leftOut {
      notes.add(
        "At δ = \(canonical(cell.delta)) the samples are too few for the mean field: nothing is "
          + "predicted.")
    }
    notes.addFiniteSize(runs)
    notes.addLost(runs.map(\.configuration), units: theory)
    notes.addPartialOutliers(runs.map(\.configuration), units: theory)
    return notes.sentences
  }
}

extension UnitResult {
  /// Whether it stands beside the runs of a cell, which has further axes perhaps.
  func isBeside(_ cell: Coordinates) -> Bool {
    at.allSatisfy { cell[$0.key] == $0.value }
  }
}

extension Coordinates {
  /// Whether it is the cell with a step.
  fileprivate func isPoint(of cell: Coordinates) -> Bool {
    count == cell.count + 1 && self["step"] != nil && cell.allSatisfy { self[$0.key] == $0.value }
  }
}
