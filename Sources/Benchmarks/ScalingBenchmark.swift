import Model
import Numerics
import Simulation
import Theory

/// How this project's own times grow in d, in T and with cores; each against what theory says.
enum ScalingBenchmark {
  static let rounds = 5

  /// A gradient step reads n·d numbers once: time per number at growing d, δ = 4.
  static func dimensionLines() -> [String] {
    [250, 500, 1000, 2000, 4000].map { dimension in
      let problem = GradientBenchmark.problem(neurons: 1)
      let design = DenseDesign(
        problem: problem, dimension: dimension, samples: 4 * dimension, seed: 1)
      let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
        .initialParameters(dimension: dimension, seed: 1)
      let times = [1, 2].map { threads -> Double in
        var risk = EmpiricalRisk(on: design, threads: threads)
        let repeats = max(1, 4_000_000 / (dimension * dimension))
        return median(
          (0..<rounds).map { _ in
            seconds { for _ in 0..<repeats { _ = risk.evaluate(at: parameters) } }
              / Double(repeats)
          })
      }
      let numbers = Double(4 * dimension * dimension)
      return [
        "d = \(dimension)".padded(to: 9),
        "\(decimal(times[0] * 1e3, 2)) ms a step".leftPadded(to: 17),
        "\(decimal(times[0] / numbers * 1e9, 3)) ns a number",
        "two threads × \(decimal(times[0] / times[1], 2))",
      ].joined(separator: "  ")
    }
  }

  /// The mean field's step t costs n·t: the whole grows as T².
  static func stepLines() -> [String] {
    var last: Double?
    return [75, 150, 300].map { steps in
      let time = median(
        (0..<3).map { _ in
          seconds {
            _ = try? MeanFieldBenchmark.field.estimates(at: [steps], batches: 0..<4, threads: 2)
          }
        })
      defer { last = time }
      let growth = last.map { "  × \(decimal(time / $0, 2)) for twice the steps" } ?? ""
      return "T = \(steps)".padded(to: 9) + "\(decimal(time, 2)) s".leftPadded(to: 9) + growth
    }
  }
}
