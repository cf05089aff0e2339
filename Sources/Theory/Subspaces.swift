import Model
import Numerics

/// The easy and hard subspaces of a target, found round by round (theory section 2).
///
/// Each round adds the span of E[P_V^⊥ z | y, P_V z] to the easy subspace V, until it vanishes;
/// what remains is hard. The conditional mean is estimated on bins of (y, P_V z) from two
/// independent half-samples A and B: M = Σ_b p_b sym(a_b b_bᵀ) has mean E[E[z|·] E[z|·]ᵀ], and a
/// direction is easy if its eigenvalue of M exceeds five standard errors of pure noise.
public struct Subspaces: Sendable, Equatable {
  /// Orthonormal vectors of R^k in the order found, with the round that found each, from 1.
  public let easy: [[Double]]
  public let rounds: [Int]
  /// Orthonormal vectors of R^k spanning the rest.
  public let hard: [[Double]]

  /// Samples and bins of every round; equal bins to within one sample.
  static let samples = 1 << 19
  static let depth = 11

  /// - Parameter noise: standard deviation of additive label noise.
  public init(of target: Target, noise: Double) {
    let k = target.latentDimension
    let random = CounterRandom(seed: 0x5CA2_9, stream: 7)
    let latents = (0..<k).map { random.normals(Self.samples, row: $0) }
    let eps = random.normals(Self.samples, row: k)
    var y = target.responses(latents: latents, noise: eps)
    if noise > 0 {
      let disturbance = random.normals(Self.samples, row: k + 1)
      for i in y.indices { y[i] += noise * disturbance[i] }
    }
    var easy: [[Double]] = []
    var rounds: [Int] = []
    var hard = (0..<k).map { direction in (0..<k).map { $0 == direction ? 1.0 : 0 } }
    var round = 1
    while !hard.isEmpty {
      let features = [y] + easy.map { Self.projection(latents, on: $0) }
      let residuals = hard.map { Self.projection(latents, on: $0) }
      let found = Self.easyPart(of: residuals, given: features)
      if found.easy.isEmpty { break }
      let basis = hard
      easy += found.easy.map { Self.combination(of: basis, $0) }
      rounds += found.easy.map { _ in round }
      hard = found.rest.map { Self.combination(of: basis, $0) }
      round += 1
    }
    self.easy = easy
    self.rounds = rounds
    self.hard = hard
  }

  /// Splits the coordinates of `residuals` into directions with and without a conditional mean.
  private static func easyPart(
    of residuals: [[Double]], given features: [[Double]]
  ) -> (easy: [[Double]], rest: [[Double]]) {
    let size = residuals.count
    let bins = quantileBins(features, depth: depth)
    var moment = Matrix.packed(rows: size, columns: size)
    var noise = 0.0
    for bin in bins {
      // The samples are exchangeable within a bin: even and odd places are independent halves.
      var sums = [[Double](repeating: 0, count: size), [Double](repeating: 0, count: size)]
      for (place, sample) in bin.enumerated() {
        for direction in 0..<size { sums[place & 1][direction] += residuals[direction][sample] }
      }
      let counts = [Double((bin.count + 1) / 2), Double(bin.count / 2)]
      guard counts[1] > 0 else { continue }
      let weight = Double(bin.count) / Double(samples)
      let scale = weight / (counts[0] * counts[1])
      for row in 0..<size {
        for column in 0...row {
          let product = sums[0][row] * sums[1][column] + sums[0][column] * sums[1][row]
          moment[row, column] += scale * product / 2
        }
      }
      noise += weight * weight / (counts[0] * counts[1])
    }
    // The spectral norm of k×k noise with this entry deviation is below 2√k of it.
    let threshold = 5 * noise.squareRoot() * max(1, 2 * Double(size).squareRoot() - 1)
    guard let eigen = try? SymmetricEigen(moment, lowest: 0, highest: size) else {
      preconditionFailure("a \(size)×\(size) symmetric matrix has eigenvalues")
    }
    let values = eigen.values.reversed()
    // First-order perturbation: an eigenvector is off by the noise of M's entries over the gap;
    // beside pure noise they carry signal times noise, of deviation √(2λ/samples).
    let spread = max(eigen.values[size - 1] - eigen.values[0], threshold)
    let crossed = (2 * max(0, eigen.values[size - 1]) / Double(samples)).squareRoot()
    let bound = min(0.1, 5 * (noise.squareRoot() + crossed) / spread)
    let tidied = eigen.highest.map { tidy($0, below: bound) }
    let isEasy = values.map { $0 > threshold }
    return (
      zip(tidied, isEasy).filter(\.1).map(\.0), zip(tidied, isEasy).filter { !$0.1 }.map(\.0)
    )
  }

  /// Entries that noise alone explains are zero: a latent axis comes out as that axis.
  private static func tidy(_ vector: [Double], below bound: Double) -> [Double] {
    let kept = vector.map { abs($0) < bound ? 0 : $0 }
    let norm = kept.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // The sign is free: the largest entry is positive.
    let largest = kept.max { abs($0) < abs($1) } ?? 1
    return kept.map { $0 / (largest < 0 ? -norm : norm) }
  }

  private static func projection(_ latents: [[Double]], on direction: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: samples)
    for (latent, weight) in zip(latents, direction) where weight != 0 {
      for i in 0..<samples { sum[i] += weight * latent[i] }
    }
    return sum
  }

  private static func combination(of basis: [[Double]], _ weights: [Double]) -> [Double] {
    (0..<basis[0].count).map { entry in
      zip(basis, weights).reduce(0) { $0 + $1.0[entry] * $1.1 }
    }
  }
}
