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
    /// ‖∇²R v − value·v‖: an eigenvalue lies within this distance of `value`. Of a value of LAPACK's
    /// it says how good v is; 0 where LAPACK gave v too.
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

  /// All eigenvalues, and vectors at the ends; 4(md)³/3 operations and more beside the assembly.
  public func spectrum(
    lowest: Int, highest: Int, threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let eigen = try SymmetricEigen(matrix(threads: threads), lowest: lowest, highest: highest)
    let last = eigen.values.count - 1
    return HessianSpectrum(
      values: eigen.values, measure: nil,
      lowest: eigen.lowest.enumerated().map {
        extreme(eigen.values[$0], vector: $1, residual: eigen.lowestResiduals[$0])
      },
      highest: eigen.highest.enumerated().map {
        extreme(eigen.values[last - $0], vector: $1, residual: eigen.highestResiduals[$0])
      })
  }

  /// The ends by Lanczos, and the distribution by stochastic quadrature, from products alone.
  ///
  /// - Parameters:
  ///   - probes: random vectors for the distribution; none: it is left out.
  ///   - quadratureSteps: products for each of them.
  ///   - limit: of products for the ends.
  ///   - seed: of the random vectors.
  public func iterativeSpectrum(
    lowest: Int, highest: Int, probes: Int = 8, quadratureSteps: Int = 80, limit: Int = 600,
    seed: Int, threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let product = HessianProduct(self, together: max(1, probes), threads: threads)
    let random = SampleStream.probes.random(seed: seed)
    let ends = try ExtremeEigen(
      start: random.normals(order, row: 0), lowest: lowest, highest: highest, limit: limit,
      product: { product($0) })
    let measure =
      probes == 0
      ? nil
      : try SpectralMeasure(
        probes: (1...probes).map { random.normals(order, row: $0) }, steps: quadratureSteps,
        products: { product($0) })
    func extreme(_ pair: ExtremeEigen.Pair) -> HessianSpectrum.Extreme {
      self.extreme(pair.value, vector: pair.vector, residual: pair.residual)
    }
    return HessianSpectrum(
      values: [], measure: measure, lowest: ends.lowest.map(extreme),
      highest: ends.highest.map(extreme))
  }

  private func extreme(
    _ value: Double, vector: [Double], residual: Double
  ) -> HessianSpectrum.Extreme {
    let directions = (0..<design.directions.rows).map(design.directions.row)
    return HessianSpectrum.Extreme(
      value: value, residual: residual, vector: vector,
      parameters: (0..<parameters.rows).map(parameters.row)
    ) { part in directions.map { dot(part, $0) } }
  }
}

extension HessianSpectrum.Extreme {
  /// - Parameters:
  ///   - vector: v, neuron by neuron, in the coordinates of `parameters`.
  ///   - parameters: Θ, an array of coordinates for each neuron.
  ///   - latents: Θ*ᵀ of a vector in these coordinates.
  init(
    value: Double, residual: Double, vector: [Double], parameters: [[Double]],
    latents: ([Double]) -> [Double]
  ) {
    let length = vector.count / parameters.count
    let parts = parameters.indices.map { Array(vector[$0 * length..<($0 + 1) * length]) }
    let along = zip(parts, parameters).reduce(0) { $0 + dot($1.0, $1.1) }
    let size = parameters.reduce(0) { $0 + dot($1, $1) }
    let projections = parts.map(latents)
    self.init(
      value: value, residual: residual,
      latentShares: projections[0].indices.map { latent in
        projections.reduce(0) { $0 + $1[latent] * $1[latent] }
      },
      parameterShare: size > 0 ? along * along / size : 0)
  }
}
