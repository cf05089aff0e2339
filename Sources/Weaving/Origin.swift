import Experiments
import Results

/// What the numbers of a figure or table were made from, so that they can be made again.
///
/// Only what the inputs determine: no time, no host.
public struct Origin: Sendable, Equatable {
  /// Of the program.
  public var version: String
  /// The instruction level of the kernels, on which last digits depend.
  public var numericsClass: String
  public var experiment: String
  /// From `{experiment #label}`.
  public var label: String?
  public var revision: Int
  /// Every option's canonical text by name.
  public var options: [String: String]
  /// Ascending, each once; batches of a mean field are seeds too.
  public var seeds: [Int]
  public var planned: Int
  public var finished: Int
  public var diverged: Int
  public var failed: Int

  public init(
    version: String, numericsClass: String, experiment: String, label: String?, revision: Int,
    options: [String: String], seeds: [Int], planned: Int, finished: Int, diverged: Int,
    failed: Int
  ) {
    self.version = version
    self.numericsClass = numericsClass
    self.experiment = experiment
    self.label = label
    self.revision = revision
    self.options = options
    self.seeds = seeds
    self.planned = planned
    self.finished = finished
    self.diverged = diverged
    self.failed = failed
  }
}

extension Origin {
  init(
    _ result: ExperimentResult, of computed: CheckedTemplate.Computed, version: String,
    numericsClass: String
  ) {
    self.init(
      version: version, numericsClass: numericsClass, experiment: result.experiment,
      label: computed.label, revision: type(of: computed.experiment).revision,
      options: result.options.filter { $0.key != "run" },
      seeds: Set(result.units.map(\.seed)).sorted(), planned: result.units.count,
      finished: result.finished, diverged: result.diverged, failed: result.failed)
  }
}
