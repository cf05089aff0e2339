import Numerics
import Results
import Simulation

/// Seeds of one cell: draws the data, trains, measures.
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

  func training(seed: Int) -> Training {
    Training(configuration: configuration, seed: seed, steps: steps, reported: reported)
  }

  func recorder(seed: Int) -> some Recorder { RunRecorder(run: self, seed: seed) }
}

/// A record of each state that a run reports.
private struct RunRecorder: Recorder {
  let run: Run
  let seed: Int
  private var records: [Record] = []
  private var failure: SymmetricEigen.Failure?

  init(run: Run, seed: Int) {
    self.run = run
    self.seed = seed
  }

  var hasEnough: Bool { failure != nil }

  mutating func observe(_ moment: Training.Moment) {
    do throws(SymmetricEigen.Failure) {
      records.append(try run.record(of: moment, seed: seed))
    } catch {
      failure = error
    }
  }

  func result(of outcome: Outcome?) -> (Outcome, [Record])? {
    if let failure {
      return (.failed("LAPACK's \(failure.routine) returned \(failure.info)"), records)
    }
    return outcome.map { ($0, records) }
  }
}

extension Run {
  fileprivate func record(
    of moment: Training.Moment, seed: Int
  ) throws(SymmetricEigen.Failure) -> Record {
    let state = moment.state
    let order = state.orderParameters
    var quantities = namedQuantities(
      trainRisk: state.trainRisk, populationRisk: moment.populationRisk(), norms: order.norms,
      signedOverlaps: order.signedOverlaps, latentShares: order.latentShares)
    quantities["hard_overlap_sq"] = order.hardOverlap(along: configuration.directions.basis)
    guard let request = spectrum else { return Record(step: state.step, quantities: quantities) }
    let spectrum = try spectrum(of: moment, request, seed: seed)
    quantities.merge(spectrum.quantities) { $1 }
    return Record(
      step: state.step, quantities: quantities,
      spectrum: request.keepsEigenvalues || spectrumMethod == .products
        ? Spectrum(spectrum, order: configuration.neurons * configuration.dimension) : nil)
  }
}

extension Run {
  /// The spectrum of the Hessian, by the way that its size asks for.
  func spectrum(
    of moment: Training.Moment, _ request: SpectrumRequest, seed: Int
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    if spectrumMethod == .tridiagonal, let hessian = moment.hessian {
      return try hessian.spectrum(
        lowest: request.extremes, highest: request.extremes, threads: moment.threads)
    }
    return try moment.state.iterativeSpectrum(
      lowest: request.extremes, highest: request.extremes,
      probes: request.keepsEigenvalues ? RunCost.probes : 0, quadratureSteps: RunCost.probeSteps,
      limit: endLimit, seed: seed, threads: moment.threads)
  }
}
