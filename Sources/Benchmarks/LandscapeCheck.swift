import Model
import Numerics
import Simulation
import Theory

/// LAPACK's lowest eigenvalue along dense runs at d = 1500 beside the predicted hard outlier.
///
/// The prediction holds the hard overlap at 0, as a clamped run does; the free run is shown beside
/// it. A clamped run meets the prediction if the mean eigenvalue is within 3 % + 3 SE of the
/// outlier and the mean squared overlap within 0.05 + 3 SE of q².
struct LandscapeCheck {
  let name: String
  let problem: Problem
  let delta: Double
  let stepSize: Double
  let steps: [Int]
  let hard: [[Double]]
  /// Steps at which no outlier is predicted: LAPACK must find none either.
  var dimension = 1500

  struct Sample: Sendable {
    let eigenvalue: Double
    let squaredOverlap: Double
  }

  /// One line a step and kind of run; ends with whether every clamped one is met.
  func lines(seeds: Int) -> (lines: [String], isMet: Bool) {
    let predicted = prediction()
    let clamped = dense(seeds: seeds, clamped: hard)
    let free = dense(seeds: seeds, clamped: [])
    var lines: [String] = []
    var isMet = true
    for (index, step) in steps.enumerated() {
      guard let prediction = predicted[index] else {
        lines.append("\(name)  t = \(step)  no hard outlier is predicted in every batch")
        continue
      }
      for (kind, samples) in [("clamped", clamped[index]), ("free", free[index])] {
        let value = BatchMean(of: samples.map(\.eigenvalue))
        let overlap = BatchMean(of: samples.map(\.squaredOverlap))
        let (valueError, overlapError) = (value.standardError ?? 0, overlap.standardError ?? 0)
        let isNear =
          abs(value.value - prediction.position.value)
          <= 0.03 * abs(prediction.position.value) + 3 * valueError
          && abs(overlap.value - prediction.overlap.value) <= 0.05 + 3 * overlapError
        if kind == "clamped", !isNear { isMet = false }
        lines.append(
          [
            name, "t = \(step)".padded(to: 7), kind.padded(to: 8),
            "λ_min \(decimal(value.value, 4)) ± \(decimal(valueError, 4))",
            "outlier \(decimal(prediction.position.value, 4))",
            "overlap² \(decimal(overlap.value, 3)) ± \(decimal(overlapError, 3))",
            "q² \(decimal(prediction.overlap.value, 3))",
            kind == "clamped" ? (isNear ? "met" : "NOT MET") : "",
          ].joined(separator: "  "))
      }
    }
    return (lines, isMet)
  }

  private func prediction() -> [(position: BatchMean, overlap: BatchMean)?] {
    let field = MeanField(
      problem: problem, delta: delta, stepSize: stepSize, samples: 40_000, hard: hard)
    guard
      let batches = try? field.measurements(
        at: steps, batches: 1..<9, threads: 2,
        measure: { Landscape(of: $0, ratio: field.sampleRatio).hardOutliers(.left)?.first })
    else { return steps.map { _ in nil } }
    return steps.indices.map { index in
      let outliers = batches.compactMap { $0[index] }
      guard outliers.count == batches.count else { return nil }
      return (
        BatchMean(of: outliers.map(\.position)), BatchMean(of: outliers.map(\.squaredOverlap))
      )
    }
  }

  /// The lowest eigenvalue and its eigenvector's squared overlap with the hard subspace, by step
  /// and seed.
  private func dense(seeds: Int, clamped: [[Double]]) -> [[Sample]] {
    let descent = GradientDescent(
      problem: problem, stepSize: stepSize, steps: steps.max() ?? 0, clamped: clamped)
    let runs = concurrentMap(count: seeds, threads: 2) { index -> [Sample] in
      let samples = Int((delta * Double(dimension)).rounded())
      let design = DenseDesign(
        problem: problem, dimension: dimension, samples: samples, seed: index + 1)
      var found: [Sample] = []
      _ = descent.run(on: design, seed: index + 1, at: steps) { state in
        guard let spectrum = try? EmpiricalHessian(of: state).spectrum(lowest: 1, highest: 0)
        else { fatalError("LAPACK did not converge at seed \(index + 1)") }
        let lowest = spectrum.lowest[0]
        let overlap = hard.reduce(0.0) { sum, direction in
          // Latent axes of the benchmark's targets: a hard direction is one of them.
          sum + zip(direction, lowest.latentShares).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        }
        found.append(Sample(eigenvalue: lowest.value, squaredOverlap: overlap))
      }
      return found
    }
    return steps.indices.map { step in runs.map { $0[step] } }
  }
}
