import Directives
import Model
import Simulation

/// The options every experiment on a network shares, declared once.
enum ModelOptions {
  static let target = Option.axis(
    "target", .target, default: squareTarget,
    help: """
      The response y as an expression in the latent variables z1…zk and the noise eps ~ N(0, 1): \
      z1^2, abs(z1), z1*z2, z1+z2^2-1, or any other.
      """)
  static let noise = Option.numericAxis(
    "noise", .number(from: 0, to: 1000), default: [0],
    help: "Standard deviation of Gaussian noise added to the response.")
  static let activation = Option.axis(
    "activation", .activation, default: quad,
    help: "The activation σ of the hidden neurons; `scarp list activations` shows them.")
  static let loss = Option.axis(
    "loss", .loss, default: .pseudoHuber(1), help: "The loss ℓ(y, f) of one sample.")
  static let neurons = Option.single(
    "neurons", .integer(from: 1, to: 256), default: 1, help: "Number m of hidden neurons.")
  static let secondLayer = Option.list(
    "second-layer", .number(from: -1000, to: 1000), default: [1],
    help: """
      The fixed second layer a of f(x) = Σ a_j σ(⟨θ_j, x⟩): one number for every neuron, or a list \
      of m.
      """)
  static let radius = Option.numericAxis(
    "radius", .number(above: 0, to: 1000), default: [1],
    help: "Radius r₀ of the sphere from which each neuron starts.")
  static let ridge = Option.numericAxis(
    "ridge", .number(from: 0, to: 1000), default: [0], help: "Ridge penalty λ of (λ/2)‖Θ‖².")
  static let dimension = dimension(default: [500])
  static func dimension(default values: [Int]) -> Option<[Int]> {
    Option.numericAxis(
      "d", .integer(from: 2, to: 1_000_000), default: values, help: "Dimension d of the inputs.")
  }
  static func delta(
    default values: [Double] = [6], help: String? = nil
  ) -> Option<[Double]> {
    Option.numericAxis(
      "delta", .number(from: 1e-6, to: 10_000), default: values,
      help: help ?? "Samples per dimension δ = n/d; n is δd rounded.")
  }
  static let steps = steps(default: 2500)
  static func steps(default count: Int) -> Option<Int> {
    Option.single(
      "steps", .integer(from: 0, to: 10_000_000), default: count,
      help: "Number of gradient steps.")
  }
  static let data = Option.axis(
    "data", .data, default: .gaussian,
    help: """
      The law of the inputs, standardised; `scarp list data` shows them. Where the theory is not \
      for it, none is drawn and the report says why.
      """)
  static let labels = Option.axis(
    "labels", .labels, default: .true,
    help: """
      `permuted` trains on responses in a random order, so that nothing can be learned: what a \
      claim is held against. The population risk stays that of the true law.
      """)
  static let batch = Option.axis(
    "batch", .batchSize, default: .full,
    help: """
      Samples B of each step's gradient: `full` for all of them, a number for stochastic gradient \
      descent. The training risk is of all samples all the same.
      """)
  static let batchSampling = Option.axis(
    "batch-sampling", .sampling, default: .epochs,
    help: """
      How mini-batches are drawn: `epochs` cuts a new random order of all samples into batches, a \
      remainder left out; `replacement` draws every sample from all of them.
      """)
  static let precision = Option.axis(
    "precision", .precision, default: .double,
    help: """
      How the entries of X are kept: `single` takes half the memory and rounds them to f32; all \
      arithmetic is f64.
      """)

  static let design = Option.single(
    "design", .design, default: .auto,
    help: """
      Whether X is held: `dense` holds it; `implicit` draws products with it as they are asked for, \
      which has the same law for Gaussian inputs and takes memory for as many columns as there are \
      steps × neurons; `auto` takes `implicit` where X is above 1 GiB and the other way costs less.
      """)

  /// The options in the order of the reference page, around an experiment's own.
  static func all(
    delta: Option<[Double]>, dimension: Option<[Int]> = dimension
  ) -> [any AnyOption] {
    [
      target, noise, data, labels, activation, loss, neurons, secondLayer, StepSizes.option, radius,
      ridge,
      batch, batchSampling, precision, design, dimension, delta, Seeds.option,
    ]
  }

  /// The same for theory, which has neither dimension nor seeds.
  static func limit(delta: Option<[Double]>?) -> [any AnyOption] {
    let network: [any AnyOption] = [
      target, noise, activation, loss, neurons, secondLayer, StepSizes.option, radius, ridge,
    ]
    return delta.map { network + [$0] } ?? network
  }

  private static let squareTarget: Target = {
    guard let target = try? Target("z1^2") else { preconditionFailure("z1^2 is a target") }
    return target
  }()

  private static let quad: Activation = {
    guard let quad = Activation("quad") else { preconditionFailure("quad is an activation") }
    return quad
  }()
}
