import Model

/// A problem with defaults for what a test does not care about.
func meanFieldProblem(
  _ target: String, noise: Double = 0, activation: String = "quad", secondLayer: [Double] = [1],
  loss: Loss = .pseudoHuber(1), ridge: Double = 0
) -> Problem {
  Problem(
    target: try! Target(target), noise: noise,
    network: Network(
      activation: Activation(activation)!, secondLayer: secondLayer, loss: loss, ridge: ridge))
}
