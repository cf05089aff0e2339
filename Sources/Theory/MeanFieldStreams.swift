import Numerics

/// The independent random numbers of one batch. None depends on δ: runs that differ in δ alone
/// share them.
enum MeanFieldStream: Int {
  case latents = 101
  case eps
  case disturbance
  /// ξ of theory (6).
  case sampleNoise
  /// ζ of theory (7) on the axes in use.
  case coordinates
  /// ζ of theory (7) on the new axis.
  case length
  /// Θ⁰ on the axes in use, and on the new axis.
  case initialCoordinates
  case initialLength

  func random(batch: Int) -> CounterRandom { CounterRandom(seed: batch, stream: rawValue) }
}
