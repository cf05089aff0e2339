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

  /// Predicted peak memory in bytes.
  var bytes: Int {
    let (d, n, m) = (configuration.dimension, configuration.samples, configuration.neurons)
    let design = DenseDesign.bytes(
      dimension: d, samples: n, neurons: m, latents: configuration.target.latentDimension)
    guard let spectrum else { return design }
    return design
      + EmpiricalHessian.bytes(dimension: d, samples: n, neurons: m, extremes: spectrum.extremes)
  }

  /// Predicted seconds on one core: gradient steps by memory traffic, spectra by FLOPs.
  var cost: Double {
    let n = Double(configuration.samples)
    let d = Double(configuration.dimension)
    let m = Double(configuration.neurons)
    let training = Double(steps) * n * d * max(0.15, 0.1 * m) * 1e-9
    let size = m * d
    let oneSpectrum = (n * size * size * 0.012 + size * size * size * 0.1) * 1e-9
    let spectra = spectrum == nil ? 0 : Double(reported.count) * oneSpectrum
    return n * d * 2e-9 + training + spectra
  }

  /// The records of a seed; nil if cancelled.
  func records(seed: Int, isCancelled: () -> Bool) -> (Outcome, [Record])? {
    let problem = configuration.problem
    let design = DenseDesign(
      problem: problem, dimension: configuration.dimension, samples: configuration.samples,
      seed: seed)
    guard design.responses.allSatisfy(\.isFinite) else {
      return (.failed("the target is not finite on the training samples"), [])
    }
    let hard = configuration.directions.basis
    let risk = PopulationRisk(of: problem)
    var records: [Record] = []
    var failure: SymmetricEigen.Failure?
    let descent = GradientDescent(
      problem: problem, stepSize: configuration.stepSize, radius: configuration.radius,
      steps: steps)
    let termination = descent.run(
      on: design, seed: seed, at: reported, isCancelled: { failure != nil || isCancelled() },
      observe: { state in
        do throws(SymmetricEigen.Failure) {
          records.append(try record(of: state, risk: risk, hard: hard))
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
    of state: State, risk: PopulationRisk, hard: [[Double]]
  ) throws(SymmetricEigen.Failure) -> Record {
    let observables = Observables(of: state, populationRisk: risk)
    let order = state.orderParameters
    var quantities = observables.quantities
    quantities["hard_overlap_sq"] = order.hardOverlap(along: hard)
    guard let request = spectrum else { return Record(step: state.step, quantities: quantities) }
    let spectrum = try EmpiricalHessian(of: state)
      .spectrum(lowest: request.extremes, highest: request.extremes)
    quantities.merge(spectrum.quantities) { $1 }
    return Record(
      step: state.step, quantities: quantities,
      spectrum: request.keepsEigenvalues ? Spectrum(spectrum) : nil)
  }
}
