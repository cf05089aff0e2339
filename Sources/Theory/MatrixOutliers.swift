import Numerics

extension MatrixCurvatureLaw {
  /// k_H
  public var hardDimension: Int { hardLatents.count }

  /// K(ζ) of theory (10), m·k_H square, neuron by neuron; nil inside the bulk.
  public func outlierMatrix(_ zeta: Double) -> Matrix? {
    for side in BulkSide.allCases {
      let law = side == .left ? self : mirrored
      var branch = MatrixBranch(of: law)
      guard let point = branch.point(at: -side.sign * zeta),
        point.equation(law).spectralRadius < 1,
        var matrix = SpectralPencil(law: law, along: hardLatents).matrix(at: point)
      else { continue }
      for row in 0..<matrix.rows {
        for column in 0...row {
          matrix[row, column] *= -side.sign
          matrix[column, row] = matrix[row, column]
        }
      }
      return matrix
    }
    return nil
  }

  /// μ = −λ_min K(left edge), theory section 6; nil if the edge could not be found.
  public var margin: Double? {
    precondition(hardDimension > 0)
    var branch = MatrixBranch(of: self)
    return branch.edge().flatMap { margin(at: $0.point) }
  }

  /// μ⁻ = −λ_min K(ζ₀) with ζ₀ = min(left edge, 0), theory (13): above 0 a hard outlier is negative.
  public var negativeMargin: Double? {
    precondition(hardDimension > 0)
    var branch = MatrixBranch(of: self)
    guard let edge = branch.edge() else { return nil }
    return (edge.position <= 0 ? edge.point : branch.point(at: 0)).flatMap(margin(at:))
  }

  private func margin(at point: MatrixBranchPoint) -> Double? {
    guard let matrix = SpectralPencil(law: self, along: hardLatents).matrix(at: point) else {
      return nil
    }
    return (try? SymmetricEigen(matrix, lowest: 0, highest: 0))?.values.first.map { -$0 }
  }

  /// The hard outliers on one side of the bulk, outermost first, theory (11)–(12); nil if the
  /// equations could not be solved.
  public func hardOutliers(_ side: BulkSide) -> [HardOutlier]? {
    let law = side == .left ? self : mirrored
    var branch = MatrixBranch(of: law)
    guard let edge = branch.edge() else { return nil }
    guard hardDimension > 0 else { return [] }
    var roots = SpectralRoots(
      of: SpectralPencil(law: law, along: hardLatents), branch: branch, edge: edge.point)
    return roots.all()?.map { root in
      HardOutlier(
        position: -side.sign * root.zeta, direction: root.vector, squaredOverlap: 1 / root.slope)
    }
  }
}
