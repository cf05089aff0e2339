/// A two-layer network f(x; Θ) = Σ_j a_j σ(⟨θ_j, x⟩) with its training objective, theory
/// section 1.
public struct Network: Sendable, Hashable {
  public let activation: Activation
  /// a_1, …, a_m: fixed during training.
  public let secondLayer: [Double]
  public let loss: Loss
  /// λ of the penalty (λ/2)‖Θ‖_F².
  public let ridge: Double

  public init(activation: Activation, secondLayer: [Double], loss: Loss, ridge: Double = 0) {
    precondition(!secondLayer.isEmpty && ridge >= 0)
    self.activation = activation
    self.secondLayer = secondLayer
    self.loss = loss
    self.ridge = ridge
  }

  /// m
  public var neurons: Int { secondLayer.count }
}
