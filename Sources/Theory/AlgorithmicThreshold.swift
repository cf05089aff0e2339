import Model
import Numerics

/// δ_alg, the δ above which the best spectral methods find hard directions: theory (5).
///
/// Z = E[z_H z_Hᵀ − I | y, z_E] is averaged over bins of (y, z_E), in two disjoint halves of each
/// bin: the mean of the product of the halves' averages carries no bias from the noise of either,
/// so that the bins can be as small as the samples allow.
public struct AlgorithmicThreshold: Sendable, Equatable {
  /// δ_alg; infinite if F is zero within five standard errors.
  public let value: Double
  /// Between independent replicates; 0 beside an infinite value.
  public let standardError: Double
  /// Twice what δ_alg falls by from bins twice as wide in y and every easy direction to those used:
  /// what is left to fall is less. 0 beside an infinite value.
  public let binningError: Double
  /// Whether z_E was taken as known exactly: the number then holds once easy directions are found.
  public let assumesEasyKnown: Bool

  static let replicates = 8
  static let samples = 1 << 17

  /// Nil without a hard direction.
  /// - Parameters:
  ///   - noise: standard deviation of additive label noise.
  ///   - subspaces: of the same target and noise.
  ///   - threads: at most this many replicates at a time; the result does not depend on it.
  public init?(of target: Target, noise: Double, subspaces: Subspaces, threads: Int = 1) {
    guard !subspaces.hard.isEmpty else { return nil }
    let operators = concurrentMap(count: Self.replicates, threads: threads) { replicate in
      Self.replicate(replicate, target: target, noise: noise, subspaces: subspaces)
    }
    let count = Double(Self.replicates)
    // The eigenvector of the other replicates' mean: a matrix's own would fit its noise.
    let others = operators.indices.map { left in
      Self.top(of: operators.indices.filter { $0 != left }.map { operators[$0].fine })
    }
    let forms = zip(operators, others).map { Self.form($0.0.fine, $0.1) }
    let norm = forms.reduce(0, +) / count
    let squares = forms.reduce(0) { $0 + ($1 - norm) * ($1 - norm) }
    let error = (squares / (count * (count - 1))).squareRoot()
    let isZero = norm <= 5 * error
    value = isZero ? .infinity : 1 / norm
    standardError = isZero ? 0 : error / (norm * norm)
    let coarse = zip(operators, others).reduce(0) { $0 + Self.form($1.0.coarse, $1.1) } / count
    binningError = isZero ? 0 : 2 * abs(norm - coarse) / (norm * norm)
    assumesEasyKnown = !subspaces.easy.isEmpty
  }

  /// The unit eigenvector of the mean's largest eigenvalue, which is the norm: F maps positive
  /// semidefinite matrices to such.
  private static func top(of matrices: [Matrix]) -> [Double] {
    let size = matrices[0].rows
    var sum = Matrix.packed(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        sum[row, column] = matrices.reduce(0) { $0 + $1[row, column] }
      }
    }
    guard let eigen = try? SymmetricEigen(sum, lowest: 0, highest: 1) else {
      preconditionFailure("a \(size)×\(size) symmetric matrix has eigenvalues")
    }
    return eigen.highest[0]
  }

  private static func form(_ matrix: Matrix, _ vector: [Double]) -> Double {
    vector.indices.reduce(0.0) { sum, row in
      sum + vector[row] * vector.indices.reduce(0.0) { $0 + matrix[row, $1] * vector[$1] }
    }
  }

  private static func replicate(
    _ replicate: Int, target: Target, noise: Double, subspaces: Subspaces
  ) -> (fine: Matrix, coarse: Matrix) {
    let k = target.latentDimension
    let random = CounterRandom(seed: 0xA16_7, stream: replicate)
    let latents = (0..<k).map { latinNormals(samples, random: random, row: 2 * $0) }
    let eps = random.normals(samples, row: 2 * k)
    var y = target.responses(latents: latents, noise: eps)
    if noise > 0 {
      let disturbance = random.normals(samples, row: 2 * k + 1)
      for i in y.indices { y[i] += noise * disturbance[i] }
    }
    let known = subspaces.easy.map { projection(latents, on: $0) }
    let hard = subspaces.hard.map { projection(latents, on: $0) }
    // Bins of 16 samples, or of 4 where they share their number among several features.
    let bins = quantileBins([y] + known, depth: known.isEmpty ? 13 : 15)
    // Each feature was halved last in one of the last levels: their bins lie side by side.
    let joined = min(1 << (1 + known.count), bins.count)
    let wide = stride(from: 0, to: bins.count, by: joined).map { first in
      bins[first].startIndex..<bins[first + joined - 1].endIndex
    }
    let order = bins.flatMap { $0 }
    return (
      AlgorithmicThresholdOperator(hard: hard, bins: bins).matrix,
      AlgorithmicThresholdOperator(hard: hard, bins: wide.map { order[$0] }).matrix
    )
  }

  private static func projection(_ latents: [[Double]], on direction: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: samples)
    for (latent, weight) in zip(latents, direction) where weight != 0 {
      for i in 0..<samples { sum[i] += weight * latent[i] }
    }
    return sum
  }
}
