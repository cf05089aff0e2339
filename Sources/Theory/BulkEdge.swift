import Numerics

/// One end of the bulk of the Hessian's spectrum, theory section 5.
public struct BulkEdge: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// ζ'(G) = 0: the density vanishes like a square root.
    case interior
    /// ζ at the bound of D, where ζ' does not vanish.
    case boundary
    /// The atom at λ: D has one sign and δ·P(D ≠ 0) ≤ 1.
    case atom
  }

  /// ζ
  public let position: Double
  public let kind: Kind
  /// w = −1/G there.
  let inverse: Double
}

/// A side of the bulk.
public enum BulkSide: Sendable, Hashable, CaseIterable {
  case left, right

  /// −1 on the left.
  var sign: Double { self == .left ? -1 : 1 }
}

extension CurvatureLaw {
  /// The end of the bulk on one side; nil where D is unbounded.
  ///
  /// Outwards of D/δ and of 0, φ(w) falls to 0, so that φ = 1 has at most one root there: the
  /// edge, theory (8) with ζ'(G) = 0. Without a root the edge is where that range of w ends.
  public func edge(_ side: BulkSide) -> BulkEdge? {
    guard let extreme = extreme(side) else { return nil }
    let limit = (side == .left ? min(0, extreme) : max(0, extreme)) / ratio
    func balance(_ w: Double) -> Double {
      let value = contraction(w)
      return value.isInfinite ? -1 : (1 - value) / (1 + value)
    }
    if limit == 0, ratio * nonzeroProbability <= 1 {
      return BulkEdge(position: ridge, kind: .atom, inverse: 0)
    }
    if contraction(limit) <= 1 {
      return BulkEdge(position: position(limit), kind: .boundary, inverse: limit)
    }
    // φ(w) ≤ E[D²] / (δ (w − limit)²) outwards of the limit.
    let reach = 1.01 * (mean { $0 * $0 } / ratio).squareRoot()
    guard let w = root(between: limit, and: limit + side.sign * reach, of: balance) else {
      return nil
    }
    return BulkEdge(position: position(w), kind: .interior, inverse: w)
  }

  /// The bound of D on one side.
  private func extreme(_ side: BulkSide) -> Double? {
    switch side == .left ? below : above {
    case .unbounded: return nil
    case .known(let bound): return bound
    case .sampled:
      let present = zip(curvatures, probabilities).lazy.filter { $0.1 > 0 }.map(\.0)
      return side == .left ? present.min() : present.max()
    }
  }
}
