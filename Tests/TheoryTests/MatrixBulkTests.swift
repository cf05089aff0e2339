import Glibc
import Numerics
import Testing
import Theory

@Suite("The bulk for several neurons")
struct MatrixBulkTests {
  /// D = A + B cos(angle) with noncommuting values.
  private static func curvatures(_ count: Int, seed: Int) -> [[Double]] {
    let random = CounterRandom(seed: seed, stream: 1)
    let (a, b, c) = (
      random.normals(count, row: 0), random.normals(count, row: 1), random.uniforms(count, row: 2)
    )
    let first = a.map { $0 * $0 + 0.5 * tanh($0) }
    let second = zip(b, c).map { 0.7 * $0 * $0 - $1 }
    let across = zip(a, b).map { $0 * $1 }
    return [first, across, across, second]
  }

  @Test("one neuron has the scalar law's edges, resolvent and density", arguments: [0.7, 2, 9])
  func oneNeuron(ratio: Double) throws {
    let curvatures = Self.curvatures(4000, seed: 3)[3]
    let scalar = CurvatureLaw(curvatures: curvatures, ratio: ratio, ridge: 0.2)
    let matrix = MatrixCurvatureLaw(curvatures: [curvatures], ratio: ratio, ridge: 0.2)
    var ends: [Double] = []
    for side in BulkSide.allCases {
      let known = try #require(scalar.edge(side)).position
      #expect(abs(try #require(matrix.edge(side)) - known) < 1e-10)
      ends.append(known)
    }
    for zeta in [ends[0] - 3, ends[0] - 1e-3, ends[1] + 1e-3, ends[1] + 20] {
      let (found, known) = (
        try #require(matrix.resolvent(zeta)), try #require(scalar.resolvent(zeta))
      )
      #expect(abs(found[0][0] - known) < 1e-9 * abs(known))
    }
    #expect(matrix.resolvent((ends[0] + ends[1]) / 2) == nil)
    let points = (0..<120).map { ends[0] - 0.2 + Double($0) / 119 * (ends[1] - ends[0] + 0.4) }
    let (found, known) = (matrix.density(at: points), scalar.density(at: points))
    for (own, other) in zip(found.values, known.values) {
      #expect(abs(try #require(own) - (try #require(other))) < 1e-7)
    }
    #expect(abs(found.atom - known.atom) < 1e-12)
  }

  /// Two scalar laws with bulks apart, as D = R diag(p, q) Rᵀ with a fixed rotation R.
  private func split(angle: Double, ratio: Double) -> (MatrixCurvatureLaw, [CurvatureLaw]) {
    let random = CounterRandom(seed: 5, stream: 2)
    let p = random.uniforms(3000, row: 0).map { $0 - 0.4 }
    let q = random.uniforms(3000, row: 1).map { 6 + 2 * $0 }
    let (c, s) = (cos(angle), sin(angle))
    let entries = [
      zip(p, q).map { c * c * $0 + s * s * $1 }, zip(p, q).map { c * s * ($0 - $1) },
      zip(p, q).map { s * s * $0 + c * c * $1 },
    ]
    return (
      MatrixCurvatureLaw(
        curvatures: [entries[0], entries[1], entries[1], entries[2]], ratio: ratio, ridge: -0.3),
      [p, q].map { CurvatureLaw(curvatures: $0, ratio: ratio, ridge: -0.3) }
    )
  }

  private static let angles: [(angle: Double, ratio: Double)] = [
    (0, 20), (0.6, 20), (0.25 * Double.pi, 20), (0.6, 0.8),
  ]

