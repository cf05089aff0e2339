import Model
import Numerics
import Results
import Simulation

/// One seed of one cell: draws the data, trains, measures.
struct Run: Sendable {
  let configuration: Configuration
  let steps: Int
  /// Steps to record, ascending, none beyond `steps`.
  let reported: [Int]
  /// What to take from the Hessian at reported steps; nil to leave it alone.
  let spectrum: SpectrumRequest?

  struct SpectrumRequest: Sendable {
    /// Eigenvectors computed at either end.
    var extremes: Int
    /// Whether all eigenvalues are kept, or only the quantities of the extremes.
    var keepsEigenvalues: Bool
  }

  /// The records of a seed; nil if cancelled.
  func records(seed: Int, isCancelled: () -> Bool) -> (Outcome, [Record])? {
    let problem = configuration.problem
    let design = DenseDesign(
      problem: problem, data: configuration.data, dimension: configuration.dimension,
      samples: configuration.samples, seed: seed, precision: configuration.precision)
    guard design.responses.allSatisfy(\.isFinite) else {
      return (.failed("the target is not finite on the training samples"), [])
    }
    let hard = configuration.directions.basis
    let risk = PopulationEstimate(beside: design, data: configuration.data)
    var records: [Record] = []
    var failure: SymmetricEigen.Failure?
    let descent = GradientDescent(
      problem: problem, stepSize: configuration.stepSize, radius: configuration.radius,
      steps: steps, batches: configuration.miniBatches)
    let termination = descent.run(
      on: design, seed: seed, at: reported, isCancelled: { failure != nil || isCancelled() },
      observe: { state in
        do throws(SymmetricEigen.Failure) {
          records.append(try record(of: state, risk: risk, hard: hard, seed: seed))
        } catch {
          failure = error
        }
      })
    if let failure {
      return (.failed("LAPACK's \(failure.routine) returned \(failure.info)"), records)
    }
    switch termination {
    case .finished: return (.finished, records)
    case .diverged(let step): return (.diverged(step: step), records)
    case .cancelled: return nil
    }
  }

  private func record(
    of state: State, risk: PopulationEstimate, hard: [[Double]], seed: Int
  ) throws(SymmetricEigen.Failure) -> Record {
    let order = state.orderParameters
    var quantities = namedQuantities(
      trainRisk: state.trainRisk, populationRisk: risk(state.parameters, order),
      norms: order.norms, signedOverlaps: order.signedOverlaps, latentShares: order.latentShares)
    quantities["hard_overlap_sq"] = order.hardOverlap(along: hard)
    guard let request = spectrum else { return Record(step: state.step, quantities: quantities) }
    let hessian = EmpiricalHessian(of: state)
    let spectrum =
      spectrumMethod == .products
      ? try hessian.iterativeSpectrum(
        lowest: request.extremes, highest: request.extremes,
        probes: request.keepsEigenvalues ? RunCost.probes : 0, quadratureSteps: RunCost.probeSteps,
        seed: seed)
      : try hessian.spectrum(lowest: request.extremes, highest: request.extremes)
    quantities.merge(spectrum.quantities) { $1 }
    return Record(
      step: state.step, quantities: quantities,
      spectrum: request.keepsEigenvalues || spectrumMethod == .products
        ? Spectrum(spectrum, order: hessian.order) : nil)
  }
}
