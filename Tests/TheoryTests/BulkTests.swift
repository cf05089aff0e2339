import Glibc
import Testing
import Theory

@Suite struct BulkTests {
  @Test("D ≡ 1 gives Marchenko and Pastur's edges", arguments: [1.5, 4, 20])
  func marchenkoPasturEdges(ratio: Double) throws {
    let law = CurvatureLaw(curvatures: [1, 1], ratio: ratio, ridge: 0.3)
    let width = (1 / ratio).squareRoot()
    let (left, right) = (try #require(law.edge(.left)), try #require(law.edge(.right)))
    #expect(abs(left.position - 0.3 - (1 - width) * (1 - width)) < 1e-9)
    #expect(abs(right.position - 0.3 - (1 + width) * (1 + width)) < 1e-9)
    #expect(left.kind == .interior && right.kind == .interior)
  }

  @Test("D ≡ 1 gives Marchenko and Pastur's density", arguments: [0.4, 1.5, 4])
  func marchenkoPasturDensity(ratio: Double) throws {
    let law = CurvatureLaw(curvatures: [1], ratio: ratio)
    let width = (1 / ratio).squareRoot()
    let (a, b) = ((1 - width) * (1 - width), (1 + width) * (1 + width))
    let points = (0..<200).map { (Double($0) + 0.5) / 200 * 1.2 * b }
    let found = law.density(at: points)
    for (x, value) in zip(points, found.values) {
      let expected =
        x > a && x < b ? ratio / (2 * Double.pi * x) * ((x - a) * (b - x)).squareRoot() : 0
      #expect(abs(try #require(value) - expected) < 1e-6)
    }
    #expect(abs(found.atom - max(0, 1 - ratio)) < 1e-12)
  }

  @Test("with fewer samples than dimensions the left edge is the atom at λ")
  func atom() throws {
    let law = CurvatureLaw(curvatures: [1, 2], ratio: 0.5, ridge: 0.1)
    let edge = try #require(law.edge(.left))
    #expect(edge.kind == .atom && edge.position == 0.1)
    // Zero curvature counts as no sample.
    let thinned = CurvatureLaw(
      curvatures: [0, 3], probabilities: [0.6, 0.4], ratio: 2.4, ridge: -1)
    #expect(thinned.edge(.left)?.kind == .atom && thinned.edge(.left)?.position == -1)
    #expect(thinned.at(ratio: 2.6).edge(.left)?.kind == .interior)
    #expect(abs(thinned.density(at: [0]).atom - 0.04) < 1e-12)
  }

  @Test("a thin end of D puts the edge at its bound")
  func boundary() throws {
    // D = X − 1 with X of the Gamma law of shape 4: E 1/X = 1/3 and E 1/X² = 1/6, so that
    // E[(D/(1+D))²] = 1/2, and for δ ≤ 2 no G below δ solves ζ'(G) = 0.
    let nodes = (0..<40_000).map { (Double($0) + 0.5) * 1e-3 }
    let law = CurvatureLaw(
      curvatures: nodes.map { $0 - 1 }, probabilities: nodes.map { $0 * $0 * $0 * exp(-$0) },
      ratio: 1.6, below: .known(-1), above: .unbounded)
    let edge = try #require(law.edge(.left))
    #expect(edge.kind == .boundary)
    #expect(abs(edge.position - (-1 / 1.6 + 1 - 1.0 / 3)) < 1e-6)
    #expect(law.at(ratio: 2.5).edge(.left)?.kind == .interior)
    #expect(law.edge(.right) == nil && law.resolvent(100) == nil)
  }

  /// The cubic in G that theory (8) is for D = p or q with weights t and 1 − t, λ = 0.
  private func discriminant(
    _ zeta: Double, _ p: Double, _ q: Double, _ t: Double, _ ratio: Double
  ) -> Double {
    let (u, v) = (p / ratio, q / ratio)
    let d = 1.0
    let c = zeta + u + v - t * p - (1 - t) * q
    let b = zeta * (u + v) + u * v - t * p * v - (1 - t) * q * u
    let a = zeta * u * v
    return b * b * c * c - 4 * a * c * c * c - 4 * b * b * b * d - 27 * a * a * d * d + 18 * a * b
      * c * d
  }

  @Test(
    "two atoms: the bulk is where the cubic has complex roots",
    arguments: [(1.0, -0.5, 0.7, 4.0), (1, 3, 0.5, 2), (2, -1, 0.3, 0.8), (1, 10, 0.5, 20)])
  func twoAtoms(p: Double, q: Double, t: Double, ratio: Double) throws {
    let law = CurvatureLaw(curvatures: [p, q], probabilities: [t, 1 - t], ratio: ratio)
    for side in BulkSide.allCases {
      let edge = try #require(law.edge(side)).position
      let outwards = side == .left ? -1e-6 : 1e-6
      #expect(discriminant(edge + outwards, p, q, t, ratio) > 0)
      #expect(discriminant(edge - outwards, p, q, t, ratio) < 0)
    }
    let points = (0..<300).map { -4 + Double($0) * 0.1 }
    for (x, value) in zip(points, law.density(at: points).values) {
      #expect((try #require(value) > 0) == (discriminant(x, p, q, t, ratio) < 0))
    }
  }

  @Test("the density has the moments of the Hessian")
  func moments() throws {
    let law = CurvatureLaw(
      curvatures: [1, -0.5, 0], probabilities: [0.6, 0.3, 0.1], ratio: 3, ridge: 0.2)
    let (left, right) = (try #require(law.edge(.left)), try #require(law.edge(.right)))
    let (centre, half) = (
      (left.position + right.position) / 2, (right.position - left.position) / 2
    )
    // x = centre + half·sin θ takes the square-root ends away.
    let count = 400
    let angles = (0..<count).map { (Double($0) + 0.5) / Double(count) * Double.pi - Double.pi / 2 }
    let points = angles.map { centre + half * sin($0) }
    let values = law.density(at: points).values
    var moments = [0.0, 0, 0]
    for index in points.indices {
      let mass = try #require(values[index]) * half * cos(angles[index]) * Double.pi / Double(count)
      for power in 0..<3 { moments[power] += mass * pow(points[index], Double(power)) }
    }
    // (1/d) tr H = λ + E D and (1/d) tr (H − λ)² = (E D)² + E D²/δ.
    let (first, second) = (0.45, 0.675)
    #expect(abs(moments[0] - 1) < 1e-6)
    #expect(abs(moments[1] - (0.2 + first)) < 1e-6)
    let square = 0.04 + 0.4 * first + first * first + second / 3
    #expect(abs(moments[2] - square) < 1e-6)
  }

  @Test("G solves theory (8) on both sides of the bulk and nowhere inside")
  func resolvent() throws {
    let (curvatures, weights) = ([1.5, -0.4, 0.2], [0.2, 0.3, 0.5])
    let law = CurvatureLaw(
      curvatures: curvatures, probabilities: weights, ratio: 2, ridge: 0.1)
    let (left, right) = (try #require(law.edge(.left)), try #require(law.edge(.right)))
    for zeta in [left.position - 5, left.position - 0.01, right.position + 0.01, 40] {
      let g = try #require(law.resolvent(zeta))
      #expect((g > 0) == (zeta < left.position))
      let sum = zip(curvatures, weights).reduce(0) { $0 + $1.1 * $1.0 / (1 + g * $1.0 / 2) }
      #expect(abs(1 / g - (0.1 - zeta + sum)) < 1e-9)
    }
    #expect(law.resolvent((left.position + right.position) / 2) == nil)
  }
}
