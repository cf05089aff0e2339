import Model
import Testing
import Theory

/// The law of D along the mean field, and the spectrum it predicts, against an independent
/// implementation: 12 batches of 60 000 samples, y = z², pseudo-Huber c = 1, z clamped.
@Suite("The predicted landscape along training")
struct LandscapeTests {
  struct Reference: Sendable, CustomTestStringConvertible {
    let activation: String
    let delta: Double
    let stepSize: Double
    let step: Int
    /// Value and standard error of left edge and margin, then of outlier and q² where there is one.
    let quantities: [(value: Double, error: Double)]

    var testDescription: String { "\(activation), δ = \(delta), t = \(step)" }
  }

  private static let references = [
    Reference(
      activation: "quad", delta: 3, stepSize: 0.1, step: 30,
      quantities: [(-0.6481, 0.00248), (-0.18772, 0.00343)]),
    Reference(
      activation: "quad", delta: 6, stepSize: 0.1, step: 30,
      quantities: [
        (-0.5015, 0.00126), (0.51347, 0.00294), (-0.59355, 0.00165), (0.35379, 0.00164),
      ]),
    Reference(
      activation: "gelu", delta: 4, stepSize: 0.3, step: 10,
      quantities: [
        (-0.31297, 0.0005), (0.06312, 0.001), (-0.31803, 0.00054), (0.16454, 0.00226),
      ]),
    Reference(
      activation: "gelu", delta: 8, stepSize: 0.3, step: 30,
      quantities: [
        (-0.14218, 0.00049), (0.09069, 0.00074), (-0.16008, 0.00059), (0.38939, 0.00198),
      ]),
  ]

  @Test(
    "edge, margin, outlier and overlap are those of the independent implementation",
    arguments: references)
  func landscape(reference: Reference) throws {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", activation: reference.activation), delta: reference.delta,
      stepSize: reference.stepSize, samples: 30_000, hard: [[1]])
    let batches = try field.measurements(at: [reference.step], batches: 1..<9, threads: 2) {
      state -> [Double] in
      let landscape = Landscape(of: state, ratio: field.sampleRatio)
      let outlier = landscape.hardOutliers(.left)?.first
      return [
        landscape.edge(.left), landscape.margin, outlier?.position, outlier?.squaredOverlap,
      ].map { $0 ?? .nan }
    }
    for (index, known) in reference.quantities.enumerated() {
      let mean = BatchMean(of: batches.map { $0[0][index] })
      let own = try #require(mean.standardError)
      let combined = (known.error * known.error + own * own).squareRoot()
      #expect(abs(mean.value - known.value) < 4 * combined, "\(index): \(mean.value) ± \(own)")
    }
    if reference.quantities.count == 2 { #expect(batches.allSatisfy { $0[0][2].isNaN }) }
  }

  private func landscape(_ problem: Problem) throws -> Landscape {
    let field = MeanField(
      problem: problem, delta: 4, stepSize: 0.1, samples: 4000, hard: [[1]])
    let found = try field.measurements(at: [2], batches: 0..<1) {
      Landscape(of: $0, ratio: field.sampleRatio)
    }
    return found[0][0]
  }

  @Test("there is an edge only where D is bounded", arguments: [[1.0], [1, 0.5]])
  func reach(secondLayer: [Double]) throws {
    let quad = try landscape(
      meanFieldProblem("z1^2", activation: "quad", secondLayer: secondLayer))
    #expect(quad.edge(.left) != nil && quad.margin != nil && quad.outliers(.left) != nil)
    #expect(quad.edge(.right) == nil && quad.hardOutliers(.right) == nil)
    #expect(quad.outliers(.right) == nil)
    let relu = try landscape(
      meanFieldProblem("z1^2", activation: "relu", secondLayer: secondLayer))
    #expect(relu.edge(.left) == nil && relu.margin == nil && relu.negativeMargin == nil)
    #expect(relu.scope.leftEdgeObstacle != nil)
    let gelu = try landscape(
      meanFieldProblem("z1^2", activation: "gelu", secondLayer: secondLayer))
    let (left, right) = (try #require(gelu.edge(.left)), try #require(gelu.edge(.right)))
    let values = try gelu.density(at: [left - 0.1, (left + right) / 2, right + 0.1]).values
      .map { try #require($0) }
    #expect(values[0] < 1e-9 && values[1] > 0.1 && values[2] < 1e-9)
  }
}
