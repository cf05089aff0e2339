import Numerics

/// Eigenvalues of ∇²R(Θ), and what the eigenvectors at its ends point to.
public struct HessianSpectrum: Sendable, Hashable {
  /// All md eigenvalues, ascending.
  public let values: [Double]
  /// From the lowest upwards.
  public let lowest: [Extreme]
  /// From the highest downwards.
  public let highest: [Extreme]

  /// An eigenvalue with its unit eigenvector v, in R^m ⊗ R^d.
  public struct Extreme: Sendable, Hashable {
    public let value: Double
    /// Squared projection of v on R^m ⊗ θ*_l, for each latent direction.
    public let latentShares: [Double]
    /// Squared overlap of v with vec(Θ)/‖Θ‖.
    public let parameterShare: Double
  }
}

extension EmpiricalHessian {
  /// Through one tridiagonalisation; 4(md)³/3 operations beside the assembly.
  public func spectrum(
    lowest: Int, highest: Int, threads: Int = 1
  ) throws(SymmetricEigen.Failure) -> HessianSpectrum {
    let eigen = try SymmetricEigen(matrix(threads: threads), lowest: lowest, highest: highest)
    let last = eigen.values.count - 1
    return HessianSpectrum(
      values: eigen.values,
      lowest: eigen.lowest.enumerated().map { extreme(eigen.values[$0], vector: $1) },
      highest: eigen.highest.enumerated().map { extreme(eigen.values[last - $0], vector: $1) })
  }

  private func extreme(_ value: Double, vector: [Double]) -> HessianSpectrum.Extreme {
    let (m, d) = (parameters.rows, parameters.columns)
    let parts = (0..<m).map { Array(vector[$0 * d..<($0 + 1) * d]) }
    let neurons = (0..<m).map(parameters.row)
    let directions = (0..<design.directions.rows).map(design.directions.row)
    let along = zip(parts, neurons).reduce(0) { $0 + dot($1.0, $1.1) }
    let size = neurons.reduce(0) { $0 + dot($1, $1) }
    return HessianSpectrum.Extreme(
      value: value,
      latentShares: directions.map { direction in
        parts.reduce(0) { sum, part in
          let share = dot(part, direction)
          return sum + share * share
        }
      },
      parameterShare: size > 0 ? along * along / size : 0)
  }
}
