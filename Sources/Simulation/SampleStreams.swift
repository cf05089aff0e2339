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

  func random(seed: Int) -> CounterRandom { CounterRandom(seed: seed, stream: rawValue) }
}
