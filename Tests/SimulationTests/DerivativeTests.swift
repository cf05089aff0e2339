import Model
import Numerics
import Simulation
import Testing

private let activations =
  Activation.all + ["leaky-relu:0.3", "softplus:4", "truncated-quad:0.8"].map { Activation($0)! }
private let losses = [Loss.square, .pseudoHuber(0.7)]

@Suite("Gradient and Hessian")
struct DerivativeTests {
  /// R(Θ) term by term, from the definitions of theory section 1.
  private func risk(_ design: DenseDesign, _ parameters: Matrix) -> Double {
    let network = design.problem.network
    let losses = (0..<design.samples).map { sample in
      let f = (0..<network.neurons).reduce(0.0) { sum, neuron in
        let u = inner(design.inputs.row(sample), parameters.row(neuron))
        return sum + network.secondLayer[neuron] * network.activation.evaluate(u).value
      }
      return network.loss.evaluate(response: design.responses[sample], prediction: f).value
    }
    let squares = (0..<network.neurons).reduce(0.0) {
      $0 + inner(parameters.row($1), parameters.row($1))
    }
    return losses.reduce(0, +) / Double(design.samples) + network.ridge / 2 * squares
  }

  @Test("∇R is the derivative of R", arguments: activations, losses)
  func gradient(activation: Activation, loss: Loss) {
    let (design, parameters) = smallCase(activation, loss)
    var empirical = EmpiricalRisk(on: design)
    let value = empirical.evaluate(at: parameters)
    #expect(abs(value - risk(design, parameters)) < 1e-13 * (1 + value))
    let h = 1e-5
    for neuron in 0..<2 {
      for column in 0..<design.dimension {
        var (below, above) = (parameters, parameters)
        below[neuron, column] -= h
        above[neuron, column] += h
        let difference = (risk(design, above) - risk(design, below)) / (2 * h)
        #expect(abs(difference - empirical.gradient[neuron, column]) < 1e-7 * (1 + value))
      }
    }
  }

  @Test("∇²R is the derivative of ∇R, neuron-major", arguments: activations, losses)
  func hessian(activation: Activation, loss: Loss) {
    let (design, parameters) = smallCase(activation, loss)
    let hessian = EmpiricalHessian(on: design, at: parameters).matrix()
    let d = design.dimension
    var empirical = EmpiricalRisk(on: design)
    let scale = 1 + empirical.evaluate(at: parameters)
    let h = 1e-5
    for column in 0..<2 * d {
      var (below, above) = (parameters, parameters)
      below[column / d, column % d] -= h
      above[column / d, column % d] += h
      _ = empirical.evaluate(at: above)
      let high = empirical.gradient
      _ = empirical.evaluate(at: below)
      let low = empirical.gradient
      for row in column..<2 * d {
        let difference = (high[row / d, row % d] - low[row / d, row % d]) / (2 * h)
        #expect(abs(difference - hessian[row, column]) < 1e-6 * scale, "\(row), \(column)")
      }
    }
  }

  @Test("threads do not change a bit of gradient, risk or Hessian")
  func threads() {
    let problem = problem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5, 0.5])
    let design = DenseDesign(problem: problem, dimension: 150, samples: 1111, seed: 5)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: 150, seed: 5)
    var alone = EmpiricalRisk(on: design, threads: 1)
    let value = alone.evaluate(at: parameters)
    for threads in [2, 3] {
      var together = EmpiricalRisk(on: design, threads: threads)
      #expect(together.threads == threads)
      #expect(together.evaluate(at: parameters) == value)
      #expect(together.gradient == alone.gradient)
    }
    let hessian = EmpiricalHessian(on: design, at: parameters)
    #expect(hessian.matrix(threads: 1) == hessian.matrix(threads: 2))
  }

  /// Shapes around the kernels' tiles: rows of a block, groups of neurons, vectors of columns.
  @Test(
    "any number of samples, columns and neurons gives the gradient of the definition",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9], [(1, 3), (7, 8), (33, 17), (130, 40), (65, 600)])
  func shapes(neurons: Int, shape: (samples: Int, dimension: Int)) {
    let second = (0..<neurons).map { 1 - 0.4 * Double($0) }
    let problem = problem(activation: "tanh", secondLayer: second, loss: .square)
    let design = DenseDesign(
      problem: problem, dimension: shape.dimension, samples: shape.samples, seed: 2)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: shape.dimension, seed: 3)
    var empirical = EmpiricalRisk(on: design)
    let value = empirical.evaluate(at: parameters)
    #expect(abs(value - risk(design, parameters)) < 1e-13 * (1 + value))
    var expected = Matrix(rows: neurons, columns: shape.dimension)
    for sample in 0..<shape.samples {
      let x = design.inputs.row(sample)
      let at = (0..<neurons).map {
        problem.network.activation.evaluate(inner(x, parameters.row($0)))
      }
      let residual = zip(second, at).reduce(-design.responses[sample]) { $0 + $1.0 * $1.1.value }
      for neuron in 0..<neurons {
        let pull = residual * second[neuron] * at[neuron].slope / Double(shape.samples)
        for column in 0..<shape.dimension { expected[neuron, column] += pull * x[column] }
      }
    }
    for neuron in 0..<neurons {
      for (ours, theirs) in zip(empirical.gradient.row(neuron), expected.row(neuron)) {
        #expect(abs(ours - theirs) < 1e-13 * (1 + value))
      }
    }
  }
}
