import Glibc
import Numerics
import Testing
import Theory

@Suite struct OutlierTests {
  /// D ≡ 1 and a latent of variance s: the spiked covariance model.
  private func spiked(_ variances: [Double], ratio: Double) -> CurvatureLaw {
    // Signs that make the latents uncorrelated.
    let count = 1 << variances.count
    let latents = variances.enumerated().map { axis, variance in
      (0..<count).map { ($0 >> axis & 1 == 0 ? 1 : -1) * variance.squareRoot() }
    }
    return CurvatureLaw(
      curvatures: [Double](repeating: 1, count: count), hardLatents: latents, ratio: ratio)
  }

  @Test(
    "a spike stands where Baik, Ben Arous and Péché have it",
    arguments: [(BulkSide.right, 2.5), (.right, 1.6), (.left, 0.2), (.left, 0.45)])
  func position(side: BulkSide, variance: Double) throws {
    let found = try #require(spiked([variance], ratio: 4).hardOutliers(side))
    #expect(found.count == 1)
    let (outlier, gap) = (try #require(found.first), variance - 1)
    #expect(abs(outlier.position - variance * (1 + 0.25 / gap)) < 1e-9)
    // Paul 2007.
    let overlap = (1 - 0.25 / (gap * gap)) / (1 + 0.25 / gap)
    #expect(abs(outlier.squaredOverlap - overlap) < 1e-8)
  }

  @Test("a spike within 1 ± 1/√δ stays in the bulk", arguments: [0.51, 1, 1.49])
  func subcritical(variance: Double) throws {
    let law = spiked([variance], ratio: 4)
    #expect(law.hardOutliers(.left) == [] && law.hardOutliers(.right) == [])
    #expect(try #require(law.margin) < 0)
  }

  @Test("the margin is zero at the transition")
  func transition() throws {
    #expect(abs(try #require(spiked([0.5], ratio: 4).margin)) < 1e-9)
    #expect(try #require(spiked([0.49], ratio: 4).margin) > 1e-3)
  }

  @Test("two latents give two outliers, outermost first, along their axes")
  func several() throws {
    let law = spiked([0.2, 1, 0.4], ratio: 4)
    let found = try #require(law.hardOutliers(.left))
    #expect(found.count == 2)
    for (outlier, (axis, variance)) in zip(found, [(0, 0.2), (2, 0.4)]) {
      #expect(abs(outlier.position - variance * (1 + 0.25 / (variance - 1))) < 1e-9)
      #expect(abs(abs(outlier.direction[axis]) - 1) < 1e-9)
    }
    #expect(law.hardOutliers(.right) == [])
  }

  @Test("the overlap is −1/K' by differences")
  func derivative() throws {
    let (d, z) = ([2.0, -1, 0.5, -0.2], [0.3, 2.1, 0.8, 0.5])
    let law = CurvatureLaw(curvatures: d, hardLatents: [z], ratio: 5, ridge: 0.1)
    let outlier = try #require(law.hardOutliers(.left)?.first)
    let h = 1e-5
    let above = try #require(law.outlierMatrix(outlier.position + h))[0, 0]
    let below = try #require(law.outlierMatrix(outlier.position - h))[0, 0]
    #expect(abs(outlier.squaredOverlap + 2 * h / (above - below)) < 1e-6)
    #expect(abs(above + below) < 1e-6)
  }

  @Test("a positive left edge leaves the sign to ζ = 0")
  func negativeMargin() throws {
    // Left edge 1/4; K(0) = s/(1 + G/δ) with G(0) = 4/3: positive for every s.
    let law = spiked([0.2], ratio: 4)
    #expect(try #require(law.margin) > 0)
    #expect(abs(try #require(law.negativeMargin) + 0.2 * 0.75) < 1e-9)
  }

  @Test("the root of the mean margin, with its jackknife error")
  func threshold() throws {
    let offsets = [-0.3, 0.1, 0.2, 0.4]
    let found = try #require(
      OutlierThreshold(in: 1...16) { ratio in offsets.map { ratio - 3 - $0 } })
    #expect(abs(found.value - 3.1) < 1e-9)
    // For a mean the jackknife is its standard error: √(0.26/3/4).
    #expect(abs(try #require(found.standardError) - (0.26 / 12).squareRoot()) < 1e-9)
    #expect(found.bracket.upperBound <= 1.05 * found.bracket.lowerBound)
    #expect(OutlierThreshold(in: 4...16) { [$0 - 3] } == nil)
    #expect(OutlierThreshold(in: 1...16) { _ in nil } == nil)
  }
}
