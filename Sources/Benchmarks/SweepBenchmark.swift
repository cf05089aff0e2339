import Model
import Numerics
import Simulation
import Theory

/// A hundred runs of gradient descent at d = 500, data included, against peers; what the second core
/// brings, and what it brings that the runs of one seed share an X.
struct SweepBenchmark {
  static let script = "Sources/Benchmarks/peers/sweep.py"
  static let runs = 100
  static let (dimension, samples, steps) = (500, 2000, 200)
  static let rounds = 3

  static var title: String {
    "\(runs) runs, d = \(dimension), n = \(samples), \(steps) steps, quad, design included"
  }

  static func lines(backend: Backend?) -> [String] {
    let numbers = [runs, dimension, samples, steps].map { "\($0)" }
    let peers = [1, 2].map { threads in
      backend?.peer(script, [backend?.word ?? "", "\(threads)"] + numbers, threads: 1)
    }
    var times = [Comparison(), Comparison()]
    for _ in 0..<rounds {
      for (place, threads) in [1, 2].enumerated() {
        var risks: [Double] = []
        times[place].ours.append(seconds { risks = sweep(threads: threads) })
        guard let answer = peers[place]?.ask("run") else { continue }
        let numbers = answer.split(separator: " ").compactMap { Double($0) }
        let own = BatchMean(of: risks)
        guard numbers.count == 3 else { return ["the peer answers: \(answer)"] }
        let error = ((own.standardError ?? 0) * (own.standardError ?? 0) + numbers[2] * numbers[2])
          .squareRoot()
        guard abs(own.value - numbers[1]) <= 4 * error else {
          return ["the peer computes something else: \(own.value), \(numbers[1]) ± \(error)"]
        }
        times[place].theirs.append(numbers[0] * 1e-9)
      }
    }
    return [1, 2].enumerated().map { place, threads in
      var words = [
        "\(threads) thread\(threads > 1 ? "s" : " ")",
        "\(decimal(median(times[place].ours), 2)) s".leftPadded(to: 9),
      ]
      words += times[place].words(backend?.name ?? "")
      if threads == 2 {
        words.append(
          "× \(decimal(median(times[0].ours) / median(times[1].ours), 2)) of one thread")
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

  private static let seeds = 10

  static var companyTitle: String {
    "\(runs) runs of \(seeds) seeds, otherwise the same; those of a seed one by one, or together"
  }

  /// Step sizes differ between the runs of a seed.
  static func companyLines() -> [String] {
    var times: [[Double]] = [[], [], []]
    for _ in 0..<rounds {
      var risks: [[Double]] = [[], [], []]
      for (place, (threads, together)) in [(1, false), (1, true), (2, true)].enumerated() {
        times[place].append(
          seconds { risks[place] = company(threads: threads, together: together) })
      }
      guard risks[0] == risks[1], risks[0] == risks[2] else { return ["the risks differ"] }
    }
    let medians = times.map(median)
    func line(_ name: String, _ time: Double) -> String {
      name.padded(to: 22) + "\(decimal(time, 2)) s".leftPadded(to: 9)
    }
    return [
      line("one by one, 1 thread", medians[0]),
      line("together, 1 thread", medians[1])
        + "  × \(decimal(medians[0] / medians[1], 2)) of one by one",
      line("together, 2 threads", medians[2])
        + "  × \(decimal(medians[1] / medians[2], 2)) of one thread",
    ]
  }

  /// Final training risks, seed by seed.
  private static func company(threads: Int, together: Bool) -> [Double] {
    let problem = GradientBenchmark.problem(neurons: 1)
    let each = runs / seeds
    return concurrentMap(count: seeds, threads: threads) { index -> [Double] in
      let inputs = DenseDesign.inputs(
        .gaussian, dimension: dimension, samples: samples, seed: index + 1, precision: .double)
      let all = (0..<each).map { place in
        CompanionRuns.Run(
          GradientDescent(
            problem: problem, stepSize: 0.05 + 0.01 * Double(place), steps: steps),
          on: DenseDesign(problem: problem, drawn: inputs, seed: index + 1), seed: index + 1,
          at: [steps])
      }
      var risks = [Double](repeating: .nan, count: each)
      for group in together ? [Array(0..<each)] : (0..<each).map({ [$0] }) {
        CompanionRuns(group.map { all[$0] }).run(
          isCancelled: { _ in false }, observe: { risks[group[$0]] = $1.trainRisk },
          ended: { _, _ in })
      }
      return risks
    }.flatMap { $0 }
  }
}
