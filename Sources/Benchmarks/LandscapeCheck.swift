import Model
import Numerics
import Simulation
import Theory

/// LAPACK's lowest eigenvalues along dense runs beside the predicted hard outlier.
///
/// The prediction holds the hard overlap at 0, as a clamped run does; the free run is shown beside
/// it. A clamped run meets the prediction if the mean eigenvalue is within 3 % + 3 SE of the
/// outlier and the mean squared overlap within 0.05 + 3 SE of q². Where no batch of samples has a
/// hard outlier, the lowest eigenvalue must be as close to the left edge.
struct LandscapeCheck {
  let name: String
  let problem: Problem
  let delta: Double
  let stepSize: Double
  let steps: [Int]
  let hard: [[Double]]
  var dimension = 1500

  struct Sample: Sendable {
    let eigenvalue: Double
    let squaredOverlap: Double
  }

  private enum Prediction {
    case outlier(BatchMean, squaredOverlap: BatchMean)
    case edge(BatchMean)
    /// Some batches have an outlier and some have none, or the equations could not be solved: not
    /// met, whatever LAPACK finds.
    case undecided
  }

  /// One line a step and kind of run; ends with whether every clamped one is met.
  func lines(seeds: Int) -> (lines: [String], isMet: Bool) {
    let predicted = prediction()
    let clamped = dense(seeds: seeds, clamped: hard)
    let free = dense(seeds: seeds, clamped: [])
    var lines: [String] = []
    var isMet = true
    for (index, step) in steps.enumerated() {
      for (kind, samples) in [("clamped", clamped[index]), ("free", free[index])] {
        let (line, isNear) = compare(samples, with: predicted[index])
        let verdict = kind == "clamped" ? (isNear ? "met" : "NOT MET") : ""
        if kind == "clamped", !isNear { isMet = false }
        lines.append(
          [name, "t = \(step)".padded(to: 7), kind.padded(to: 8), line, verdict]
            .joined(separator: "  "))
      }
    }
    return (lines, isMet)
  }

  private func compare(_ samples: [Sample], with prediction: Prediction) -> (String, Bool) {
    let value = BatchMean(of: samples.map(\.eigenvalue))
    let overlap = BatchMean(of: samples.map(\.squaredOverlap))
    let (valueError, overlapError) = (value.standardError ?? 0, overlap.standardError ?? 0)
    func isNear(_ position: BatchMean) -> Bool {
      abs(value.value - position.value) <= 0.03 * abs(position.value) + 3 * valueError
    }
    let measured = [
      "λ_min \(decimal(value.value, 4)) ± \(decimal(valueError, 4))",
      "overlap² \(decimal(overlap.value, 3)) ± \(decimal(overlapError, 3))",
    ]
    switch prediction {
    case .outlier(let position, let squaredOverlap):
      let text = [
        measured[0], "outlier \(decimal(position.value, 4))", measured[1],
        "q² \(decimal(squaredOverlap.value, 3))",
      ].joined(separator: "  ")
      let isAligned = abs(overlap.value - squaredOverlap.value) <= 0.05 + 3 * overlapError
      return (text, isNear(position) && isAligned)
    case .edge(let position):
      let text = [
        measured[0], "no outlier, left edge \(decimal(position.value, 4))", measured[1],
      ].joined(separator: "  ")
      return (text, isNear(position))
    case .undecided:
      return (measured.joined(separator: "  ") + "  nothing is predicted", false)
    }
  }

  private func prediction() -> [Prediction] {
    let field = MeanField(
      problem: problem, delta: delta, stepSize: stepSize, samples: 40_000, hard: hard)
    guard
      let batches = try? field.measurements(
        at: steps, batches: 1..<9, threads: 2,
        measure: { state -> (HardOutlier?, Double?) in
          let landscape = Landscape(of: state, ratio: field.sampleRatio)
          return (landscape.hardOutliers(.left)?.first, landscape.edge(.left))
        })
    else { return steps.map { _ in .undecided } }
    return steps.indices.map { index in
      let outliers = batches.compactMap { $0[index].0 }
      let edges = batches.compactMap { $0[index].1 }
      if outliers.count == batches.count {
        return .outlier(
          BatchMean(of: outliers.map(\.position)),
          squaredOverlap: BatchMean(of: outliers.map(\.squaredOverlap)))
      }
      let isEdge = outliers.isEmpty && edges.count == batches.count
      return isEdge ? .edge(BatchMean(of: edges)) : .undecided
    }
  }

  /// Of the three lowest eigenvalues the one whose eigenvector shares most with the hard subspace,
  /// by step and seed.
  private func dense(seeds: Int, clamped: [[Double]]) -> [[Sample]] {
    let descent = GradientDescent(
      problem: problem, stepSize: stepSize, steps: steps.max() ?? 0, clamped: clamped)
    let runs = concurrentMap(count: seeds, threads: 2) { index -> [Sample] in
      let samples = Int((delta * Double(dimension)).rounded())
      let design = DenseDesign(
        problem: problem, dimension: dimension, samples: samples, seed: index + 1)
      var found: [Sample] = []
      _ = descent.run(on: design, seed: index + 1, at: steps) { state in
        guard let spectrum = try? EmpiricalHessian(of: state).spectrum(lowest: 3, highest: 0)
        else { fatalError("LAPACK did not converge at seed \(index + 1)") }
        let candidates = spectrum.lowest.map { extreme in
          // Latent axes of the benchmark's targets: a hard direction is one of them.
          let overlap = hard.reduce(0.0) { sum, direction in
            sum + zip(direction, extreme.latentShares).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
          }
          return Sample(eigenvalue: extreme.value, squaredOverlap: overlap)
        }
        if let best = candidates.max(by: { $0.squaredOverlap < $1.squaredOverlap }) {
          found.append(best)
        }
      }
      return found
    }
    return steps.indices.map { step in runs.map { $0[step] } }
  }
}
