import Numerics
import Results
import Simulation

/// Seeds of one cell, watched for what happens when.
struct MilestonesRun: Sendable {
  let configuration: Configuration
  let steps: Int
  /// Steps at which the lowest eigenvalue of the Hessian is looked at, ascending.
  let outlierSteps: [Int]

  /// Every step up to the 50th, then steps 2 % apart, and the last.
  static func watchedSteps(to last: Int) -> [Int] {
    var steps = Array(0...min(50, last))
    while let step = steps.last, step < last { steps.append(min(last, step + max(1, step / 50))) }
    return steps
  }

  private var run: Run {
    Run(
      configuration: configuration, steps: steps, reported: outlierSteps,
      spectrum: outlierSteps.isEmpty
        ? nil : Run.SpectrumRequest(extremes: 1, keepsEigenvalues: false))
  }

  func unit(seed: Int) -> WorkUnit {
    var options = configuration.texts
    options["steps"] = String(steps)
    options["outlier-at"] = outlierSteps.map(String.init).joined(separator: ",")
    let training = Training(
      configuration: configuration, seed: seed, steps: steps,
      reported: Set(Self.watchedSteps(to: steps) + outlierSteps).sorted())
    let run = run
    return WorkUnit(
      experiment: MilestonesExperiment.declaration.name, revision: MilestonesExperiment.revision,
      options: options, at: configuration.at, seed: seed, cost: run.cost, bytes: run.bytes,
      training: training, isCompanion: outlierSteps.isEmpty
    ) { MilestonesRecorder(run: run, outlierSteps: outlierSteps, steps: steps, seed: seed) }
  }
}

/// A record of each step of `outlierSteps`, and one of the whole run at its end.
private struct MilestonesRecorder: Recorder {
  let run: Run
  let outlierSteps: [Int]
  let steps: Int
  let seed: Int
  private var plateau = Plateau()
  private var escape: Int?
  private var lastStep = 0
  private var records: [Record] = []
  private var failure: SymmetricEigen.Failure?

  init(run: Run, outlierSteps: [Int], steps: Int, seed: Int) {
    self.run = run
    self.outlierSteps = outlierSteps
    self.steps = steps
    self.seed = seed
  }

  /// What comes after a run has escaped, and its risk has fallen, is of another kind.
  var hasEnough: Bool {
    if failure != nil { return true }
    return escape != nil && (plateau.isOver || !plateau.hasRisen)
      && lastStep >= outlierSteps.last ?? 0
  }

  mutating func observe(_ moment: Training.Moment) {
    guard !hasEnough else { return }
    let state = moment.state
    lastStep = state.step
    plateau.observe(moment.populationRisk(), at: state.step)
    let overlap = state.orderParameters.hardOverlap(along: run.configuration.directions.basis)
    if escape == nil, overlap > 0.5 { escape = state.step }
    guard outlierSteps.contains(state.step), let request = run.spectrum else { return }
    do throws(SymmetricEigen.Failure) {
      let spectrum = try run.spectrum(of: moment, request, seed: seed)
      guard let lowest = spectrum.lowest.first else { return }
      records.append(
        Record(
          step: state.step,
          quantities: [
            "lambda_min": lowest.value,
            "lambda_min_hard_overlap_sq": run.configuration.hardLatents
              .reduce(0) { $0 + lowest.latentShares[$1] },
          ]))
    } catch {
      failure = error
    }
  }

  func result(of outcome: Outcome?) -> (Outcome, [Record])? {
    if let failure {
      return (.failed("LAPACK's \(failure.routine) returned \(failure.info)"), records)
    }
    switch outcome {
    case .finished: return (.finished, complete)
    case .diverged, .failed: return outcome.map { ($0, records) }
    case nil: return hasEnough ? (.finished, complete) : nil
    }
  }

  private var complete: [Record] {
    var quantities = [
      "bump": plateau.bump, "plateau": Double(plateau.length), "escaped": escape == nil ? 0 : 1,
    ]
    if plateau.hasRisen { quantities["first_minimum_step"] = Double(plateau.minimum.step) }
    if let escape { quantities["escape_step"] = Double(escape) }
    var records = records
    if let last = records.indices.last, records[last].step == lastStep {
      records[last].quantities.merge(quantities) { $1 }
    } else {
      records.append(Record(step: lastStep, quantities: quantities))
    }
    return records
  }
}

extension Configuration {
  /// The latent axes that are hard, all if nothing is; empty where hard directions are no axes.
  var hardLatents: [Int] {
    guard !directions.basis.isEmpty else { return Array(0..<target.latentDimension) }
    let axes = directions.basis.map { direction in
      direction.indices.filter { abs(direction[$0]) > 1e-9 }
    }
    return axes.allSatisfy { $0.count == 1 } ? axes.compactMap(\.first) : []
  }
}
