import Glibc
import Numerics

/// The density of the Hessian's eigenvalues in the bulk, theory (9), for one neuron.
public struct BulkDensity: Sendable, Equatable {
  /// Eigenvalues x, as asked for.
  public let points: [Double]
  /// ρ(x), 0 outside the bulk; nil where the equation could not be solved to 10⁻⁸.
  public let values: [Double?]
  /// The probability of the eigenvalue λ itself: max(0, 1 − δ·P(D ≠ 0)).
  public let atom: Double
}

extension CurvatureLaw {
  /// ρ on a grid.
  ///
  /// Along the grid, Newton's method for ζ(w) = x starts from its neighbour's solution; a solution
  /// with Im w > 0 is the only one. Where Newton fails, and outside the bulk, x is found by two
  /// nested monotone equations: φ(a + ib) = 1 fixes b, or b = 0, and then Re ζ rises with a.
  public func density(at points: [Double]) -> BulkDensity {
    var neighbour: (a: Double, b: Double)?
    let values = points.map { x -> Double? in
      if let start = neighbour, let w = newton(x, from: start) {
        neighbour = w
        return BulkCurve.density(w)
      }
      let curve = BulkCurve(law: self)
      guard let w = curve.solution(x) else {
        neighbour = nil
        return nil
      }
      neighbour = w.b > 0 ? w : nil
      return BulkCurve.density(w)
    }
    return BulkDensity(
      points: points, values: values, atom: max(0, 1 - ratio * nonzeroProbability))
  }

  private func newton(
    _ x: Double, from start: (a: Double, b: Double)
  ) -> (a: Double, b: Double)? {
    var (a, b) = start
    for _ in 0..<12 {
      let (value, slope) = (position(a, b), slope(a, b))
      let residual = (re: value.re - x, im: value.im)
      let size = slope.re * slope.re + slope.im * slope.im
      guard size > 0 else { return nil }
      let step = (
        re: (residual.re * slope.re + residual.im * slope.im) / size,
        im: (residual.im * slope.re - residual.re * slope.im) / size
      )
      a -= step.re
      b -= step.im
      guard b > 0, a.isFinite, b.isFinite else { return nil }
      if hypot(step.re, step.im) < 1e-10 * b { return (a, b) }
    }
    return nil
  }

  /// ζ(a + ib) = λ + w + E[D] + E[(D²/δ) / (w − D/δ)].
  func position(_ a: Double, _ b: Double) -> (re: Double, im: Double) {
    let inverse = 1 / ratio
    var (re, im) = (0.0, 0.0)
    for (curvature, probability) in zip(curvatures, probabilities) {
      let offset = a - curvature * inverse
      let scale = probability * curvature * curvature * inverse / (offset * offset + b * b)
      re += probability * curvature + (curvature == 0 ? 0 : scale * offset)
      im -= curvature == 0 ? 0 : scale * b
    }
    return (ridge + a + re, b + im)
  }

  /// dζ/dw = 1 − E[D² / (w − D/δ)²] / δ.
  private func slope(_ a: Double, _ b: Double) -> (re: Double, im: Double) {
    let inverse = 1 / ratio
    var (re, im) = (1.0, 0.0)
    for (curvature, probability) in zip(curvatures, probabilities) where curvature != 0 {
      let offset = a - curvature * inverse
      let size = offset * offset + b * b
      let scale = probability * curvature * curvature * inverse / (size * size)
      re -= scale * (offset * offset - b * b)
      im += scale * 2 * offset * b
    }
    return (re, im)
  }
}

/// The curve of w = a + ib(a), b ≥ 0, on which ζ is real; ζ rises with a along it.
struct BulkCurve {
  let law: CurvatureLaw

  /// ρ = Im G / π with G = −1/w.
  static func density(_ w: (a: Double, b: Double)) -> Double {
    w.b == 0 ? 0 : w.b / (w.a * w.a + w.b * w.b) / Double.pi
  }

  /// b(a): the root of φ(a + ib) = 1, which falls with b; 0 if φ(a) ≤ 1.
  func height(_ a: Double) -> Double {
    let inverse = 1 / law.ratio
    func balance(_ b: Double) -> Double {
      let value =
        inverse
        * law.mean { curvature in
          let offset = a - curvature * inverse
          return curvature == 0
            ? 0 : curvature * curvature / (offset * offset + b * b)
        }
      return value.isInfinite ? -1 : (1 - value) / (1 + value)
    }
    if balance(0) >= 0 { return 0 }
    let most = 1.01 * (inverse * law.mean { $0 * $0 }).squareRoot()
    return root(between: 0, and: most, of: balance) ?? 0
  }

  /// The w with ζ(w) = x.
  func solution(_ x: Double) -> (a: Double, b: Double)? {
    func miss(_ a: Double) -> Double {
      let b = height(a)
      return (b == 0 ? law.position(a) : law.position(a, b).re) - x
    }
    var reach = 1 + abs(x - law.ridge)
    while miss(-reach) > 0 || miss(reach) < 0 {
      reach *= 2
      guard reach < 1e100 else { return nil }
    }
    guard let a = root(between: -reach, and: reach, of: miss), abs(miss(a)) < 1e-8 * (1 + abs(x))
    else { return nil }
    return (a, height(a))
  }
}
