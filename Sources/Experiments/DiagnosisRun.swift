import Results
import Simulation

/// Seeds of one cell, read at one step and followed to the end.
struct DiagnosisRun: Sendable {
  let configuration: Configuration
  /// The step at which the run is read.
  let read: Int
  let steps: Int

  var bytes: Int { run.bytes }
  var cost: Double { run.cost }

  private var run: Run {
    Run(configuration: configuration, steps: steps, reported: [0, read, steps], spectrum: nil)
  }

  func training(seed: Int) -> Training { run.training(seed: seed) }

  var recorder: some Recorder { DiagnosisRecorder(hard: configuration.directions.basis, run: self) }
}

/// One record, of the last step: what was read, what came of it, and whether the reading was right.
private struct DiagnosisRecorder: Recorder {
  /// Basis of the hard latent directions.
  let hard: [[Double]]
  let run: DiagnosisRun
  private var start: (train: Double, test: Double)?
  private var found: Diagnosis?
  private var record: Record?

  init(hard: [[Double]], run: DiagnosisRun) {
    self.hard = hard
    self.run = run
  }

  let hasEnough = false

  mutating func observe(_ moment: Training.Moment) {
    let state = moment.state
    if state.step == 0 { start = (state.trainRisk, moment.populationRisk()) }
    if state.step == run.read, let start {
      found = Diagnosis(
        trainFall: 1 - state.trainRisk / start.train,
        testFall: 1 - moment.populationRisk() / start.test,
        correlation: moment.heldOutCorrelation())
    }
    guard state.step == run.steps, let found else { return }
    var quantities = found.quantities
    let overlap = state.orderParameters.hardOverlap(along: hard)
    let learns = overlap > 0.5
    quantities["hard_overlap_sq"] = overlap
    quantities["learns"] = learns ? 1 : 0
    quantities["right"] = learns == found.signature.saysLearns ? 1 : 0
    record = Record(step: state.step, quantities: quantities)
  }

  func result(of outcome: Outcome?) -> (Outcome, [Record])? {
    outcome.map { ($0, record.map { [$0] } ?? []) }
  }
}
