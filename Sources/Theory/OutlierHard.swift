import Numerics

/// An eigenvalue of the Hessian outside the bulk, along hard directions: theory section 6.
public struct HardOutlier: Sendable, Equatable {
  /// ζ with det K(ζ) = 0, theory (11).
  public let position: Double
  /// Unit null vector of K(ζ) in R^m ⊗ R^{k_H}, neuron by neuron: entry j·k_H + l belongs to neuron j
  /// and the l-th vector of the hard subspace's basis. Sign free.
  public let direction: [Double]
  /// q², theory (12): squared projection of the unit eigenvector on the hard subspace.
  public let squaredOverlap: Double
}

extension CurvatureLaw {
  /// The hard outliers on one side of the bulk, outermost first; nil where D is unbounded.
  ///
  /// K falls with ζ, so that on the left there is one for every negative eigenvalue of K at the
  /// edge, and on the right one for every positive eigenvalue.
  public func hardOutliers(_ side: BulkSide) -> [HardOutlier]? {
    guard let edge = edge(side) else { return nil }
    guard hardDimension > 0 else { return [] }
    let atEdge = eigenvalues(atInverse: edge.inverse)
    let order = side == .left ? Array(0..<hardDimension) : (0..<hardDimension).reversed()
    return order.prefix { side.sign * atEdge[$0] > 0 }.compactMap { index in
      let far = outward(from: edge, side) {
        side.sign * eigenvalues(atInverse: $0)[index] < 0
      }
      let w = root(between: edge.inverse, and: far) { eigenvalues(atInverse: $0)[index] }
      return w.map { outlier(at: $0, index: index) }
    }
  }

  /// With φ = φ(w), −vᵀK'v = 1 + vᵀ E[D²/(w − D/δ)² z zᵀ] v / (δ(1 − φ)) for a unit v.
  private func outlier(at w: Double, index: Int) -> HardOutlier {
    let inverse = 1 / ratio
    let direction = eigen(outlierMatrix(inverse: w)).lowest[index]
    let moment = latentMoment { curvature in
      let quotient = curvature == 0 ? 0 : curvature / (w - curvature * inverse)
      return quotient * quotient * inverse
    }
    var coupling = 0.0
    for row in direction.indices {
      for column in direction.indices {
        coupling += direction[row] * moment[row, column] * direction[column]
      }
    }
    let free = 1 - contraction(w)
    return HardOutlier(
      position: position(w), direction: direction, squaredOverlap: free / (free + coupling))
  }
}
