import Model
import Synchronization

/// The hard directions of a problem, found when first asked for and then shared.
public final class HardDirections: Sendable {
  private let target: Target
  private let noise: Double
  private let found = Mutex<[[Double]]?>(nil)
  private let foundAxes = Mutex<Bool?>(nil)

  public init(of target: Target, noise: Double) {
    self.target = target
    self.noise = noise
  }

  /// Memory that the search for them takes: samples of latents, responses and their order.
  public static func bytes(latents k: Int) -> Int { 8 * (1 << 19) * (2 * k + 6) }

  /// Whether the hard subspace is spanned by latent axes.
  ///
  /// An even latent has mean zero given the response and any other latents, so it is hard. If all
  /// are even but one, that one is hard or easy by itself, and nothing has to be estimated.
  public var areAxes: Bool {
    foundAxes.withLock { found in
      if let found { return found }
      let areAxes =
        target.evenLatents.count + 1 >= target.latentDimension
        || basis.allSatisfy { direction in direction.count { abs($0) > 1e-9 } == 1 }
      found = areAxes
      return areAxes
    }
  }

  /// Orthonormal vectors of R^k spanning the hard subspace; empty if every direction is easy.
  public var basis: [[Double]] {
    found.withLock { found in
      if let found { return found }
      let basis = Subspaces(of: target, noise: noise).hard
      found = basis
      return basis
    }
  }
}
