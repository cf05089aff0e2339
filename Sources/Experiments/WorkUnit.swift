import Numerics
import Results

/// The smallest piece of work that is computed, stored and reused: one network on one data set.
public struct WorkUnit: Sendable {
  /// What the result is a function of: experiment, revision, canonical options, numerics class,
  /// seed. Equal identities mean equal bits.
  public let identity: [String: String]
  public let at: Coordinates
  public let seed: Int
  /// Predicted seconds on one core, for ordering and for the remaining time.
  public let cost: Double
  /// Predicted bytes of memory at the peak.
  public let bytes: Int
  /// What another process expands to find the unit again; nil outside a plan.
  public package(set) var request: ExperimentRequest?
  private let work: Work

  private enum Work: Sendable {
    case training(Training, isCompanion: Bool, recorder: @Sendable () -> any Recorder)
    case other(@Sendable (_ threads: Int, _ isCancelled: () -> Bool) -> (Outcome, [Record])?)
  }

  /// Work that is no run of gradient descent.
  init(
    experiment: String, revision: Int, options: [String: String], at: Coordinates, seed: Int,
    cost: Double, bytes: Int,
    body: @escaping @Sendable (_ threads: Int, _ isCancelled: () -> Bool) -> (Outcome, [Record])?
  ) {
    self.init(
      experiment: experiment, revision: revision, options: options, at: at, seed: seed,
      cost: cost, bytes: bytes, work: .other(body))
  }

  /// A run of gradient descent.
  ///
  /// - Parameters:
  ///   - isCompanion: whether it may go side by side with others on one X.
  ///   - recorder: makes what takes the records from it.
  init(
    experiment: String, revision: Int, options: [String: String], at: Coordinates, seed: Int,
    cost: Double, bytes: Int, training: Training, isCompanion: Bool = true,
    recorder: @escaping @Sendable () -> any Recorder
  ) {
    self.init(
      experiment: experiment, revision: revision, options: options, at: at, seed: seed,
      cost: cost, bytes: bytes,
      work: .training(training, isCompanion: isCompanion, recorder: recorder))
  }

  private init(
    experiment: String, revision: Int, options: [String: String], at: Coordinates, seed: Int,
    cost: Double, bytes: Int, work: Work
  ) {
    var identity = options.reduce(into: [String: String]()) { $0["option." + $1.key] = $1.value }
    identity["experiment"] = experiment
    identity["revision"] = String(revision)
    identity["seed"] = String(seed)
    identity["numerics"] = numericsClass
    self.identity = identity
    self.at = at
    self.seed = seed
    self.cost = cost
    self.bytes = bytes
    self.work = work
  }

  /// Rows of X that it can read together with others.
  var rows: SharedRows? {
    guard case .training(let training, isCompanion: true, recorder: _) = work else { return nil }
    return training.rows
  }

  /// Computes the unit; nil if it was cancelled.
  ///
  /// - Parameter threads: cores it may use; they do not change the numbers.
  public func result(
    threads: Int = 1, isCancelled: () -> Bool = { false }
  ) -> UnitResult? {
    let found =
      switch work {
      case .training(let training, isCompanion: _, let recorder):
        training.result(recordedBy: recorder(), threads: threads, isCancelled: isCancelled)
      case .other(let body):
        body(threads, isCancelled)
      }
    return found.map { UnitResult(at: at, seed: seed, outcome: $0.0, records: $0.1) }
  }

  /// Computes units that read rows of one X side by side: each has the bits it has alone.
  ///
  /// - Parameter ended: is told of each as soon as it has ended; of nil if it was cancelled.
  static func results(
    of units: [WorkUnit], isCancelled: () -> Bool, ended: (_ index: Int, UnitResult?) -> Void
  ) {
    var (trainings, recorders): ([Training], [any Recorder]) = ([], [])
    for unit in units {
      guard case .training(let training, isCompanion: true, let recorder) = unit.work else {
        preconditionFailure("only runs of gradient descent go side by side")
      }
      trainings.append(training)
      recorders.append(recorder())
    }
    Training.results(of: trainings, recordedBy: recorders, isCancelled: isCancelled) {
      index, found in
      let unit = units[index]
      ended(
        index,
        found.map { UnitResult(at: unit.at, seed: unit.seed, outcome: $0.0, records: $0.1) })
    }
  }
}
