import Results
import Simulation

/// Gradient descent of one seed of a cell, on the design that the cell asks for.
struct Training: Sendable {
  let configuration: Configuration
  let seed: Int
  let steps: Int
  /// Steps to observe.
  let reported: [Int]

  /// A state, and what takes its design to know.
  struct Moment {
    let state: any RunState
    /// nil where X is not held.
    let hessian: EmpiricalHessian?
    /// Cores that may be used to take something from it.
    let threads: Int
    let populationRisk: () -> Double
    /// The correlation of predictions with responses on samples that the run does not see.
    let heldOutCorrelation: () -> Double
  }

  var descent: GradientDescent {
    GradientDescent(
      problem: configuration.problem, stepSize: configuration.stepSize,
      radius: configuration.radius, steps: steps, batches: configuration.miniBatches)
  }

  /// The rows of X that full-batch gradients read; nil where X is not held, or is gathered anew at
  /// every step.
  var rows: SharedRows? {
    guard !configuration.isImplicit, configuration.batch == .full else { return nil }
    return SharedRows(
      of: SharedRows.Source(
        data: configuration.data, dimension: configuration.dimension,
        precision: configuration.precision, seed: seed),
      count: configuration.samples)
  }

  /// What the recorder makes of the run; nil if it was cancelled.
  func result(
    recordedBy recorder: any Recorder, threads: Int, isCancelled: () -> Bool
  ) -> (Outcome, [Record])? {
    var recorder = recorder
    let problem = configuration.problem
    let (d, n) = (configuration.dimension, configuration.samples)
    let end: GradientDescent.Termination
    if configuration.isImplicit {
      let design = ImplicitDesign(
        problem: problem, dimension: d, samples: n, seed: seed,
        labels: configuration.labels)
      guard design.responses.allSatisfy(\.isFinite) else { return Self.notFinite }
      let risk = PopulationRisk(of: problem)
      end = descent.run(
        on: design, seed: seed, at: reported, threads: threads,
        isCancelled: { recorder.hasEnough || isCancelled() },
        observe: { state in
          recorder.observe(
            Moment(
              state: state, hessian: nil, threads: threads,
              populationRisk: { risk(state.orderParameters) },
              heldOutCorrelation: { risk.correlation(state.orderParameters) }))
        })
    } else {
      let design = DenseDesign(
        problem: problem, data: configuration.data, dimension: d, samples: n, seed: seed,
        precision: configuration.precision, labels: configuration.labels)
      guard design.responses.allSatisfy(\.isFinite) else { return Self.notFinite }
      let risk = PopulationEstimate(beside: design, data: configuration.data)
      end = descent.run(
        on: design, seed: seed, at: reported, threads: threads,
        isCancelled: { recorder.hasEnough || isCancelled() },
        observe: { recorder.observe(Moment(of: $0, risk: risk, threads: threads)) })
    }
    return recorder.result(of: Outcome(end))
  }

  /// The results of runs side by side on one X, each as it has alone.
  ///
  /// - Parameters:
  ///   - trainings: that read rows of the same source.
  ///   - recorders: one a training.
  ///   - ended: is told of each as soon as it has ended; of nil if it was cancelled.
  static func results(
    of trainings: [Training], recordedBy recorders: [any Recorder], isCancelled: () -> Bool,
    ended: (_ index: Int, (Outcome, [Record])?) -> Void
  ) {
    guard let rows = trainings.compactMap(\.rows).max(by: { $0.count < $1.count }) else { return }
    let inputs = rows.drawn()
    var recorders = recorders
    var (runs, risks, places): ([CompanionRuns.Run], [PopulationEstimate], [Int]) = ([], [], [])
    for (index, training) in trainings.enumerated() {
      let configuration = training.configuration
      let design = DenseDesign(
        problem: configuration.problem, drawn: inputs.prefix(configuration.samples),
        seed: training.seed, labels: configuration.labels)
      guard design.responses.allSatisfy(\.isFinite) else {
        ended(index, Self.notFinite)
        continue
      }
      runs.append(
        CompanionRuns.Run(
          training.descent, on: design, seed: training.seed, at: training.reported))
      risks.append(PopulationEstimate(beside: design, data: configuration.data))
      places.append(index)
    }
    CompanionRuns(runs).run(
      isCancelled: { recorders[places[$0]].hasEnough || isCancelled() },
      observe: { recorders[places[$0]].observe(Moment(of: $1, risk: risks[$0], threads: 1)) },
      ended: { ended(places[$0], recorders[places[$0]].result(of: Outcome($1))) })
  }

  private static let notFinite = (
    Outcome.failed("the target is not finite on the training samples"), [Record]()
  )
}

extension Training.Moment {
  fileprivate init(of state: State, risk: PopulationEstimate, threads: Int) {
    self.init(
      state: state, hessian: EmpiricalHessian(of: state), threads: threads,
      populationRisk: { risk(state.parameters, state.orderParameters) },
      heldOutCorrelation: { risk.correlation(state.parameters, state.orderParameters) })
  }
}

extension Outcome {
  /// nil for a run that was cancelled.
  fileprivate init?(_ end: GradientDescent.Termination) {
    switch end {
    case .finished: self = .finished
    case .diverged(let step): self = .diverged(step: step)
    case .cancelled: return nil
    }
  }
}
