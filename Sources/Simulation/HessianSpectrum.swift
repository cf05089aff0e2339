import Numerics

/// Eigenvalues of ∇²R(Θ), and what the eigenvectors at its ends point to.
public struct HessianSpectrum: Sendable {
  /// All md eigenvalues, ascending; empty if they were not computed.
  public let values: [Double]
  /// Their distribution, where it was estimated instead.
  public let measure: SpectralMeasure?
  /// From the lowest upwards.
  public let lowest: [Extreme]
  /// From the highest downwards.
  public let highest: [Extreme]

  /// An eigenvalue with its unit eigenvector v, in R^m ⊗ R^d.
  public struct Extreme: Sendable, Hashable {
    public let value: Double
    /// An eigenvalue lies within this distance of `value`: 0 for LAPACK's.
    public let residual: Double
    /// Squared projection of v on R^m ⊗ θ*_l, for each latent direction.
    public let latentShares: [Double]
    /// Squared overlap of v with vec(Θ)/‖Θ‖.
    public let parameterShare: Double
  }
}

extension EmpiricalHessian {
  /// The largest md for which all eigenvalues are computed unless asked otherwise: 10 s of work.
  public static let fullOrder = 4000

  /// Through one tridiagonalisation; 4(md)³/3 operations beside the assembly.
  public func spectrum(
    lowest: Int, highest: Int, threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let eigen = try SymmetricEigen(matrix(threads: threads), lowest: lowest, highest: highest)
    let last = eigen.values.count - 1
    return HessianSpectrum(
      values: eigen.values, measure: nil,
      lowest: eigen.lowest.enumerated().map { extreme(eigen.values[$0], vector: $1) },
      highest: eigen.highest.enumerated().map { extreme(eigen.values[last - $0], vector: $1) })
  }

  /// The ends by Lanczos, and the distribution by stochastic quadrature, from products alone.
  ///
  /// - Parameters:
  ///   - probes: random vectors for the distribution; none: it is left out.
  ///   - quadratureSteps: products for each of them.
  ///   - seed: of the random vectors.
  public func iterativeSpectrum(
    lowest: Int, highest: Int, probes: Int = 8, quadratureSteps: Int = 80, seed: Int,
    threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let product = HessianProduct(self, threads: threads)
    let random = SampleStream.probes.random(seed: seed)
    let ends = try ExtremeEigen(
      start: random.normals(order, row: 0), lowest: lowest, highest: highest,
      product: { product($0) })
    let measure =
      probes == 0
      ? nil
      : try SpectralMeasure(
        probes: (1...probes).map { random.normals(order, row: $0) }, steps: quadratureSteps,
        product: { product($0) })
    func extreme(_ pair: ExtremeEigen.Pair) -> HessianSpectrum.Extreme {
      self.extreme(pair.value, vector: pair.vector, residual: pair.residual)
    }
    return HessianSpectrum(
      values: [], measure: measure, lowest: ends.lowest.map(extreme),
      highest: ends.highest.map(extreme))
  }

  private func extreme(
    _ value: Double, vector: [Double], residual: Double = 0
  ) -> HessianSpectrum.Extreme {
    let (m, d) = (parameters.rows, parameters.columns)
    let parts = (0..<m).map { Array(vector[$0 * d..<($0 + 1) * d]) }
    let neurons = (0..<m).map(parameters.row)
    let directions = (0..<design.directions.rows).map(design.directions.row)
    let along = zip(parts, neurons).reduce(0) { $0 + dot($1.0, $1.1) }
    let size = neurons.reduce(0) { $0 + dot($1, $1) }
    return HessianSpectrum.Extreme(
      value: value, residual: residual,
      latentShares: directions.map { direction in
        parts.reduce(0) { sum, part in
          let share = dot(part, direction)
          return sum + share * share
        }
      },
      parameterShare: size > 0 ? along * along / size : 0)
  }
}
