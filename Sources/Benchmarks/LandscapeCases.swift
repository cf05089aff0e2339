import Model

extension LandscapeCheck {
  /// Phase retrieval by one neuron, y = z², pseudo-Huber c = 1: quad and GeLU at δ = 6 and 9.
  static func phaseRetrieval(dimension: Int) -> [LandscapeCheck] {
    [("quad", 0.1), ("gelu", 0.3)].flatMap { name, stepSize in
      [6.0, 9].map { delta in
        guard let target = try? Target("z1^2"), let activation = Activation(name) else {
          fatalError("the check's problem is not in the catalog")
        }
        return LandscapeCheck(
          name: "\(name) δ = \(decimal(delta, 0))",
          problem: Problem(
            target: target,
            network: Network(activation: activation, secondLayer: [1], loss: .pseudoHuber(1))),
          delta: delta, stepSize: stepSize, steps: [0, 30], hard: [[1]], dimension: dimension)
      }
    }
  }

  /// Two GeLU neurons on y = z₁ + z₂² − 1: no outlier along the hard z₂ at t = 0, then one emerges.
  static func twoStage(dimension: Int) -> LandscapeCheck {
    guard let target = try? Target("z1+z2^2-1"), let gelu = Activation("gelu") else {
      fatalError("the check's problem is not in the catalog")
    }
    return LandscapeCheck(
      name: "two GeLU δ = 8",
      problem: Problem(
        target: target,
        network: Network(activation: gelu, secondLayer: [1.5, -1.5], loss: .pseudoHuber(1))),
      delta: 8, stepSize: 0.3, steps: [0, 5, 40], hard: [[0, 1]], dimension: dimension)
  }
}
