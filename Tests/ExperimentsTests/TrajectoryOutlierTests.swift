import Model
import Numerics
import Simulation
import Testing
import Theory

/// Outliers in which easy latents and the path of Θ take part, theory (15)–(16): y = z₁ learned by
/// gradient descent.
@Suite("Dense spectra with an outlier along what was learned") struct TrajectoryOutlierTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let activation: String
    let secondLayer: [Double]
    let delta: Double

    var testDescription: String { "\(activation), m = \(secondLayer.count), δ = \(delta)" }
  }

  private static let cases = [
    Case(activation: "erf", secondLayer: [1], delta: 8),
    Case(activation: "gelu", secondLayer: [1.5, -1.5], delta: 6),
  ]

  private struct Comparison: Sendable {
    let value: Double
    let latentShare: Double
    let predicted: SpectralOutlier
    let edge: Double
    let rankRatio: Double
    /// Theory (15) with U left out.
    let withoutGradients: Double
  }

  private func compare(_ testCase: Case, field: MeanField, dimension: Int) throws -> [Comparison] {
    let descent = GradientDescent(problem: field.problem, stepSize: field.stepSize, steps: 20)
    let found = concurrentMap(count: 6, threads: 2) { index -> Comparison? in
      guard
        let run = DenseTrajectory(
          descent, delta: testCase.delta, dimension: dimension, seed: index + 1),
        let outliers = run.outliers(), outliers.count == 1, let edge = run.leftEdge,
        let without = run.outliers(withGradients: false)?.first,
        let lowest = try? run.hessian.spectrum(lowest: 1, highest: 0).lowest[0]
      else { return nil }
      return Comparison(
        value: lowest.value, latentShare: lowest.latentShares[0], predicted: outliers[0],
        edge: edge, rankRatio: run.rankRatio,
        withoutGradients: without.position)
    }
    try #require(found.allSatisfy { $0 != nil })
    return found.compactMap { $0 }
  }

  @Test("LAPACK finds the outlier of the run's own path, and the mean field's", arguments: cases)
  func outlier(_ testCase: Case) throws {
    let problem = Problem(
      target: try Target("z1"),
      network: Network(
        activation: try #require(Activation(testCase.activation)),
        secondLayer: testCase.secondLayer, loss: .pseudoHuber(1)))
    let dimension = 400
    let field = MeanField(
      problem: problem, delta: testCase.delta, stepSize: 0.3,
      samples: Int(testCase.delta) * dimension, hard: [])
    let runs = try compare(testCase, field: field, dimension: dimension)

    let gap = BatchMean(of: runs.map { $0.edge - $0.predicted.position }).value
    // (15) holds to O(r/d), here of the distance from the edge.
    let finite = gap * runs[0].rankRatio
    #expect(finite < 0.15 * gap)
    func isMet(_ errors: [Double]) throws -> Bool {
      let mean = BatchMean(of: errors)
      return abs(mean.value) < finite + 3 * (try #require(mean.standardError))
    }
    #expect(try isMet(runs.map { $0.value - $0.predicted.position }))
    // V without U is wrong.
    #expect(try !isMet(runs.map { $0.value - $0.withoutGradients }))
    let share = BatchMean(of: runs.map { $0.latentShare - $0.predicted.easyOverlap })
    #expect(abs(share.value) < 0.05 + 3 * (try #require(share.standardError)))

    let batches = try field.measurements(at: [20], batches: 1..<9, threads: 2) {
      Landscape(of: $0, ratio: field.sampleRatio).outliers(.left)?.first?.position ?? .nan
    }
    let limit = BatchMean(of: batches.map { $0[0] })
    let measured = BatchMean(of: runs.map(\.value))
    let (a, b) = (try #require(limit.standardError), try #require(measured.standardError))
    #expect(abs(measured.value - limit.value) < finite + 4 * (a * a + b * b).squareRoot())
  }
}
