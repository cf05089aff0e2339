import Numerics

/// The inner products that decide a network's law on fresh samples: Q = ΘᵀΘ and B = ΘᵀΘ*.
public struct OrderParameters: Sendable, Hashable {
  /// Q, m×m.
  public let gram: [[Double]]
  /// B, m×k.
  public let overlap: [[Double]]

  public init(gram: [[Double]], overlap: [[Double]]) {
    precondition(!gram.isEmpty && gram.count == overlap.count)
    precondition(gram.allSatisfy { $0.count == gram.count })
    self.gram = gram
    self.overlap = overlap
  }

  /// - Parameters:
  ///   - parameters: Θ, one neuron a row.
  ///   - directions: Θ*, one latent direction a row.
  public init(parameters: Matrix, directions: Matrix) {
    let neurons = (0..<parameters.rows).map(parameters.row)
    let latents = (0..<directions.rows).map(directions.row)
    self.init(
      gram: neurons.map { neuron in neurons.map { dot(neuron, $0) } },
      overlap: neurons.map { neuron in latents.map { dot(neuron, $0) } })
  }

  /// m
  public var neurons: Int { gram.count }
  /// k
  public var latents: Int { overlap[0].count }

  /// ‖θ_j‖
  public var norms: [Double] { gram.indices.map { gram[$0][$0].squareRoot() } }

  /// ⟨θ_j, θ*_l⟩/‖θ_j‖, m×k; 0 for a neuron that vanished.
  public var signedOverlaps: [[Double]] {
    zip(overlap, norms).map { row, norm in row.map { norm > 0 ? $0 / norm : 0 } }
  }

  /// ‖P_Θ θ*_l‖²: how much of each latent direction the span of the neurons holds.
  public var latentShares: [Double] {
    let factor = CholeskyFactor(gram)
    return (0..<latents).map { latent in
      let solution = factor.solve(overlap.map { $0[latent] })
      return min(1, solution.reduce(0) { $0 + $1 * $1 })
    }
  }

  /// ‖P_Θ Θ*‖_F²/k, between 0 and min(1, m/k).
  public var subspaceOverlap: Double { latentShares.reduce(0, +) / Double(latents) }

  /// L with LLᵀ = Q − BBᵀ: given z, u = Bz + Lw with w ~ N(0, I_m), theory section 8.
  public var conditionalFactor: [[Double]] {
    CholeskyFactor(
      gram.indices.map { j in
        gram.indices.map { l in
          gram[j][l] - zip(overlap[j], overlap[l]).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }, scale: gram.indices.map { gram[$0][$0] }
    ).lower
  }
}
