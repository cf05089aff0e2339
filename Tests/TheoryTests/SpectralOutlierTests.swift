import Numerics
import Testing
import Theory

@Suite("All outliers of a spectrum")
struct SpectralOutlierTests {
  private static let count = 1 << 16

  /// Columns of signs that are orthogonal to one another.
  private func signs(_ axis: Int, size: Double = 1) -> [Double] {
    (0..<Self.count).map { ($0 >> axis & 1 == 0 ? 1 : -1) * size }
  }

  private func law(ratio: Double, hard: [[Double]] = []) -> MatrixCurvatureLaw {
    MatrixCurvatureLaw(
      curvatures: [[Double](repeating: 1, count: Self.count)], hardLatents: hard, ratio: ratio)
  }

  @Test("variances along axes give Baik, Ben Arous and Péché's outliers, each with its label")
  func labels() throws {
    // Easy, hard, trajectory.
    let variances = [3.0, 0.2, 2.2]
    let axes = variances.enumerated().map { signs($0.offset, size: $0.element.squareRoot()) }
    let law = law(ratio: 4, hard: [axes[1]])
    let trajectory = SpectralTrajectory(parameterAxes: axes, sampleAxes: [], latentDimension: 2)
    let left = try #require(law.outliers(.left, along: trajectory))
    let right = try #require(law.outliers(.right, along: trajectory))
    #expect(left.map(\.kind) == [.hard] && right.map(\.kind) == [.easy, .trajectory])
    for (outlier, variance) in zip(left + right, [0.2, 3, 2.2]) {
      let gap = variance - 1
      #expect(abs(outlier.position - variance * (1 + 0.25 / gap)) < 1e-7)
      let overlap = (1 - 0.25 / (gap * gap)) / (1 + 0.25 / gap)
      let shares = [outlier.hardOverlap, outlier.easyOverlap, outlier.trajectoryOverlap]
      #expect(abs((shares.max() ?? 0) - overlap) < 1e-6)
      #expect(abs(shares.reduce(0, +) - overlap) < 1e-6)
    }
    let hard = try #require(law.hardOutliers(.left)?.first)
    #expect(abs(hard.position - left[0].position) < 1e-7)
    #expect(left[0].latentOverlaps.count == 2)
  }

  /// Rows of X along u are turned into (u·y) v, which adds θ² v vᵀ to the spectrum of Marchenko and
  /// Pastur.
  private func planted(_ theta: Double) -> SpectralTrajectory {
    let shift = signs(1)
    return SpectralTrajectory(
      parameterAxes: [zip(signs(0), shift).map { $0 + theta * $1 }],
      sampleAxes: [shift.map { $0 / Double(Self.count).squareRoot() }], latentDimension: 0)
  }

  @Test(
    "a sample direction with its image has Benaych-Georges and Nadakuditi's additive outlier",
    arguments: [0.9, 1.5, 3])
  func additive(theta: Double) throws {
    let (c, square) = (0.25, theta * theta)
    let outliers = law(ratio: 1 / c).outliers(.right, along: planted(theta))
    let found = try #require(outliers)
    #expect(found.count == 1)
    let outlier = try #require(found.first)
    #expect(abs(outlier.position - square * (square + 1 - c) / (square - c)) < 1e-7)
    let overlap = 1 - c / ((square - c) * (square - c))
    #expect(abs(outlier.trajectoryOverlap - overlap) < 1e-6)
    #expect(outlier.kind == .trajectory)
    #expect(law(ratio: 1 / c).outliers(.left, along: planted(theta)) == [])
  }

  @Test("below its transition, θ² = 1/δ + 1/√δ, it leaves no outlier")
  func subcritical() {
    #expect(law(ratio: 4).outliers(.right, along: planted(0.85)) == [])
    #expect(law(ratio: 4).outliers(.left, along: planted(0.85)) == [])
  }

  @Test("what the samples cannot tell from the edge is left out")
  func unresolved() throws {
    // The transition is at a variance of 1.5; this outlier is 7·10⁻⁵ from the edge.
    let axis = signs(0, size: 1.506.squareRoot())
    let law = law(ratio: 4, hard: [axis])
    let near = try #require(law.hardOutliers(.right)?.first)
    let edge = try #require(law.edge(.right))
    #expect(near.position > edge)
    let trajectory = SpectralTrajectory(parameterAxes: [axis], sampleAxes: [], latentDimension: 1)
    #expect(try #require(law.outliers(.right, along: trajectory)).isEmpty)
  }

  @Test("with hard latents alone the outliers of a moving network are the hard ones, nearly")
  func alongTraining() throws {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", activation: "gelu"), delta: 8, stepSize: 0.3,
      samples: 20_000, hard: [[1]])
    let pairs = try field.measurements(at: [0, 20], batches: 0..<2, threads: 2) { state in
      let landscape = Landscape(of: state, ratio: field.sampleRatio)
      return (landscape.outliers(.left) ?? [], landscape.hardOutliers(.left) ?? [])
    }
    for (all, hard) in pairs.flatMap({ $0 }) {
      #expect(all.map(\.kind) == [.hard] && hard.count == 1)
      // Correlations of r directions with the samples: of order r/n.
      #expect(abs(all[0].position - hard[0].position) < 2e-3)
      #expect(abs(all[0].hardOverlap - hard[0].squaredOverlap) < 5e-3)
      #expect(all[0].trajectoryOverlap < 0.01)
    }
  }
}