  @Test("D diagonal in one basis decouples into scalar laws", arguments: angles)
  func decoupled(angle: Double, ratio: Double) throws {
    let (law, parts) = split(angle: angle, ratio: ratio)
    let left = try parts.map { try #require($0.edge(.left)).position }
    let right = try parts.map { try #require($0.edge(.right)).position }
    #expect(abs(try #require(law.edge(.left)) - (left.min() ?? 0)) < 1e-8)
    #expect(abs(try #require(law.edge(.right)) - (right.max() ?? 0)) < 1e-8)
    let points = (0..<150).map { -3 + 20 * Double($0) / 149 }
    let densities = parts.map { $0.density(at: points).values }
    for (index, value) in law.density(at: points).values.enumerated() {
      let known = try (#require(densities[0][index]) + #require(densities[1][index])) / 2
      #expect(abs(try #require(value) - known) < 1e-6)
    }
  }

  @Test("D ≡ v vᵀ is Marchenko and Pastur's law beside an atom at λ", arguments: [0.5, 3])
  func rankOne(ratio: Double) throws {
    let v = [1.0, -2]
    let law = MatrixCurvatureLaw(
      curvatures: [[1, 1], [-2, -2], [-2, -2], [4, 4]], ratio: ratio, ridge: 0.1)
    let size = v[0] * v[0] + v[1] * v[1]
    let width = 1 / ratio.squareRoot()
    let (a, b) = (size * (1 - width) * (1 - width), size * (1 + width) * (1 + width))
    #expect(law.edge(.left) == 0.1)
    #expect(abs(try #require(law.edge(.right)) - 0.1 - b) < 1e-8)
    let points = (0..<60).map { 0.15 + (Double($0) + 0.5) / 60 * 1.1 * b }
    let found = law.density(at: points)
    for (x, value) in zip(points.map { $0 - 0.1 }, found.values) {
      let known =
        x > a && x < b
        ? ratio / (2 * Double.pi * size * x) * ((x - a) * (b - x)).squareRoot() / 2 : 0
      #expect(abs(try #require(value) - known) < 1e-6)
    }
    #expect(abs(found.atom - (1 - min(1, ratio) / 2)) < 1e-12)
  }

  @Test("with fewer samples than dimensions the left edge is the atom at λ")
  func atom() throws {
    let identity = MatrixCurvatureLaw(curvatures: [[1], [0], [0], [1]], ratio: 0.5, ridge: 0.1)
    #expect(identity.edge(.left) == 0.1)
    #expect(abs(identity.density(at: []).atom - 0.5) < 1e-12)
    let denser = MatrixCurvatureLaw(curvatures: [[1], [0], [0], [1]], ratio: 4, ridge: 0.1)
    #expect(abs(try #require(denser.edge(.left)) - 0.35) < 1e-8)
  }

  @Test("D along one vector of R³ leaves an atom of two thirds, whatever its sizes")
  func oneDirection() throws {
    let a = [0.5, 0.5, -1]
    for draw in 0..<20 {
      let sizes = CounterRandom(seed: draw, stream: 6).uniforms(1000, row: 0)
      let law = MatrixCurvatureLaw(
        curvatures: (0..<9).map { entry in sizes.map { $0 * a[entry / 3] * a[entry % 3] } },
        ratio: 4, ridge: 0.01)
      #expect(law.edge(.left) == 0.01)
      #expect(abs(law.density(at: []).atom - 2.0 / 3) < 1e-12)
      let scalar = CurvatureLaw(curvatures: sizes.map { 1.5 * $0 }, ratio: 4, ridge: 0.01)
      let known = try #require(scalar.edge(.right)).position
      #expect(abs(try #require(law.edge(.right)) - known) < 1e-8)
    }
  }

  @Test("eight neurons: copies of a law of two, rotated together")
  func eightNeurons() throws {
    let two = Self.curvatures(1500, seed: 8)
    // A Householder reflection.
    let v = (1...8).map { Double($0) / 204.0.squareRoot() }
    let q = (0..<8).map { row in
      (0..<8).map { (row == $0 ? 1.0 : 0) - 2 * v[row] * v[$0] }
    }
    let eight = (0..<64).map { entry -> [Double] in
      var sum = [Double](repeating: 0, count: 1500)
      for copy in 0..<4 {
        for (a, values) in two.enumerated() {
          let weight = q[entry / 8][2 * copy + a / 2] * q[entry % 8][2 * copy + a % 2]
          for sample in sum.indices { sum[sample] += weight * values[sample] }
        }
      }
      return sum
    }
    let (small, large) = (
      MatrixCurvatureLaw(curvatures: two, ratio: 6), MatrixCurvatureLaw(curvatures: eight, ratio: 6)
    )
    for side in BulkSide.allCases {
      let known = try #require(small.edge(side))
      #expect(abs(try #require(large.edge(side)) - known) < 1e-7)
    }
    let points = [0.1, 0.5, 1.5]
    for (own, other) in zip(large.density(at: points).values, small.density(at: points).values) {
      #expect(abs(try #require(own) - (try #require(other))) < 1e-7)
    }
  }

  @Test("edges and density are where LAPACK finds them")
  func lapack() throws {
    let (d, n) = (300, 1500)
    let random = CounterRandom(seed: 21, stream: 0)
    let angles = random.normals(n, row: n)
    let across = angles.map { sin(2 * $0) }
    let curvatures = [angles.map { 1 + tanh($0) }, across, across, angles.map { 0.5 * cos($0) }]
    var hessian = Matrix.packed(rows: 2 * d, columns: 2 * d)
    for sample in 0..<n {
      let x = random.normals(d, row: sample)
      for (j, l) in [(0, 0), (1, 0), (1, 1)] {
        for row in 0..<d {
          let scale = curvatures[2 * j + l][sample] * x[row] / Double(n)
          hessian.withUnsafeMutableRow(j * d + row) { entries in
            for column in 0..<d { entries[l * d + column] += scale * x[column] }
          }
        }
      }
    }
    let values = try SymmetricEigen(hessian, lowest: 0, highest: 0).values
    let law = MatrixCurvatureLaw(curvatures: curvatures, ratio: Double(n) / Double(d))
    let (left, right) = (try #require(law.edge(.left)), try #require(law.edge(.right)))
    // The outermost three eigenvalues are expected within 0.025 of the left edge and 0.12 of the
    // right one.
    #expect(abs(values[0] - left) < 0.025)
    #expect(abs(values[2 * d - 1] - right) < 0.12)
    for quantile in [0.1, 0.3, 0.5, 0.8] {
      let cut = left + quantile * (right - left)
      let step = (cut - left) / 400
      let points = (0..<400).map { left + (Double($0) + 0.5) * step }
      let share = try law.density(at: points).values.reduce(0) { try $0 + #require($1) * step }
      let counted = Double(values.count { $0 < cut }) / Double(2 * d)
      #expect(abs(share - counted) < 0.006)
    }
  }
}
