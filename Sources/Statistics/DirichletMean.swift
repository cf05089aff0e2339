import Glibc

/// The law of a mean Σ w_i v_i whose weights are uniform over the simplex, in closed form.
///
/// With w_i = E_i / Σ E for independent standard exponential E_i, the mean exceeds b where
/// Σ E_i (v_i − b) is positive.
struct DirichletMean {
  let values: [Double]

  func probability(above boundary: Double) -> Double {
    let shifted = values.map { $0 - boundary }
    // The smaller tail is the one whose digits are kept.
    return shifted.reduce(0, +) > 0
      ? 1 - Self.tail(shifted.map { -$0 }) : Self.tail(shifted)
  }

  /// By bisection.
  func quantile(_ probability: Double) -> Double {
    var low = values.min() ?? 0
    var high = values.max() ?? 0
    for _ in 0..<48 {
      let middle = (low + high) / 2
      if self.probability(above: middle) > 1 - probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// P(Σ E_i v_i > 0) = (1/2πi) ∫ Π 1/(1 − v_i s) ds/s along the line through the saddle point c of
  /// the integrand, by the trapezoidal rule in u with s = c + i h sinh u: the poles stay a quarter
  /// turn away from every real u.
  private static func tail(_ values: [Double]) -> Double {
    guard let greatest = values.max(), greatest > 0 else { return 0 }
    guard let least = values.min(), least < 0 else { return 1 }
    let scale = max(greatest, -least)
    let v = values.map { $0 / scale }.filter { $0 != 0 }
    let saddle = saddlePoint(v, below: scale / greatest)
    let slopes = v.map { $0 / (1 - $0 * saddle) } + [-1 / saddle]
    let height = 1 / slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let step = 0.2
    var sum = 0.5
    for index in 1...400 {
      let u = step * Double(index)
      let y = height * sinh(u)
      // 1 / Π (1 − i g y), relative to the saddle point
      var (real, imaginary) = (1.0, 0.0)
      for slope in slopes {
        let g = slope * y
        (real, imaginary) = (real + g * imaginary, imaginary - g * real)
      }
      let size = real * real + imaginary * imaginary
      sum += real / size * cosh(u)
      if cosh(u) < 1e-16 * size.squareRoot() { break }
    }
    let logarithm = v.reduce(-log(saddle)) { $0 - log1p(-$1 * saddle) }
    return min(1, max(0, exp(logarithm) * height / .pi * step * sum))
  }

  /// Where −Σ log(1 − v_i s) − log s, which is convex, is smallest between 0 and `end`.
  private static func saddlePoint(_ v: [Double], below end: Double) -> Double {
    var (low, high) = (0.0, end)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      let slope = v.reduce(-1 / middle) { $0 + $1 / (1 - $1 * middle) }
      if slope < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
