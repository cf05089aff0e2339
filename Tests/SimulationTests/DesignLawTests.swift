import Model
import Numerics
import Simulation
import Statistics
import Testing

/// Two-sample Kolmogorov–Smirnov tests between 200 runs on either design, with fixed seeds.
///
/// Five quantities of four problems are 20 tests: one in 20 000 each makes the family raise an alarm
/// in one of a thousand repetitions with other seeds, at most.
@Suite("The law of implicit and dense designs", .serialized)
struct DesignLawTests {
  struct Case: Sendable, CustomStringConvertible {
    let target: String
    let activation: String
    let second: [Double]
    let stepSize: Double
    var description: String { "\(target) \(activation) m=\(second.count)" }
  }

  static let cases = [
    Case(target: "z1^2", activation: "quad", second: [1], stepSize: 0.1),
    Case(target: "z1^2", activation: "gelu", second: [1.5, 1], stepSize: 0.3),
    Case(target: "z1+z2^2-1", activation: "gelu", second: [1], stepSize: 0.3),
    Case(target: "z1+z2^2-1", activation: "gelu", second: [1.5, -1.5], stepSize: 0.3),
  ]
  static let seeds = 200
  static let level = 1e-3 / 20
  static let samples = 240
  static let steps = 40
  static let names = ["train risk", "norm", "overlap", "escape time", "λ_min"]

  /// By quantity, a value for each seed.
  private func quantities(
    _ task: Case, implicit: Bool, dimension d: Int = 48
  ) throws -> [[Double]] {
    let problem = problem(task.target, activation: task.activation, secondLayer: task.second)
    let descent = GradientDescent(problem: problem, stepSize: task.stepSize, steps: Self.steps)
    let n = Self.samples
    let all = try concurrentMap(count: Self.seeds, threads: 2) { seed in
      var states: [any RunState] = []
      let lowest: Double
      if implicit {
        let design = ImplicitDesign(problem: problem, dimension: d, samples: n, seed: seed)
        _ = descent.run(on: design, seed: seed, at: Array(0...Self.steps)) { states.append($0) }
        lowest = try states[Self.steps].iterativeSpectrum(
          lowest: 1, highest: 0, probes: 0, quadratureSteps: 0, limit: 600, seed: seed, threads: 1
        ).lowest[0].value
      } else {
        let design = DenseDesign(problem: problem, dimension: d, samples: n, seed: seed)
        var last: State?
        _ = descent.run(on: design, seed: seed, at: Array(0...Self.steps)) {
          states.append($0)
          last = $0
        }
        lowest = try EmpiricalHessian(of: #require(last)).spectrum(lowest: 1, highest: 0).values[0]
      }
      // Where the overlap first is twice what a random span has on average.
      let level = 2 * Double(task.second.count) / Double(d)
      let escape = states.firstIndex { $0.orderParameters.subspaceOverlap > level }
      let end = states[Self.steps].orderParameters
      return [
        states[Self.steps].trainRisk, end.norms[0], end.signedOverlaps[0].last ?? .nan,
        Double(escape ?? Self.steps + 1), lowest,
      ]
    }
    #expect(all.allSatisfy { $0.allSatisfy(\.isFinite) })
    return Self.names.indices.map { index in all.map { $0[index] } }
  }

  @Test("risk, norm, overlap, escape time and λ_min have one law", arguments: cases)
  func sameLaw(task: Case) throws {
    let dense = try quantities(task, implicit: false)
    let implicit = try quantities(task, implicit: true)
    for (index, name) in Self.names.enumerated() {
      let test = KolmogorovSmirnov(dense[index], implicit[index])
      #expect(test.pValue > Self.level, "\(name)")
    }
  }

  /// The same n with d one sixth less.
  @Test("another dimension is told apart")
  func power() throws {
    let dense = try quantities(Self.cases[3], implicit: false)
    let other = try quantities(Self.cases[3], implicit: true, dimension: 40)
    let values = Self.names.indices.map { KolmogorovSmirnov(dense[$0], other[$0]).pValue }
    #expect(values.contains { $0 < Self.level })
  }
}
