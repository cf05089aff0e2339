import Numerics

/// How the samples of a stochastic gradient step are chosen.
public struct MiniBatches: Sendable, Hashable {
  public enum Sampling: String, Sendable, Hashable, CaseIterable {
    /// Epochs: a new random order of all samples, cut into batches; a remainder is left out.
    case epochs
    /// Each sample of each batch uniformly from all, independently.
    case replacement
  }

  /// B; all samples if there are no more.
  public let size: Int
  public let sampling: Sampling

  public init(size: Int, sampling: Sampling = .epochs) {
    precondition(size >= 1)
    self.size = size
    self.sampling = sampling
  }
}

/// The batches of a run, one after another.
package struct MiniBatchSelection {
  private let batches: MiniBatches
  private let samples: Int
  private let random: CounterRandom
  private var step = 0
  private var order: [Int] = []

  package init(_ batches: MiniBatches, of samples: Int, seed: Int) {
    self.batches = batches
    self.samples = samples
    random = SampleStream.batches.random(seed: seed)
  }

  /// Indices of the samples of the next batch.
  package mutating func next() -> [Int] {
    defer { step += 1 }
    let size = min(batches.size, samples)
    switch batches.sampling {
    case .replacement:
      return random.uniforms(size, row: step).map { min(samples - 1, Int($0 * Double(samples))) }
    case .epochs:
      let (epoch, place) = step.quotientAndRemainder(dividingBy: samples / size)
      if place == 0 {
        let keys = random.uniforms(samples, row: epoch)
        order = (0..<samples).sorted { (keys[$0], $0) < (keys[$1], $1) }
      }
      return Array(order[place * size..<(place + 1) * size])
    }
  }
}
