/// The law of the per-sample curvature D of theory (2) for m neurons, jointly with the hard latents,
/// and what else fixes the spectrum of ∇²R: δ and λ.
///
/// The bulk is written in W = δG⁻¹, with G of theory (8). Then Φ = (I + D G/δ)⁻¹ D is
/// W − W R W with R = (W + D)⁻¹, so that theory (8) reads
///
///     W/δ = (λ − ζ) I + W − W E[R] W,
///
/// and everything about it follows from E[R] and E[R ⊗ R]. Left of the bulk W and all W + D are
/// positive definite. The right side is the left side of the mirrored law: −D, −λ, −ζ.
public struct MatrixCurvatureLaw: Sendable {
  /// m
  public let neurons: Int
  /// The hard latents z_H of the samples: k_H arrays of length n.
  public let hardLatents: [[Double]]
  /// δ = n/d
  public let ratio: Double
  /// λ
  public let ridge: Double
  /// n
  let samples: Int
  let blocks: MatrixBlocks
  let pairs: SymmetricPairs
  /// E[D]
  let meanCurvature: SmallMatrix<Double>
  /// Below the eigenvalues of every D.
  let leastCurvature: Double
  /// E[tr D²]^½: the size of D.
  let curvatureScale: Double

  /// - Parameters:
  ///   - curvatures: D of samples, entry [j·m + l][i]; symmetric in j and l.
  ///   - probabilities: nonnegative, scaled here to sum 1; equal weights if nil.
  ///   - hardLatents: empty where only the bulk is of interest.
  public init(
    curvatures: [[Double]], probabilities: [Double]? = nil, hardLatents: [[Double]] = [],
    ratio: Double, ridge: Double = 0
  ) {
    let m = Int(Double(curvatures.count).squareRoot().rounded())
    let count = curvatures.first?.count ?? 0
    precondition(m > 0 && m * m == curvatures.count && count > 0)
    precondition(curvatures.allSatisfy { $0.count == count })
    precondition(hardLatents.allSatisfy { $0.count == count })
    precondition(ratio > 0 && ratio.isFinite && ridge.isFinite)
    let weights = probabilities ?? [Double](repeating: 1, count: count)
    let total = weights.reduce(0, +)
    precondition(weights.count == count && weights.allSatisfy { $0 >= 0 } && total > 0)
    neurons = m
    self.hardLatents = hardLatents
    self.ratio = ratio
    self.ridge = ridge
    samples = count
    pairs = SymmetricPairs(size: m)
    let blocks = MatrixBlocks(
      entries: pairs.pairs.map { curvatures[$0.row * m + $0.column] },
      weights: weights.map { $0 / total })
    precondition(blocks.entriesAreFinite)
    self.blocks = blocks
    var (mean, square, least) = (SmallMatrix<Double>(size: m), 0.0, Double.infinity)
    for j in 0..<m {
      for l in 0...j {
        let values = curvatures[j * m + l]
        for sample in 0..<count {
          mean[j, l] += weights[sample] / total * values[sample]
          square += (j == l ? 1 : 2) * weights[sample] / total * values[sample] * values[sample]
        }
        mean[l, j] = mean[j, l]
      }
      // Gershgorin's circles.
      for sample in 0..<count {
        var low = curvatures[j * m + j][sample]
        for l in 0..<m where l != j { low -= abs(curvatures[j * m + l][sample]) }
        least = min(least, low)
      }
    }
    meanCurvature = mean
    curvatureScale = square.squareRoot()
    leastCurvature = least
  }

  /// The same spectrum seen from the right: that of −∇²R.
  var mirrored: MatrixCurvatureLaw {
    let curvatures = (0..<neurons * neurons).map { entry in
      blocks.values(SymmetricPairs.place(entry / neurons, entry % neurons)).map { -$0 }
    }
    return MatrixCurvatureLaw(
      curvatures: curvatures, probabilities: blocks.probabilities, hardLatents: hardLatents,
      ratio: ratio, ridge: -ridge)
  }
}
