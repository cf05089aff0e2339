/// An eigenvalue of the Hessian outside its bulk, theory (15)–(16).
public struct SpectralOutlier: Sendable, Equatable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Along latent directions that stay hidden from gradient descent.
    case hard
    /// Along latent directions that it finds.
    case easy
    /// Along what else the parameters have passed through.
    case trajectory
  }

  /// ζ with det B(ζ) = 0.
  public let position: Double
  /// Squared projections of the unit eigenvector on R^m ⊗ each latent axis, easy before hard.
  public let latentOverlaps: [Double]
  /// Of them, the last k_H.
  private let hardDimension: Int
  /// Squared projection on the span of Θ⁰, …, Θ^t beyond Θ*.
  public let trajectoryOverlap: Double

  public init(
    position: Double, latentOverlaps: [Double], hardDimension: Int, trajectoryOverlap: Double
  ) {
    precondition(hardDimension >= 0 && hardDimension <= latentOverlaps.count)
    self.position = position
    self.latentOverlaps = latentOverlaps
    self.hardDimension = hardDimension
    self.trajectoryOverlap = trajectoryOverlap
  }

  /// Squared projection on the hard directions.
  public var hardOverlap: Double { latentOverlaps.suffix(hardDimension).reduce(0, +) }

  /// Squared projection on the easy directions.
  public var easyOverlap: Double { latentOverlaps.dropLast(hardDimension).reduce(0, +) }

  /// By the largest of the three overlaps.
  public var kind: Kind {
    if hardOverlap >= max(easyOverlap, trajectoryOverlap) { return .hard }
    return easyOverlap >= trajectoryOverlap ? .easy : .trajectory
  }
}

/// What the outliers of one moment of training depend on beside the law of D: theory (15).
public struct SpectralTrajectory: Sendable {
  /// y: samples along Θ*, easy directions before hard ones, and along what else the parameters have
  /// passed through.
  public let parameterAxes: [[Double]]
  /// U: orthonormal vectors of R^n spanning the gradient columns so far.
  public let sampleAxes: [[Double]]
  /// k
  public let latentDimension: Int

  public init(parameterAxes: [[Double]], sampleAxes: [[Double]], latentDimension: Int) {
    precondition(latentDimension <= parameterAxes.count)
    self.parameterAxes = parameterAxes
    self.sampleAxes = sampleAxes
    self.latentDimension = latentDimension
  }
}

extension MatrixCurvatureLaw {
  /// All outliers on one side of the bulk, outermost first; nil if the equations could not be
  /// solved.
  ///
  /// Left out are those that samples of this number cannot tell from the edge: with fewer than one
  /// eigenvalue of the bulk as far inside the edge as they are outside it, at d = n/δ.
  public func outliers(_ side: BulkSide, along trajectory: SpectralTrajectory) -> [SpectralOutlier]?
  {
    let law = side == .left ? self : mirrored
    var branch = MatrixBranch(of: law)
    guard let edge = branch.edge() else { return nil }
    let pencil = SpectralPencil(
      law: law, along: trajectory.parameterAxes, outer: trajectory.sampleAxes)
    var roots = SpectralRoots(of: pencil, branch: branch, edge: edge.point)
    let axes = trajectory.parameterAxes.count + trajectory.sampleAxes.count
    let found = roots.all()?.filter { law.isResolved($0, from: edge) }
    return found?.map { root in
      let shares = trajectory.parameterAxes.indices.map { axis in
        (0..<neurons).reduce(0.0) { sum, neuron in
          let entry = root.vector[neuron * axes + axis]
          return sum + entry * entry / root.slope
        }
      }
      return SpectralOutlier(
        position: -side.sign * root.zeta,
        latentOverlaps: Array(shares.prefix(trajectory.latentDimension)),
        hardDimension: hardLatents.count,
        trajectoryOverlap: shares.dropFirst(trajectory.latentDimension).reduce(0, +))
    }
  }

  /// Near the edge tr G is that at the edge plus a multiple of √(edge − ζ), whose imaginary
  /// continuation is the density: at a distance Δ inside the edge lie (2/3π) d Δ |tr G − tr G(edge)|
  /// eigenvalues, with tr G taken at a distance Δ outside it.
  private func isResolved(_ root: SpectralRoots.Root, from edge: MatrixEdge) -> Bool {
    guard edge.kind == .interior, let outside = root.point.w.inverse,
      let there = edge.point.w.inverse
    else { return true }
    let change = abs(ratio * (there.trace - outside.trace))
    let dimension = Double(samples) / ratio
    return 2 / (3 * Double.pi) * dimension * (edge.position - root.zeta) * change >= 1
  }
}
