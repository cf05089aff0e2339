import Model
import Results
import Simulation

/// One seed of one cell, followed until it has learned the hard latent directions.
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

  /// One record, of the step at which the run escaped or of its last; nil if cancelled.
  func records(seed: Int, isCancelled: () -> Bool) -> (Outcome, [Record])? {
    let hard = configuration.directions.basis
    var record: Record?
    var hasEscaped = false
    let outcome = Training(configuration: configuration, steps: steps).run(
      seed: seed, at: Array(0...steps), isCancelled: { hasEscaped || isCancelled() },
      observe: { moment in
        let state = moment.state
        let overlap = state.orderParameters.hardOverlap(along: hard)
        hasEscaped = overlap > 0.5
        guard hasEscaped || state.step == steps else { return }
        var quantities = [
          "hard_overlap_sq": overlap, "train_risk": state.trainRisk,
          "escaped": hasEscaped ? 1 : 0,
        ]
        if hasEscaped { quantities["escape_time"] = Double(state.step) }
        record = Record(step: state.step, quantities: quantities)
      })
    if let record { return (.finished, [record]) }
    return outcome.map { ($0, []) }
  }
}

extension Record {
  /// Whether ‖P_Θ Θ*_H‖_F²/k_H exceeded ½ within the steps of an `EscapeRun`.
  var hasEscaped: Bool { quantities["escaped"] == 1 }
}
