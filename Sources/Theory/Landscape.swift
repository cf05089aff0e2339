import Model

/// The spectrum of ∇²R that theory sections 5 to 7 predict for one batch at one step, for any
/// number of neurons: bulk, edges and outliers.
///
/// There is an edge only on sides where `TheoryScope` finds D bounded. One neuron goes through the
/// scalar law, several through the matrix law; the results of both agree to rounding. Holds on to
/// the state's samples.
public struct Landscape: Sendable {
  /// Where there are edges, and why not where there are none.
  public let scope: TheoryScope
  private let state: MeanFieldState
  private let ratio: Double
  private let curvatures: [[Double]]
  /// For one neuron.
  private let scalar: CurvatureLaw?
  /// For several.
  private let matrix: MatrixCurvatureLaw?

  /// - Parameters:
  ///   - state: the joint law of D, the latents and the trajectory.
  ///   - ratio: n/d of the batch, `MeanField.sampleRatio`.
  ///   - scope: of the state's problem, if it is known already.
  public init(of state: MeanFieldState, ratio: Double, scope: TheoryScope? = nil) {
    let scope = scope ?? TheoryScope(of: state.problem)
    let network = state.problem.network
    self.scope = scope
    self.state = state
    self.ratio = ratio
    curvatures = state.sampleCurvatures()
    if network.neurons == 1 {
      scalar = CurvatureLaw(
        curvatures: curvatures[0], hardLatents: state.hardLatents, ratio: ratio,
        ridge: network.ridge, below: scope.below, above: scope.above)
      matrix = nil
    } else {
      scalar = nil
      matrix = MatrixCurvatureLaw(
        curvatures: curvatures, hardLatents: state.hardLatents, ratio: ratio, ridge: network.ridge)
    }
  }

  /// ζ at an end of the bulk; nil where D is unbounded on that side.
  public func edge(_ side: BulkSide) -> Double? {
    guard reaches(side) else { return nil }
    return scalar.map { $0.edge(side)?.position } ?? matrix?.edge(side)
  }

  /// μ = −λ_min K(left edge), theory section 6; nil without hard direction or left edge.
  public var margin: Double? {
    guard reaches(.left), !state.hardLatents.isEmpty else { return nil }
    return scalar.map(\.margin) ?? matrix?.margin
  }

  /// μ⁻ = −λ_min K(min(left edge, 0)), theory (13).
  public var negativeMargin: Double? {
    guard reaches(.left), !state.hardLatents.isEmpty else { return nil }
    return scalar.map(\.negativeMargin) ?? matrix?.negativeMargin
  }

  /// Hard outliers on one side, outermost first, theory (11)–(12); nil where D is unbounded.
  public func hardOutliers(_ side: BulkSide) -> [HardOutlier]? {
    guard reaches(side) else { return nil }
    return scalar.map { $0.hardOutliers(side) } ?? matrix?.hardOutliers(side)
  }

  /// All outliers beyond one end of the bulk, outermost first: hard, easy and those along the
  /// trajectory, theory (15)–(16). Nil where D is unbounded. Eigenvalues in gaps within the bulk
  /// are not among them.
  ///
  /// With r the rank of trajectory and gradients together, about 2m(t + 1), every evaluation of
  /// theory (15) takes m(m + 1)/2·n·r² operations, and every outlier some ten evaluations.
  public func outliers(_ side: BulkSide) -> [SpectralOutlier]? {
    guard reaches(side) else { return nil }
    let law =
      matrix
      ?? MatrixCurvatureLaw(
        curvatures: curvatures, hardLatents: state.hardLatents, ratio: ratio,
        ridge: state.problem.network.ridge)
    return law.outliers(
      side,
      along: SpectralTrajectory(
        parameterAxes: state.trajectoryCoordinates(), sampleAxes: state.gradientBasis(),
        latentDimension: state.problem.latentDimension))
  }

  /// ρ on a grid, theory (9).
  public func density(at points: [Double]) -> BulkDensity {
    guard let matrix else {
      guard let scalar else { preconditionFailure("a network has neurons") }
      return scalar.density(at: points)
    }
    return matrix.density(at: points)
  }

  private func reaches(_ side: BulkSide) -> Bool {
    (side == .left ? scope.below : scope.above) != .unbounded
  }
}
