import Numerics

/// The independent streams of random numbers that one seed feeds.
enum SampleStream: Int {
  case inputs = 1
  case directions
  case disturbance
  case eps
  case initialParameters
  /// Which entries of sparse inputs are not zero.
  case inputMask
  /// The samples of each mini-batch.
  case batches
  /// Starts of Lanczos and of stochastic quadrature.
  case probes
  /// z of an implicit design.
  case implicitLatents
  /// ξ of theory (6), by axis.
  case implicitNoise
  /// χ_{d−b} of theory (7), and of Θ⁰.
  case implicitLengths
  /// The order of permuted labels.
  case labels

  func random(seed: Int) -> CounterRandom { CounterRandom(seed: seed, stream: rawValue) }

  /// Numbers of their own for the `index`-th side way taken at a step.
  func random(seed: Int, step: Int, index: Int) -> CounterRandom {
    precondition(step >= 0 && index >= 0 && index < 1 << 16)
    return CounterRandom(seed: seed &+ (step + 1) << 32, stream: rawValue << 16 + index)
  }
}
