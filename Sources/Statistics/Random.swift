import Glibc

/// SplitMix64 (Steele, Lea, Flood 2014): a small generator for resampling.
struct SplitMix {
  private var state: UInt64
  /// The second of a pair of normal numbers.
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform on 0..<count (multiply–shift; bias below 2⁻⁵⁰ for the counts used).
  mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Uniform on (0, 1).
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func exponential() -> Double { -log(uniform()) }

  /// By Box–Muller, which makes two at a time.
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (2 * exponential()).squareRoot()
    let angle = 2 * .pi * uniform()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  /// χ² with `degrees` ≥ 1 degrees of freedom, by the squeeze of Marsaglia and Tsang (2000) for
  /// Gamma(degrees/2).
  mutating func chiSquared(_ degrees: Int) -> Double {
    if degrees == 1 {
      let z = normal()
      return z * z
    }
    let d = Double(degrees) / 2 - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = uniform()
      let square = x * x
      // The first test is the cheap one, which nearly always decides.
      if u < 1 - 0.0331 * square * square
        || log(u) < 0.5 * square + d - d * v + d * log(v)
      {
        return 2 * d * v
      }
    }
  }
}
