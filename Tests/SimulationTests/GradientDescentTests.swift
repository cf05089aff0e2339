import Model
import Numerics
import Simulation
import Testing

@Suite("Gradient descent")
struct GradientDescentTests {
  @Test("Θ⁰ lies on its sphere, and a step is −η∇R")
  func oneStep() {
    let problem = problem(activation: "gelu", secondLayer: [1, -1], ridge: 0.1)
    let design = DenseDesign(problem: problem, dimension: 30, samples: 100, seed: 1)
    let method = GradientDescent(problem: problem, stepSize: 0.2, radius: 1.5, steps: 1)
    var states: [State] = []
    let end = method.run(on: design, seed: 9, at: [0, 1]) { states.append($0) }
    #expect(end == .finished && states.map(\.step) == [0, 1])
    var risk = EmpiricalRisk(on: design)
    #expect(risk.evaluate(at: states[0].parameters) == states[0].trainRisk)
    for neuron in 0..<2 {
      let start = states[0].parameters.row(neuron)
      #expect(abs(inner(start, start).squareRoot() - 1.5) < 1e-14)
      for column in 0..<30 {
        let moved = start[column] - 0.2 * risk.gradient[neuron, column]
        #expect(abs(states[1].parameters[neuron, column] - moved) < 1e-15)
      }
    }
  }

  /// For quad, square loss and y = z²: E∇R = 6‖θ‖²θ − 2θ − 4ρθ*, ρ = ⟨θ, θ*⟩. Five standard
  /// errors from ten designs.
  @Test("the first step of phase retrieval is that of the population on average")
  func populationStep() {
    let problem = problem(loss: .square)
    let method = GradientDescent(problem: problem, stepSize: 0.05, steps: 1)
    let deviations = (0..<10).map { seed in
      let design = DenseDesign(problem: problem, dimension: 10, samples: 20_000, seed: seed)
      var states: [State] = []
      _ = method.run(on: design, seed: seed, at: [0, 1]) { states.append($0) }
      let direction = design.directions.row(0)
      let (start, end) = (states[0].parameters.row(0), states[1].parameters.row(0))
      let before = inner(start, direction)
      // The norm is 1, so E∇R·θ* = 6ρ − 2ρ − 4ρ = 0: hard to begin with.
      let along = inner(end, direction) - before
      let radial = inner(end, start) - (1 - 0.05 * (4 - 4 * before * before))
      return (along, radial)
    }
    let (along, radial) = (
      meanAndError(deviations.map(\.0)), meanAndError(deviations.map(\.1))
    )
    #expect(abs(along.mean) < 5 * along.error && along.error < 0.01)
    #expect(abs(radial.mean) < 5 * radial.error && radial.error < 0.01)
  }

  @Test("a clamped direction keeps no overlap, and takes nothing else from the path")
  func clamped() {
    let problem = problem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5])
    let design = DenseDesign(problem: problem, dimension: 40, samples: 200, seed: 3)
    let hard = [0.6, 0.8]
    let vector = (0..<40).map { 0.6 * design.directions[0, $0] + 0.8 * design.directions[1, $0] }
    let method = GradientDescent(
      problem: problem, stepSize: 0.3, radius: 1.5, steps: 5, clamped: [hard])
    var states: [State] = []
    _ = method.run(on: design, seed: 4, at: Array(0...5)) { states.append($0) }
    for state in states {
      for neuron in 0..<2 {
        #expect(abs(inner(state.parameters.row(neuron), vector)) < 1e-14)
      }
    }
    for norm in states[0].orderParameters.norms { #expect(abs(norm - 1.5) < 1e-14) }
    // One step is −η∇R up to a multiple of the clamped direction.
    var risk = EmpiricalRisk(on: design)
    _ = risk.evaluate(at: states[1].parameters)
    for neuron in 0..<2 {
      let change = (0..<40).map { column in
        states[2].parameters[neuron, column] - states[1].parameters[neuron, column]
          + 0.3 * risk.gradient[neuron, column]
      }
      let along = inner(change, vector)
      #expect(abs(along) > 1e-3)
      for column in 0..<40 { #expect(abs(change[column] - along * vector[column]) < 1e-14) }
    }
  }

  @Test("without data forces the ridge shrinks Θ by 1 − ηλ a step")
  func shrinkage() {
    let problem = problem(secondLayer: [0], ridge: 0.5)
    let design = DenseDesign(problem: problem, dimension: 8, samples: 16, seed: 2)
    var norms: [Double] = []
    _ = GradientDescent(problem: problem, stepSize: 0.1, steps: 3)
      .run(on: design, seed: 1, at: [3]) { norms = $0.orderParameters.norms }
    #expect(abs(norms[0] - 0.95 * 0.95 * 0.95) < 1e-14)
  }

  @Test("threads do not change a bit of the path")
  func threads() {
    let problem = problem(activation: "silu", secondLayer: [1, -0.5])
    let design = DenseDesign(problem: problem, dimension: 200, samples: 700, seed: 3)
    let method = GradientDescent(problem: problem, stepSize: 0.2, steps: 20)
    let ends = [1, 2].map { threads in
      var end: Matrix?
      _ = method.run(on: design, seed: 3, at: [20], threads: threads) { end = $0.parameters }
      return end
    }
    #expect(ends[0] != nil && ends[0] == ends[1])
  }

  @Test("too long a step diverges and says when")
  func divergence() {
    let problem = problem(loss: .square)
    let design = DenseDesign(problem: problem, dimension: 20, samples: 80, seed: 1)
    let method = GradientDescent(problem: problem, stepSize: 10, steps: 1000)
    var last = -1
    let end = method.run(on: design, seed: 1, at: Array(0...1000)) { last = $0.step }
    guard case .diverged(let step) = end else {
      Issue.record("it ended as \(end)")
      return
    }
    #expect(step == last + 1 && step < 20)
  }

  @Test("a run can be cancelled between steps")
  func cancellation() {
    let problem = problem()
    let design = DenseDesign(problem: problem, dimension: 20, samples: 40, seed: 1)
    var seen = 0
    let end = GradientDescent(problem: problem, stepSize: 0.1, steps: 100).run(
      on: design, seed: 1, at: Array(0...100), isCancelled: { seen == 5 },
      observe: { _ in seen += 1 })
    #expect(end == .cancelled && seen == 5)
  }
}
