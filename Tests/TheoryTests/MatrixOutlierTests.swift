import Glibc
import Model
import Numerics
import Testing
import Theory

@Suite("Hard outliers for several neurons")
struct MatrixOutlierTests {
  private static func sample(_ count: Int) -> (curvatures: [[Double]], latents: [[Double]]) {
    let random = CounterRandom(seed: 31, stream: 4)
    let (a, b) = (random.normals(count, row: 0), random.normals(count, row: 1))
    let z = (2..<4).map { random.normals(count, row: $0) }
    let first = a.indices.map {
      a[$0] * a[$0] + 0.4 * tanh(b[$0]) - 0.9 * tanh(z[0][$0] * z[0][$0])
    }
    let second = b.indices.map { 0.5 * b[$0] * b[$0] - tanh(z[1][$0] * z[1][$0]) }
    let across = zip(a, b).map { 0.5 * $0 * $1 }
    return ([first, across, across, second], z)
  }

  @Test("one neuron has the scalar law's margins and outliers")
  func oneNeuron() throws {
    let (curvatures, latents) = Self.sample(4000)
    let scalar = CurvatureLaw(
      curvatures: curvatures[0], hardLatents: latents, ratio: 10, ridge: 0.1)
    let matrix = MatrixCurvatureLaw(
      curvatures: [curvatures[0]], hardLatents: latents, ratio: 10, ridge: 0.1)
    let margins = (try #require(matrix.margin), try #require(scalar.margin))
    #expect(abs(margins.0 - margins.1) < 1e-8)
    let negative = (try #require(matrix.negativeMargin), try #require(scalar.negativeMargin))
    #expect(abs(negative.0 - negative.1) < 1e-8)
    for side in BulkSide.allCases {
      let (found, known) = (
        try #require(matrix.hardOutliers(side)), try #require(scalar.hardOutliers(side))
      )
      #expect(found.count == known.count && (side == .right || !known.isEmpty))
      for (own, other) in zip(found, known) {
        #expect(abs(own.position - other.position) < 1e-8)
        #expect(abs(own.squaredOverlap - other.squaredOverlap) < 1e-7)
        let cosine = zip(own.direction, other.direction).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(abs(cosine) - 1) < 1e-8)
      }
    }
  }

  @Test("for a diagonal D every neuron has its own outliers")
  func diagonal() throws {
    let (curvatures, latents) = Self.sample(4000)
    let zero = [Double](repeating: 0, count: 4000)
    let law = MatrixCurvatureLaw(
      curvatures: [curvatures[0], zero, zero, curvatures[3]], hardLatents: latents, ratio: 10)
    let parts = [0, 3].map {
      CurvatureLaw(curvatures: curvatures[$0], hardLatents: latents, ratio: 10)
    }
    let edge = try #require(law.edge(.left))
    var known: [(position: Double, overlap: Double, neuron: Int)] = []
    for (neuron, part) in parts.enumerated() {
      for outlier in try #require(part.hardOutliers(.left)) where outlier.position < edge {
        known.append((outlier.position, outlier.squaredOverlap, neuron))
      }
    }
    known.sort { $0.position < $1.position }
    let found = try #require(law.hardOutliers(.left))
    #expect(!known.isEmpty && found.count == known.count)
    for (own, other) in zip(found, known) {
      #expect(abs(own.position - other.position) < 1e-8)
      #expect(abs(own.squaredOverlap - other.overlap) < 1e-7)
      let share = own.direction[2 * other.neuron..<2 * other.neuron + 2].reduce(0) { $0 + $1 * $1 }
      #expect(abs(share - 1) < 1e-8)
    }
  }

  @Test("the overlap is −1/vᵀK'v by differences")
  func derivative() throws {
    let (curvatures, latents) = Self.sample(3000)
    let law = MatrixCurvatureLaw(
      curvatures: curvatures, hardLatents: latents, ratio: 10, ridge: 0.2)
    let outlier = try #require(law.hardOutliers(.left)?.first)
    let v = outlier.direction
    func form(_ zeta: Double) throws -> Double {
      let k = try #require(law.outlierMatrix(zeta))
      return v.indices.reduce(0) { sum, row in
        sum + v[row] * v.indices.reduce(0) { $0 + k[row, $1] * v[$1] }
      }
    }
    let h = 1e-5
    let (above, below) = (try form(outlier.position + h), try form(outlier.position - h))
    #expect(abs(above + below) < 1e-6)
    #expect(abs(outlier.squaredOverlap + 2 * h / (above - below)) < 1e-6)
  }

