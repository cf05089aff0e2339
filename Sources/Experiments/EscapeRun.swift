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
    let problem = configuration.problem
    let design = DenseDesign(
      problem: problem, data: configuration.data, dimension: configuration.dimension,
      samples: configuration.samples, seed: seed, precision: configuration.precision)
    guard design.responses.allSatisfy(\.isFinite) else {
      return (.failed("the target is not finite on the training samples"), [])
    }
    let hard = configuration.directions.basis
    let descent = GradientDescent(
      problem: problem, stepSize: configuration.stepSize, radius: configuration.radius,
      steps: steps, batches: configuration.miniBatches)
    var record: Record?
    var hasEscaped = false
    let termination = descent.run(
      on: design, seed: seed, at: Array(0...steps), isCancelled: { hasEscaped || isCancelled() },
      observe: { state in
        let order = state.orderParameters
        let overlap = order.hardOverlap(along: hard)
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
    switch termination {
    case .diverged(let step): return (.diverged(step: step), [])
    case .cancelled, .finished: return nil
    }
  }
}

extension Record {
  /// Whether ‖P_Θ Θ*_H‖_F²/k_H exceeded ½ within the steps of an `EscapeRun`.
  var hasEscaped: Bool { quantities["escaped"] == 1 }
}
