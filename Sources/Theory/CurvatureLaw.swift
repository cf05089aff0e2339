/// The law of the per-sample curvature D of theory (2) for one neuron (m = 1), jointly with the
/// hard latents, and what else fixes the spectrum of ∇²R: δ and λ.
///
/// Everything about the bulk is written in w = −1/G, with G of theory (8): then
///
///     ζ(w) = λ + w + E[D w / (w − D/δ)],   dζ/dw = 1 − φ(w),   φ(w) = E[D² / (w − D/δ)²] / δ,
///
/// and ζ(w) is real either on the real axis where φ ≤ 1, outside the bulk, or on one curve above
/// it where Im w > 0, in the bulk (Biane 1997).
public struct CurvatureLaw: Sendable {
  /// How far D reaches on one side.
  public enum Reach: Sendable, Equatable {
    /// As far as the samples do.
    case sampled
    /// As far as this value, which no sample exceeds: the bound of the law behind the samples.
    case known(Double)
    /// Without bound: there is no edge on this side.
    case unbounded
  }

  /// D of samples.
  public let curvatures: [Double]
  /// Weights of the samples, with sum 1.
  public let probabilities: [Double]
  /// The hard latents z_H of the samples: k_H arrays, of the same length.
  public let hardLatents: [[Double]]
  /// δ = n/d
  public let ratio: Double
  /// λ
  public let ridge: Double
  public let below: Reach
  public let above: Reach

  /// - Parameters:
  ///   - probabilities: nonnegative, scaled here to sum 1; equal weights if nil.
  ///   - hardLatents: empty where only the bulk is of interest.
  public init(
    curvatures: [Double], probabilities: [Double]? = nil, hardLatents: [[Double]] = [],
    ratio: Double, ridge: Double = 0, below: Reach = .sampled, above: Reach = .sampled
  ) {
    let count = curvatures.count
    precondition(count > 0 && ratio > 0 && ratio.isFinite && ridge.isFinite)
    precondition(curvatures.allSatisfy(\.isFinite))
    precondition(hardLatents.allSatisfy { $0.count == count })
    let weights = probabilities ?? [Double](repeating: 1, count: count)
    let total = weights.reduce(0, +)
    precondition(weights.count == count && weights.allSatisfy { $0 >= 0 } && total > 0)
    if case .known(let bound) = below { precondition(curvatures.allSatisfy { $0 >= bound }) }
    if case .known(let bound) = above { precondition(curvatures.allSatisfy { $0 <= bound }) }
    self.curvatures = curvatures
    self.probabilities = weights.map { $0 / total }
    self.hardLatents = hardLatents
    self.ratio = ratio
    self.ridge = ridge
    self.below = below
    self.above = above
  }

  private init(_ law: CurvatureLaw, ratio: Double) {
    precondition(ratio > 0 && ratio.isFinite)
    curvatures = law.curvatures
    probabilities = law.probabilities
    hardLatents = law.hardLatents
    ridge = law.ridge
    below = law.below
    above = law.above
    self.ratio = ratio
  }

  /// The same law of (D, z_H) at another δ.
  public func at(ratio: Double) -> CurvatureLaw { CurvatureLaw(self, ratio: ratio) }

  /// E[f(D)]
  func mean(_ f: (Double) -> Double) -> Double {
    curvatures.withUnsafeBufferPointer { curvatures in
      probabilities.withUnsafeBufferPointer { probabilities in
        var sum = 0.0
        for i in curvatures.indices { sum += probabilities[i] * f(curvatures[i]) }
        return sum
      }
    }
  }

  /// P(D ≠ 0)
  var nonzeroProbability: Double { mean { $0 == 0 ? 0 : 1 } }

  /// φ(w) for real w; infinite on an atom of D/δ.
  func contraction(_ w: Double) -> Double {
    let inverse = 1 / ratio
    return inverse
      * mean { curvature in
        let quotient = curvature == 0 ? 0 : curvature / (w - curvature * inverse)
        return quotient * quotient
      }
  }

  /// ζ(w) for real w.
  func position(_ w: Double) -> Double {
    let inverse = 1 / ratio
    return ridge + w + mean { $0 == 0 ? 0 : $0 * (w / (w - $0 * inverse)) }
  }
}
