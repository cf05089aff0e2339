import Model
import Numerics
import Simulation
import Testing
import Theory

/// The full comparison, at d = 1500 with 40 seeds, is `Benchmarks landscape two-stage`.
@Suite("Dense spectra with the hard coordinate held at zero") struct ClampedLandscapeTests {
  struct Case: Sendable, CustomStringConvertible {
    let activation: String
    let delta: Double
    let stepSize: Double

    var description: String { "\(activation) δ = \(delta)" }
  }

  private static let cases = [
    Case(activation: "quad", delta: 6, stepSize: 0.1),
    Case(activation: "gelu", delta: 9, stepSize: 0.3),
  ]

  @Test("LAPACK's lowest eigenvalue and its overlap are the predicted outlier's", arguments: cases)
  func outlier(_ testCase: Case) throws {
    let problem = Problem(
      target: try Target("z1^2"),
      network: Network(
        activation: try #require(Activation(testCase.activation)), secondLayer: [1],
        loss: .pseudoHuber(1)))
    let (steps, dimension, seeds) = ([0, 20], 400, 12)
    let field = MeanField(
      problem: problem, delta: testCase.delta, stepSize: testCase.stepSize, samples: 20_000,
      hard: [[1]])
    let batches = try field.measurements(
      at: steps, batches: 1..<5, threads: 2,
      measure: { Landscape(of: $0, ratio: field.sampleRatio).hardOutliers(.left)?.first })
    let descent = GradientDescent(
      problem: problem, stepSize: testCase.stepSize, steps: 20, clamped: [[1]])
    let runs = concurrentMap(count: seeds, threads: 2) { index in
      let design = DenseDesign(
        problem: problem, dimension: dimension,
        samples: Int((testCase.delta * Double(dimension)).rounded()), seed: index + 1)
      var found: [(value: Double, overlap: Double)] = []
      _ = descent.run(on: design, seed: index + 1, at: steps) { state in
        if let low = try? EmpiricalHessian(of: state).spectrum(lowest: 1, highest: 0).lowest[0] {
          found.append((low.value, low.latentShares[0]))
        }
      }
      return found
    }
    for index in steps.indices {
      let predicted = batches.compactMap { $0[index] }
      try #require(predicted.count == batches.count)
      let position = BatchMean(of: predicted.map(\.position))
      let share = BatchMean(of: predicted.map(\.squaredOverlap))
      let value = BatchMean(of: runs.map { $0[index].value })
      let overlap = BatchMean(of: runs.map { $0[index].overlap })
      func error(_ a: BatchMean, _ b: BatchMean) -> Double {
        let (a, b) = (a.standardError ?? 0, b.standardError ?? 0)
        return (a * a + b * b).squareRoot()
      }
      let reach = 0.03 * abs(position.value) + 3 * error(value, position)
      #expect(abs(value.value - position.value) < reach)
      #expect(abs(overlap.value - share.value) < 0.05 + 3 * error(overlap, share))
      // The bound tells an outlier from the bulk's edge.
      #expect(reach < 0.5 * abs(position.value) && share.value > 0.3)
    }
  }
}
