import Model
import Numerics
import Simulation
import Testing

@Suite("Runs side by side on one X")
struct CompanionRunTests {
  private struct Case {
    let target: String
    let activation: String
    let secondLayer: [Double]
    let ridge: Double
    let stepSize: Double
    let samples: Int
    let steps: Int
  }

  /// Targets, networks, step sizes, n and T differ; one of them diverges.
  private static let cases = [
    Case(
      target: "z1^2", activation: "quad", secondLayer: [1], ridge: 0, stepSize: 0.1, samples: 300,
      steps: 12),
    Case(
      target: "z1^2", activation: "gelu", secondLayer: [1], ridge: 0.1, stepSize: 0.3,
      samples: 2117, steps: 12),
    Case(
      target: "z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5, 0.5], ridge: 0,
      stepSize: 0.3, samples: 1000, steps: 7),
    Case(
      target: "z1^2+0.1*eps", activation: "quad", secondLayer: [1], ridge: 0, stepSize: 40,
      samples: 300, steps: 12),
    Case(
      target: "z1*z2", activation: "tanh", secondLayer: [1, -1], ridge: 0, stepSize: 0.2,
      samples: 50, steps: 12),
  ]

  @Test(
    "each has the bits it has alone, whatever stands beside it",
    arguments: [DataLaw.gaussian, .rademacher], Precision.allCases)
  func bits(data: DataLaw, precision: Precision) {
    let reported = [0, 3, 12]
    func descent(_ row: Case) -> GradientDescent {
      GradientDescent(
        problem: problem(
          row.target, activation: row.activation, secondLayer: row.secondLayer, ridge: row.ridge),
        stepSize: row.stepSize, steps: row.steps)
    }
    var alone: [[State]] = []
    var ends: [GradientDescent.Termination] = []
    for row in Self.cases {
      let descent = descent(row)
      let design = DenseDesign(
        problem: descent.problem, data: data, dimension: 45, samples: row.samples, seed: 3,
        precision: precision)
      var states: [State] = []
      ends.append(descent.run(on: design, seed: 3, at: reported, threads: 2) { states.append($0) })
      alone.append(states)
    }
    #expect(ends[3] != .finished && ends[0] == .finished)

    let inputs = DenseDesign.inputs(
      data, dimension: 45, samples: 2117, seed: 3, precision: precision)
    let runs = Self.cases.map { row in
      let descent = descent(row)
      return CompanionRuns.Run(
        descent,
        on: DenseDesign(
          problem: descent.problem, drawn: inputs.prefix(row.samples), seed: 3),
        seed: 3, at: reported)
    }
    for chosen in [[0, 1, 2, 3, 4], [4, 1], [2]] {
      var together = [[State]](repeating: [], count: Self.cases.count)
      var ended: [Int: GradientDescent.Termination] = [:]
      CompanionRuns(chosen.map { runs[$0] }).run(
        isCancelled: { _ in false }, observe: { together[chosen[$0]].append($1) },
        ended: { ended[chosen[$0]] = $1 })
      for run in chosen {
        #expect(ended[run] == ends[run])
        #expect(together[run].map(\.step) == alone[run].map(\.step))
        for (state, other) in zip(together[run], alone[run]) {
          #expect(state.trainRisk == other.trainRisk)
          #expect(state.parameters == other.parameters)
          #expect(state.design.responses == other.design.responses)
        }
      }
    }
  }

  @Test("one that is cancelled leaves the others to go on")
  func cancellation() {
    let task = problem("z1^2")
    let inputs = DenseDesign.inputs(
      .gaussian, dimension: 20, samples: 200, seed: 1, precision: .double)
    let descent = GradientDescent(problem: task, stepSize: 0.1, steps: 9)
    let runs = [100, 200].map {
      CompanionRuns.Run(
        descent, on: DenseDesign(problem: task, drawn: inputs.prefix($0), seed: 1), seed: 1,
        at: Array(0...9))
    }
    var seen = [0, 0]
    var ended: [Int: GradientDescent.Termination] = [:]
    CompanionRuns(runs).run(
      isCancelled: { $0 == 1 && seen[1] == 4 }, observe: { run, _ in seen[run] += 1 },
      ended: { ended[$0] = $1 })
    #expect(ended == [0: .finished, 1: .cancelled])
    #expect(seen == [10, 4])
  }
}
