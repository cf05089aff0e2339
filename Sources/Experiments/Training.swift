import Results
import Simulation

/// Gradient descent of one seed of a cell, on the design that the cell asks for.
struct Training {
  let configuration: Configuration
  let steps: Int

  /// A state, and what takes its design to know.
  struct Moment {
    let state: any RunState
    /// nil where X is not held.
    let hessian: EmpiricalHessian?
    let populationRisk: () -> Double
  }

  /// How it ended; nil if it was cancelled.
  func run(
    seed: Int, at reported: [Int], isCancelled: () -> Bool, observe: (Moment) -> Void
  ) -> Outcome? {
    let problem = configuration.problem
    let (d, n) = (configuration.dimension, configuration.samples)
    let descent = GradientDescent(
      problem: problem, stepSize: configuration.stepSize, radius: configuration.radius,
      steps: steps, batches: configuration.miniBatches)
    let notFinite = Outcome.failed("the target is not finite on the training samples")
    let end: GradientDescent.Termination
    if configuration.isImplicit {
      let design = ImplicitDesign(
        problem: problem, dimension: d, samples: n, seed: seed,
        labels: configuration.labels)
      guard design.responses.allSatisfy(\.isFinite) else { return notFinite }
      let risk = PopulationRisk(of: problem)
      end = descent.run(on: design, seed: seed, at: reported, isCancelled: isCancelled) { state in
        observe(Moment(state: state, hessian: nil) { risk(state.orderParameters) })
      }
    } else {
      let design = DenseDesign(
        problem: problem, data: configuration.data, dimension: d, samples: n, seed: seed,
        precision: configuration.precision, labels: configuration.labels)
      guard design.responses.allSatisfy(\.isFinite) else { return notFinite }
      let risk = PopulationEstimate(beside: design, data: configuration.data)
      end = descent.run(on: design, seed: seed, at: reported, isCancelled: isCancelled) { state in
        observe(
          Moment(state: state, hessian: EmpiricalHessian(of: state)) {
            risk(state.parameters, state.orderParameters)
          })
      }
    }
    switch end {
    case .finished: return .finished
    case .diverged(let step): return .diverged(step: step)
    case .cancelled: return nil
    }
  }
}
