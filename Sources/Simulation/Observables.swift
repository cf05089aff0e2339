import Numerics

/// What is measured of a state, theory section 8.
public struct Observables: Sendable, Hashable {
  public let step: Int
  /// R on the training samples, including the ridge.
  public let trainRisk: Double
  /// E ℓ on a fresh sample, without the ridge.
  public let populationRisk: Double
  /// ‖θ_j‖
  public let norms: [Double]
  /// ⟨θ_j, θ*_l⟩/‖θ_j‖, m×k.
  public let signedOverlaps: [[Double]]
  /// ‖P_Θ θ*_l‖² for each latent direction.
  public let latentShares: [Double]
  /// ‖P_Θ Θ*‖_F²/k; baseline m/d, at most min(1, m/k).
  public let subspaceOverlap: Double

  public init(of state: some RunState, populationRisk: PopulationRisk) {
    let order = state.orderParameters
    step = state.step
    trainRisk = state.trainRisk
    self.populationRisk = populationRisk(order)
    norms = order.norms
    signedOverlaps = order.signedOverlaps
    latentShares = order.latentShares
    subspaceOverlap = latentShares.reduce(0, +) / Double(latentShares.count)
  }

  /// |⟨θ_j, θ*_l⟩|/‖θ_j‖, m×k.
  public var overlaps: [[Double]] { signedOverlaps.map { $0.map(abs) } }
}
