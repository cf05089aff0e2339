import Numerics

/// The mean of independent batches.
public struct BatchMean: Sendable, Hashable {
  public let value: Double
  /// Standard error of `value`; nil for one batch.
  public let standardError: Double?
  public let batches: Int

  public init(of values: [Double]) {
    precondition(!values.isEmpty)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    value = mean
    batches = values.count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = values.count > 1 ? (squares / (count - 1) / count).squareRoot() : nil
  }
}

/// What the mean field says of one step.
public struct MeanFieldEstimate: Sendable, Hashable {
  public let step: Int
  /// R on the training samples, including the ridge.
  public let trainRisk: BatchMean
  /// ‖θ_j‖
  public let norms: [BatchMean]
  /// ⟨θ_j, θ*_l⟩/‖θ_j‖, m×k; 0 along hard directions.
  public let signedOverlaps: [[BatchMean]]
}

extension MeanField {
  /// What `measure` makes of every reported state: entry [batch][report].
  ///
  /// - Parameters:
  ///   - reported: steps in increasing order, without repetition.
  ///   - batches: seeds.
  ///   - threads: batches are shared among them; they do not change the numbers.
  public func measurements<T: Sendable>(
    at reported: [Int], batches: Range<Int>, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false },
    measure: @Sendable (MeanFieldState) -> T
  ) throws(Interruption) -> [[T]] {
    precondition(zip(reported, reported.dropFirst()).allSatisfy { $0 < $1 })
    return try concurrentMap(count: batches.count, threads: threads) {
      index throws(Interruption) -> [T] in
      var values: [T] = []
      try run(
        batch: batches.lowerBound + index, at: reported, isCancelled: isCancelled
      ) { values.append(measure($0)) }
      return values
    }
  }

  /// Means over batches at the reported steps, which increase.
  public func estimates(
    at reported: [Int], batches: Range<Int>, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(Interruption) -> [MeanFieldEstimate] {
    precondition(!batches.isEmpty)
    let all = try measurements(
      at: reported, batches: batches, threads: threads, isCancelled: isCancelled
    ) { state in
      (risk: state.trainRisk, norms: state.norms, overlaps: state.signedOverlaps)
    }
    let (m, k) = (problem.network.neurons, problem.latentDimension)
    return reported.indices.map { report in
      let values = all.map { $0[report] }
      return MeanFieldEstimate(
        step: reported[report], trainRisk: BatchMean(of: values.map(\.risk)),
        norms: (0..<m).map { neuron in BatchMean(of: values.map { $0.norms[neuron] }) },
        signedOverlaps: (0..<m).map { neuron in
          (0..<k).map { latent in BatchMean(of: values.map { $0.overlaps[neuron][latent] }) }
        })
    }
  }
}
