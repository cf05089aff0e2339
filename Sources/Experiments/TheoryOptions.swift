import Diagnostics
import Directives

/// The options of the mean field, for experiments of theory and for predictions beside runs.
enum TheoryOptions {
  static let theory = Option.single(
    "theory", .flag, default: true,
    help: """
      Whether to compute, beside the runs, what theory predicts of them as d grows at fixed δ.
      """)
  static let samples = Option.single(
    "samples", .integer(from: 1000, to: 10_000_000), default: 20_000,
    help: """
      Monte Carlo samples of each batch of the mean field. They stand for samples/δ dimensions, of \
      which steps × neurons should be a small part.
      """)
  static let batches = Option.single(
    "batches", .integer(from: 1, to: 1000), default: 8,
    help: "Independent batches of the mean field; their spread gives standard errors.")
  static let theorySteps = Option.single(
    "theory-steps", .integer(from: 0, to: 100_000), default: 100,
    help: """
      The last step to which the mean field is followed; memory grows with samples × steps, work \
      with samples × steps².
      """)

  /// The options of predictions beside runs, in the order of the reference page.
  static let besideRuns: [any AnyOption] = [theory, theorySteps, samples, batches]
  static let alone: [any AnyOption] = [samples, batches]
}

extension Arguments {
  /// 1…batches
  var batches: [Int] { Array(1...self[TheoryOptions.batches]) }
}
