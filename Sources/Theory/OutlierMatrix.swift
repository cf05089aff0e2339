import Numerics

extension CurvatureLaw {
  /// k_H
  public var hardDimension: Int { hardLatents.count }

  /// K(ζ) of theory (10), k_H×k_H, for ζ outside the bulk; nil where `resolvent` is.
  public func outlierMatrix(_ zeta: Double) -> Matrix? {
    inverseResolvent(zeta).map(outlierMatrix(inverse:))
  }

  /// μ = −λ_min K(left edge), theory section 6: above 0 a hard outlier stands left of the bulk, and
  /// at 0 is its transition (Baik, Ben Arous, Péché 2005). Nil where there is no left edge.
  public var margin: Double? {
    precondition(hardDimension > 0)
    return edge(.left).map { -eigenvalues(atInverse: $0.inverse)[0] }
  }

  /// μ⁻ = −λ_min K(ζ₀) with ζ₀ = min(left edge, 0), theory (13): above 0 a hard outlier is negative.
  public var negativeMargin: Double? {
    precondition(hardDimension > 0)
    guard let edge = edge(.left) else { return nil }
    if edge.position <= 0 { return -eigenvalues(atInverse: edge.inverse)[0] }
    return inverseResolvent(0).map { -eigenvalues(atInverse: $0)[0] }
  }

  /// Eigenvalues of K at w, ascending; each falls with ζ on either side of the bulk.
  func eigenvalues(atInverse w: Double) -> [Double] {
    let matrix = outlierMatrix(inverse: w)
    return hardDimension == 1 ? [matrix[0, 0]] : eigen(matrix).values
  }

  func eigen(_ matrix: Matrix) -> SymmetricEigen {
    guard let eigen = try? SymmetricEigen(matrix, lowest: matrix.rows, highest: 0) else {
      preconditionFailure("a \(matrix.rows)×\(matrix.rows) symmetric matrix has eigenvalues")
    }
    return eigen
  }

  /// E[D w / (w − D/δ) z zᵀ] + (λ − ζ(w)) I
  func outlierMatrix(inverse w: Double) -> Matrix {
    let inverse = 1 / ratio
    var matrix = latentMoment { $0 == 0 ? 0 : $0 * (w / (w - $0 * inverse)) }
    let shift = ridge - position(w)
    for row in 0..<hardDimension { matrix[row, row] += shift }
    return matrix
  }

  /// E[f(D) z zᵀ]
  func latentMoment(_ f: (Double) -> Double) -> Matrix {
    var matrix = Matrix.packed(rows: hardDimension, columns: hardDimension)
    let scales = zip(curvatures, probabilities).map { f($0.0) * $0.1 }
    for row in 0..<hardDimension {
      let left = hardLatents[row]
      for column in 0...row {
        let right = hardLatents[column]
        var sum = 0.0
        for i in scales.indices { sum += scales[i] * left[i] * right[i] }
        matrix[row, column] = sum
        matrix[column, row] = sum
      }
    }
    return matrix
  }
}
