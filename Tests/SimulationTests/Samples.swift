import Model
import Numerics
import Simulation

/// A problem with defaults for what a test does not care about.
func problem(
  _ target: String = "z1^2", noise: Double = 0, activation: String = "quad",
  secondLayer: [Double] = [1], loss: Loss = .pseudoHuber(1), ridge: Double = 0
) -> Problem {
  Problem(
    target: try! Target(target), noise: noise,
    network: Network(
      activation: Activation(activation)!, secondLayer: secondLayer, loss: loss, ridge: ridge))
}

func inner(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

/// Mean and its standard error.
func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / Double(values.count - 1) / Double(values.count)).squareRoot())
}

/// A few samples, a penalty, neurons of mixed sign, and parameters whose pre-activations keep
/// away from every joint of the activation.
func smallCase(_ activation: Activation, _ loss: Loss) -> (DenseDesign, Matrix) {
  let problem = problem(
    "z1+z2^2-1", activation: activation.description, secondLayer: [1.3, -0.8], loss: loss,
    ridge: 0.17)
  let b = activation.name == "truncated-quad" ? activation.parameter : 0
  for seed in 1... {
    let design = DenseDesign(problem: problem, dimension: 5, samples: 9, seed: seed)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, radius: 1.2, steps: 0)
      .initialParameters(dimension: 5, seed: seed)
    let clear = (0..<2).allSatisfy { neuron in
      (0..<9).allSatisfy { sample in
        let u = abs(inner(design.inputs.row(sample), parameters.row(neuron)))
        return [0, b, 2 * b].allSatisfy { abs(u - $0) > 0.01 }
      }
    }
    if clear { return (design, parameters) }
  }
  fatalError("seeds do not run out")
}
