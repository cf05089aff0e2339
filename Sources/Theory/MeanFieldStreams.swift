import Numerics

/// The independent random numbers of one batch. None depends on δ: runs that differ in δ alone
/// share them.
enum MeanFieldStream: Int {
  case latents = 101
  case eps
  case disturbance
  /// ξ of theory (6).
  case sampleNoise
  /// χ_{d−b} of theory (7), and of Θ⁰.
  case length
  /// Θ⁰ on the axes in use.
  case initialCoordinates

  func random(batch: Int) -> CounterRandom { CounterRandom(seed: batch, stream: rawValue) }
}
