import Model
import Simulation
import Testing

@Suite("Stochastic gradient descent")
struct MiniBatchTests {
  private let task = problem(activation: "gelu", secondLayer: [1, -1], ridge: 0.1)

  private func path(
    _ batches: MiniBatches?, design: DenseDesign, steps: Int, seed: Int = 1
  ) -> [State] {
    var states: [State] = []
    _ = GradientDescent(problem: task, stepSize: 0.2, steps: steps, batches: batches)
      .run(on: design, seed: seed, at: Array(0...steps)) { states.append($0) }
    return states
  }

  @Test("a batch of all samples is full-batch gradient descent")
  func full() {
    let design = DenseDesign(problem: task, dimension: 20, samples: 60, seed: 1)
    let whole = path(nil, design: design, steps: 4)
    let batched = path(MiniBatches(size: 60), design: design, steps: 4)
    for (a, b) in zip(whole, batched) {
      #expect(abs(a.trainRisk - b.trainRisk) < 1e-14)
      for neuron in 0..<2 {
        for (x, y) in zip(a.parameters.row(neuron), b.parameters.row(neuron)) {
          #expect(abs(x - y) < 1e-14)
        }
      }
    }
  }

  @Test("an epoch's steps add up to the gradient over all samples, to first order in η")
  func epoch() {
    let design = DenseDesign(problem: task, dimension: 12, samples: 48, seed: 2)
    let (eta, steps) = (1e-7, 6)
    var states: [State] = []
    _ = GradientDescent(
      problem: task, stepSize: eta, steps: steps, batches: MiniBatches(size: 8)
    ).run(on: design, seed: 5, at: [0, steps]) { states.append($0) }
    var risk = EmpiricalRisk(on: design)
    _ = risk.evaluate(at: states[0].parameters)
    for neuron in 0..<2 {
      for column in 0..<12 {
        let moved = states[1].parameters[neuron, column] - states[0].parameters[neuron, column]
        let expected = -eta * Double(steps) * risk.gradient[neuron, column]
        #expect(abs(moved - expected) < 1e-5 * eta)
      }
    }
  }

  /// Mean of B draws: variance (1/B) of one sample's with replacement, times (n − B)/(n − 1)
  /// without. 400 first steps, five standard errors of a variance.
  @Test(
    "the gradient's noise has the variance of its sampling",
    arguments: [MiniBatches.Sampling.epochs, .replacement])
  func variance(sampling: MiniBatches.Sampling) {
    let (n, size, count) = (40, 10, 400)
    let design = DenseDesign(problem: task, dimension: 6, samples: n, seed: 3)
    let start = GradientDescent(problem: task, stepSize: 1, steps: 0)
      .initialParameters(dimension: 6, seed: 9)
    var single: [Double] = []
    for sample in 0..<n {
      var risk = EmpiricalRisk(on: design, batch: 1)
      risk.select([sample])
      _ = risk.evaluate(at: start)
      single.append(risk.gradient[0, 0])
    }
    let mean = single.reduce(0, +) / Double(n)
    let spread = single.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    let correction = sampling == .epochs ? Double(n - size) / Double(n - 1) : 1
    let expected = spread / Double(size) * correction
    var draws: [Double] = []
    for seed in 0..<count {
      var selection = MiniBatchSelection(
        MiniBatches(size: size, sampling: sampling), of: n, seed: seed)
      var risk = EmpiricalRisk(on: design, batch: size)
      risk.select(selection.next())
      _ = risk.evaluate(at: start)
      draws.append(risk.gradient[0, 0] - mean)
    }
    let squares = meanAndError(draws.map { $0 * $0 })
    #expect(abs(squares.mean - expected) < 5 * squares.error)
    #expect(squares.error < 0.2 * expected)
    let average = meanAndError(draws)
    #expect(abs(average.mean) < 5 * average.error)
  }

  @Test("without replacement an epoch takes every sample once, in an order of its own")
  func epochs() {
    var selection = MiniBatchSelection(MiniBatches(size: 7), of: 22, seed: 1)
    let first = (0..<3).flatMap { _ in selection.next() }
    let second = (0..<3).flatMap { _ in selection.next() }
    for epoch in [first, second] {
      #expect(Set(epoch).count == 21 && epoch.allSatisfy { (0..<22).contains($0) })
    }
    #expect(first != second)
  }
}
