import Model
import Numerics
import Simulation
import Theory

/// A hundred runs of gradient descent at d = 500, data included, against NumPy; and what the second
/// core brings.
struct SweepBenchmark {
  static let script = "Sources/Benchmarks/peers/sweep.py"
  static let runs = 100
  static let (dimension, samples, steps) = (500, 2000, 200)
  static let rounds = 3

  static var title: String {
    "\(runs) runs, d = \(dimension), n = \(samples), \(steps) steps, quad, design included"
  }

  static func lines(interpreter: String?) -> [String] {
    let peers = [1, 2].map { threads in
      interpreter.flatMap {
        Peer(
          interpreter: $0,
          arguments: [script] + [runs, dimension, samples, steps, threads].map { "\($0)" },
          environment: ["OPENBLAS_NUM_THREADS": "1"])
      }
    }
    var ours: [[Double]] = [[], []]
    var theirs: [[Double]] = [[], []]
    for _ in 0..<rounds {
      for (place, threads) in [1, 2].enumerated() {
        var risks: [Double] = []
        ours[place].append(seconds { risks = sweep(threads: threads) })
        guard let answer = peers[place]?.ask("run") else { continue }
        let numbers = answer.split(separator: " ").compactMap { Double($0) }
        let own = BatchMean(of: risks)
        guard numbers.count == 3 else { return ["the peer answers: \(answer)"] }
        let error = ((own.standardError ?? 0) * (own.standardError ?? 0) + numbers[2] * numbers[2])
          .squareRoot()
        guard abs(own.value - numbers[1]) <= 4 * error else {
          return ["the peer computes something else: \(own.value), \(numbers[1]) ± \(error)"]
        }
        theirs[place].append(numbers[0] * 1e-9)
      }
    }
    return [1, 2].enumerated().map { place, threads in
      var words = [
        "\(threads) thread\(threads > 1 ? "s" : " ")",
        "\(decimal(median(ours[place]), 2)) s".leftPadded(to: 9),
      ]
      if !theirs[place].isEmpty {
        words += [
          "NumPy \(decimal(median(theirs[place]), 2)) s".leftPadded(to: 16),
          "ratio \(decimal(median(theirs[place]) / median(ours[place]), 2))".leftPadded(to: 12),
        ]
      }
      if threads == 2 {
        words.append("× \(decimal(median(ours[0]) / median(ours[1]), 2)) of one thread")
      }
      return words.joined(separator: "  ")
    }
  }

  /// Final training risks.
  private static func sweep(threads: Int) -> [Double] {
    let problem = GradientBenchmark.problem(neurons: 1)
    let descent = GradientDescent(problem: problem, stepSize: 0.1, steps: steps)
    return concurrentMap(count: runs, threads: threads) { index in
      let design = DenseDesign(
        problem: problem, dimension: dimension, samples: samples, seed: index + 1)
      var risk = Double.nan
      _ = descent.run(on: design, seed: index + 1, at: [steps]) { risk = $0.trainRisk }
      return risk
    }
  }
}
