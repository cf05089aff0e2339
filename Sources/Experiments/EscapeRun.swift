import Model
import Results
import Simulation

/// Seeds of one cell, followed until it has learned the hard latent directions.
struct EscapeRun: Sendable {
  let configuration: Configuration
  /// The run ends here if it has not escaped.
  let steps: Int

  /// Predicted peak memory in bytes.
  var bytes: Int { run.bytes }

  /// Predicted seconds on one core, if it does not escape.
  var cost: Double { run.cost }

  private var run: Run {
    Run(configuration: configuration, steps: steps, reported: [], spectrum: nil)
  }

  func training(seed: Int) -> Training {
    Training(configuration: configuration, seed: seed, steps: steps, reported: Array(0...steps))
  }

  var recorder: some Recorder { EscapeRecorder(hard: configuration.directions.basis, steps: steps) }
}

/// One record, of the step at which the run escaped or of its last.
private struct EscapeRecorder: Recorder {
  /// Basis of the hard latent directions.
  let hard: [[Double]]
  let steps: Int
  private var record: Record?

  init(hard: [[Double]], steps: Int) {
    self.hard = hard
    self.steps = steps
  }

  var hasEnough: Bool { record != nil }

  mutating func observe(_ moment: Training.Moment) {
    let state = moment.state
    let overlap = state.orderParameters.hardOverlap(along: hard)
    let hasEscaped = overlap > 0.5
    guard hasEscaped || state.step == steps else { return }
    var quantities = [
      "hard_overlap_sq": overlap, "train_risk": state.trainRisk, "escaped": hasEscaped ? 1 : 0,
    ]
    if hasEscaped { quantities["escape_time"] = Double(state.step) }
    record = Record(step: state.step, quantities: quantities)
  }

  func result(of outcome: Outcome?) -> (Outcome, [Record])? {
    if let record { return (.finished, [record]) }
    return outcome.map { ($0, []) }
  }
}

extension Record {
  /// Whether ‖P_Θ Θ*_H‖_F²/k_H exceeded ½ within the steps of an `EscapeRun`.
  var hasEscaped: Bool { quantities["escaped"] == 1 }
}
