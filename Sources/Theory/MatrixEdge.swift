import Numerics

/// One end of the bulk for m neurons, theory section 5.
struct MatrixEdge: Sendable {
  enum Kind: Sendable, Equatable {
    /// ρ(T) = 1
    case interior
    /// The atom at λ: D does not reach every direction of R^m ⊗ R^d.
    case atom
  }

  /// ζ
  let position: Double
  let kind: Kind
  /// The solution there; 10⁻⁵ of D's size left of an atom.
  let point: MatrixBranchPoint
}

extension MatrixBranch {
  /// The left edge: the largest ζ of this branch; nil if the equations could not be solved.
  mutating func edge() -> MatrixEdge? {
    let size = law.curvatureScale
    guard size > 0 else { return nil }
    let width = 1 + 1 / law.ratio.squareRoot()
    let bound = law.ridge + min(0, law.leastCurvature) * width * width
    guard let far = point(at: bound - size) else { return nil }
    if let atom = atom(size) { return atom }
    let start = far.meanInverse(ratio: law.ratio)
    func balance(_ p: Double) -> Double {
      guard p > 0, let point = point(meanInverse: p) else { return -1 }
      let radius = point.equation(law).spectralRadius
      return radius.isInfinite ? -1 : (1 - radius) / (1 + radius)
    }
    guard let p = root(between: 0, and: start, tolerance: 1e-10, of: balance),
      let point = point(meanInverse: p), abs(point.equation(law).spectralRadius - 1) < 1e-5
    else { return nil }
    return MatrixEdge(position: point.zeta, kind: .interior, point: point)
  }

  /// W becomes singular only at ζ = λ, in proportion to λ − ζ if there is an atom and the bulk lies
  /// to its right.
  private mutating func atom(_ size: Double) -> MatrixEdge? {
    func least(_ point: MatrixBranchPoint) -> Double { leastEigenvalue(point.w) }
    guard let near = point(at: law.ridge - 1e-5 * size),
      near.equation(law).spectralRadius < 1 - 1e-9,
      let farther = point(at: law.ridge - 1e-3 * size), least(near) < 0.2 * least(farther)
    else { return nil }
    return MatrixEdge(position: law.ridge, kind: .atom, point: near)
  }

  private func leastEigenvalue(_ w: SmallMatrix<Double>) -> Double {
    var matrix = Matrix.packed(rows: w.size, columns: w.size)
    for row in 0..<w.size {
      for column in 0...row { matrix[row, column] = w[row, column] }
    }
    return (try? SymmetricEigen(matrix, lowest: 0, highest: 0))?.values.first ?? 0
  }
}

extension MatrixCurvatureLaw {
  /// ζ at one end of the bulk, as far as the samples of D reach; nil if all of them are 0 or the
  /// equations could not be solved.
  public func edge(_ side: BulkSide) -> Double? {
    var branch = MatrixBranch(of: side == .left ? self : mirrored)
    return branch.edge().map { -side.sign * $0.position }
  }

  /// G(ζ) of theory (8) for real ζ outside the bulk, m×m: positive definite left of it, negative
  /// definite right of it. Nil inside.
  public func resolvent(_ zeta: Double) -> [[Double]]? {
    for side in BulkSide.allCases {
      let law = side == .left ? self : mirrored
      var branch = MatrixBranch(of: law)
      guard let point = branch.point(at: -side.sign * zeta),
        point.equation(law).spectralRadius < 1, let inverse = point.w.inverse
      else { continue }
      return (0..<neurons).map { row in
        (0..<neurons).map { -side.sign * ratio * inverse[row, $0] }
      }
    }
    return nil
  }
}
