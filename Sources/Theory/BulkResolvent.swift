import Numerics

extension CurvatureLaw {
  /// G(ζ) of theory (8) for real ζ outside the bulk: positive left of it, negative right of it,
  /// rising on either side. Nil inside, on an edge, and on a side where D is unbounded.
  public func resolvent(_ zeta: Double) -> Double? {
    inverseResolvent(zeta).map { -1 / $0 }
  }

  /// w = −1/G(ζ).
  func inverseResolvent(_ zeta: Double) -> Double? {
    for side in BulkSide.allCases {
      guard let edge = edge(side), side.sign * (zeta - edge.position) > 0 else { continue }
      let far = outward(from: edge, side) { side.sign * (position($0) - zeta) > 0 }
      return root(between: edge.inverse, and: far) { position($0) - zeta }
    }
    return nil
  }

  /// A w outwards of an edge for which a condition holds that holds from some distance on.
  func outward(from edge: BulkEdge, _ side: BulkSide, until holds: (Double) -> Bool) -> Double {
    var distance = max(abs(edge.position - ridge), abs(edge.inverse), 1e-3)
    while !holds(edge.inverse + side.sign * distance), distance < 1e300 { distance *= 2 }
    return edge.inverse + side.sign * distance
  }
}
