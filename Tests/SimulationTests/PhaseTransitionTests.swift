import Model
import Numerics
import Simulation
import Testing

@Suite("Learning phase retrieval")
struct PhaseTransitionTests {
  private func success(_ delta: Double, seed: Int) -> Bool {
    let problem = problem()
    let design = DenseDesign(
      problem: problem, dimension: 200, samples: Int(200 * delta), seed: seed)
    var overlap = 0.0
    _ = GradientDescent(problem: problem, stepSize: 0.1, steps: 1500)
      .run(on: design, seed: seed, at: [1500]) { overlap = $0.orderParameters.subspaceOverlap }
    return overlap > 0.5
  }

  @Test("quad succeeds at δ = 8 and fails at δ = 1.5 (d = 200, 1500 steps)")
  func cliff() {
    let above = concurrentMap(count: 8, threads: 2) { success(8, seed: $0) }
    let below = concurrentMap(count: 8, threads: 2) { success(1.5, seed: $0) }
    #expect(above.count { $0 } >= 7)
    #expect(below.count { $0 } == 0)
  }

  struct Reference: Sendable {
    let activation: String
    let delta: Double
    let stepSize: Double
    /// Value and standard error at step 10.
    let train: (Double, Double)
    let population: (Double, Double)
    let norm: (Double, Double)
  }

  /// Mean-field values of an independent implementation, hard direction clamped.
  static let references = [
    Reference(
      activation: "quad", delta: 3, stepSize: 0.1, train: (0.40689, 0.00098),
      population: (0.63226, 0.00097), norm: (0.79805, 0.00069)),
    Reference(
      activation: "quad", delta: 6, stepSize: 0.1, train: (0.48161, 0.00118),
      population: (0.5902, 0.00089), norm: (0.70882, 0.00064)),
    Reference(
      activation: "gelu", delta: 4, stepSize: 0.3, train: (0.51313, 0.00124),
      population: (0.61006, 0.00078), norm: (0.99049, 0.00076)),
  ]

  /// Within four combined standard errors.
  @Test("ten steps at d = 1500 are those of the mean field", arguments: references)
  func meanField(reference: Reference) {
    let problem = problem(activation: reference.activation)
    let population = PopulationRisk(of: problem)
    let method = GradientDescent(problem: problem, stepSize: reference.stepSize, steps: 10)
    let runs = concurrentMap(count: 8, threads: 2) { seed in
      let design = DenseDesign(
        problem: problem, dimension: 1500, samples: Int(1500 * reference.delta), seed: seed)
      var seen: Observables?
      _ = method.run(on: design, seed: seed, at: [10]) {
        seen = Observables(of: $0, populationRisk: population)
      }
      return seen!
    }
    for (values, (expected, error)) in [
      (runs.map(\.trainRisk), reference.train), (runs.map(\.populationRisk), reference.population),
      (runs.map { $0.norms[0] }, reference.norm),
    ] {
      let here = meanAndError(values)
      let combined = (here.error * here.error + error * error).squareRoot()
      #expect(abs(here.mean - expected) < 4 * combined, "\(here) against \(expected)")
      #expect(here.error < 0.01)
    }
  }
}
