import Model

/// The spectrum of ∇²R that theory sections 5 to 7 predict for one batch at one step, for any
/// number of neurons: bulk, edges and outliers.
public struct Landscape: Sendable {
  private let law: CurvatureLaw

  /// - Parameters:
  ///   - state: the joint law of D, the latents and the trajectory.
  ///   - ratio: n/d of the batch, `MeanField.sampleRatio`.
  public init(of state: MeanFieldState, ratio: Double) {
    law = CurvatureLaw(
      curvatures: state.sampleCurvatures()[0], hardLatents: state.hardLatents, ratio: ratio,
      ridge: state.problem.network.ridge, above: .unbounded)
  }

  /// ζ at an end of the bulk; nil where D is unbounded on that side.
  public func edge(_ side: BulkSide) -> Double? { law.edge(side)?.position }

  /// μ = −λ_min K(left edge), theory section 6; nil without hard direction or left edge.
  public var margin: Double? { law.hardDimension > 0 ? law.margin : nil }

  /// μ⁻ = −λ_min K(min(left edge, 0)), theory (13).
  public var negativeMargin: Double? { law.hardDimension > 0 ? law.negativeMargin : nil }

  /// Hard outliers on one side, outermost first, theory (11)–(12); nil where D is unbounded.
  public func hardOutliers(_ side: BulkSide) -> [HardOutlier]? { law.hardOutliers(side) }

  /// ρ on a grid, theory (9).
  public func density(at points: [Double]) -> BulkDensity { law.density(at: points) }
}