  @Test("−D shows on the right what D shows on the left")
  func mirrored() throws {
    let (curvatures, latents) = Self.sample(3000)
    let law = MatrixCurvatureLaw(
      curvatures: curvatures, hardLatents: latents, ratio: 10, ridge: 0.2)
    let mirror = MatrixCurvatureLaw(
      curvatures: curvatures.map { $0.map { -$0 } }, hardLatents: latents, ratio: 10, ridge: -0.2)
    let (left, right) = (
      try #require(law.hardOutliers(.left)), try #require(mirror.hardOutliers(.right))
    )
    #expect(!left.isEmpty && left.count == right.count)
    for (own, other) in zip(left, right) { #expect(abs(own.position + other.position) < 1e-9) }
    let edges = (try #require(law.edge(.left)), try #require(mirror.edge(.right)))
    #expect(abs(edges.0 + edges.1) < 1e-9)
  }

  @Test("a positive left edge leaves the sign to ζ = 0")
  func negativeMargin() throws {
    // D ≡ I and z² ≡ 0.2: K(0) = 0.2/(1 + G/δ) I with G(0) = 4/3 at δ = 4.
    let z = 0.2.squareRoot()
    let law = MatrixCurvatureLaw(
      curvatures: [[1, 1], [0, 0], [0, 0], [1, 1]], hardLatents: [[z, -z]], ratio: 4)
    #expect(try #require(law.margin) > 0)
    #expect(abs(try #require(law.negativeMargin) + 0.15) < 1e-9)
  }

  struct Moment: Sendable {
    let step: Int
    /// Outlier and q² with standard errors; nil where there is none.
    let outlier: (position: Double, error: Double, overlap: Double, overlapError: Double)?
  }

  /// An independent implementation, 8 batches of 40 000 samples.
  private static let moments = [
    Moment(step: 0, outlier: nil),
    Moment(step: 5, outlier: (-0.28343, 0.00376, 0.62713, 0.00661)),
    Moment(step: 20, outlier: (-0.19594, 0.00392, 0.63329, 0.0043)),
    Moment(step: 40, outlier: (-0.11919, 0.00355, 0.56581, 0.00464)),
  ]

  @Test("two GeLU neurons: the hard outlier appears once the easy direction is learned")
  func twoStages() throws {
    let field = MeanField(
      problem: meanFieldProblem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5]),
      delta: 8, stepSize: 0.3, samples: 20_000, hard: [[0, 1]])
    let batches = try field.measurements(
      at: Self.moments.map(\.step), batches: 0..<8, threads: 2
    ) { state in
      let landscape = Landscape(of: state, ratio: field.sampleRatio)
      return (margin: landscape.margin, outliers: landscape.hardOutliers(.left))
    }
    for (index, moment) in Self.moments.enumerated() {
      let found = try batches.map { try #require($0[index].outliers) }
      let margin = BatchMean(of: try batches.map { try #require($0[index].margin) })
      let marginError = try #require(margin.standardError)
      guard let known = moment.outlier else {
        #expect(margin.value < -3 * marginError)
        continue
      }
      #expect(margin.value > 3 * marginError)
      #expect(found.allSatisfy { $0.count == 1 })
      let position = BatchMean(of: found.map { $0.first?.position ?? .nan })
      let overlap = BatchMean(of: found.map { $0.first?.squaredOverlap ?? .nan })
      let errors = (try #require(position.standardError), try #require(overlap.standardError))
      #expect(abs(position.value - known.position) < 4 * hypot(errors.0, known.error))
      #expect(abs(overlap.value - known.overlap) < 4 * hypot(errors.1, known.overlapError))
    }
  }
}
