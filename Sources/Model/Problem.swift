import Numerics

/// What is to be learned and by what: a law of samples and a network.
///
/// A sample is x ~ N(0, I_d) with latents z = Θ*ᵀx and response y = h(z, eps) + noise·ξ. If the
/// target's expression names `eps`, that is a standard normal of its own; ξ is another.
public struct Problem: Sendable, Hashable {
  public let target: Target
  /// Standard deviation of the Gaussian noise added to the target's value.
  public let noise: Double
  public let network: Network

  public init(target: Target, noise: Double = 0, network: Network) {
    precondition(noise >= 0)
    self.target = target
    self.noise = noise
    self.network = network
  }

  /// k
  public var latentDimension: Int { target.latentDimension }

  /// y of samples.
  /// - Parameters:
  ///   - latents: k arrays of length n.
  ///   - eps: n standard normals; may be empty when the target does not use them.
  ///   - disturbance: n standard normals; may be empty without noise.
  public func responses(latents: [[Double]], eps: [Double], disturbance: [Double]) -> [Double] {
    var values = target.responses(latents: latents, noise: eps)
    if noise > 0 {
      precondition(disturbance.count == values.count)
      for index in values.indices { values[index] += noise * disturbance[index] }
    }
    return values
  }
}
