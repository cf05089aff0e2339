import Model
import Numerics

/// E ℓ(y, f(x; Θ)) over a fresh sample, from Q = ΘᵀΘ and B = ΘᵀΘ* alone, theory section 8.
///
/// Given z, the pre-activations are u = Bz + Lw with LLᵀ = Q − BBᵀ and w ~ N(0, I_m). Nodes for
/// (z, w, eps, ξ) and the responses at them are prepared once. Measured with the pseudo-Huber loss:
/// Gauss–Hermite errs by 3·10⁻⁵ at most for quad and GeLU in two and three dimensions, the lattice
/// by 10⁻⁵ to 10⁻⁴ in two to four, kinks included.
public struct PopulationRisk: Sendable {
  public let problem: Problem
  /// How the expectation is taken.
  public let method: Method
  private let latents: [[Double]]
  private let innovations: [[Double]]
  private let responses: [Double]
  /// Empty: equal weights.
  private let weights: [Double]

  public enum Method: Sendable, Hashable {
    /// A tensor product of Gauss–Hermite rules with this many nodes a dimension.
    case gaussHermite(nodes: Int)
    /// This many points of a fixed lattice.
    case lattice(points: Int)
  }

  public init(of problem: Problem) {
    let (k, m) = (problem.latentDimension, problem.network.neurons)
    let dimension =
      k + m + (problem.target.usesNoise ? 1 : 0) + (problem.noise > 0 ? 1 : 0)
    let smooth = problem.target.isSmooth && problem.network.activation.isSmooth
    self.init(
      of: problem,
      by: smooth && dimension <= 3
        ? .gaussHermite(nodes: dimension <= 2 ? 80 : 40) : .lattice(points: 1 << 17))
  }

  public init(of problem: Problem, by method: Method) {
    let (k, m) = (problem.latentDimension, problem.network.neurons)
    let usesNoise = problem.target.usesNoise
    let dimension = k + m + (usesNoise ? 1 : 0) + (problem.noise > 0 ? 1 : 0)
    let coordinates: [[Double]]
    switch method {
    case .gaussHermite(let nodes):
      (coordinates, weights) = tensorRule(nodes: nodes, dimension: dimension)
    case .lattice(let points):
      coordinates = NormalLattice(points: points).coordinates(dimension: dimension)
      weights = []
    }
    self.problem = problem
    self.method = method
    latents = Array(coordinates[..<k])
    innovations = Array(coordinates[k..<k + m])
    responses = problem.responses(
      latents: latents, eps: usesNoise ? coordinates[k + m] : [],
      disturbance: problem.noise > 0 ? coordinates[dimension - 1] : [])
  }

  /// The population risk, without the ridge.
  public func callAsFunction(_ order: OrderParameters) -> Double {
    var sum = 0.0
    visit(order) { workspace, range in
      sum += workspace.loss(responses: responses, weights: weights, range: range)
    }
    return weights.isEmpty ? sum / Double(responses.count) : sum
  }

  /// The correlation of predictions with responses, 0 where either is constant.
  public func correlation(_ order: OrderParameters) -> Double {
    var moments = CorrelationMoments()
    visit(order) { workspace, range in
      for (place, index) in range.enumerated() {
        moments.add(
          workspace.prediction[place], responses[index],
          weight: weights.isEmpty ? 1 : weights[index])
      }
    }
    return moments.correlation
  }

  /// Hands on the predictions at one block of nodes after another.
  private func visit(
    _ order: OrderParameters, _ body: (inout PopulationBlock, Range<Int>) -> Void
  ) {
    precondition(order.latents == latents.count && order.neurons == innovations.count)
    let factor = order.conditionalFactor
    let block = 2048
    var workspace = PopulationBlock(network: problem.network, capacity: block)
    for start in stride(from: 0, to: responses.count, by: block) {
      let range = start..<min(start + block, responses.count)
      workspace.begin()
      for neuron in 0..<order.neurons {
        workspace.addNeuron(
          neuron, range: range,
          terms: zip(order.overlap[neuron], latents).map { ($0, $1) }
            + zip(factor[neuron][...neuron], innovations).map { ($0, $1) })
      }
      body(&workspace, range)
    }
  }
}

/// Pre-activations, predictions and losses at a block of nodes.
private struct PopulationBlock {
  let network: Network
  var u: [Double]
  var value: [Double]
  var slope: [Double]
  var curvature: [Double]
  var prediction: [Double]

  init(network: Network, capacity: Int) {
    self.network = network
    u = [Double](repeating: 0, count: capacity)
    (value, slope, curvature, prediction) = (u, u, u, u)
  }

  mutating func begin() {
    for index in prediction.indices { prediction[index] = 0 }
  }

  /// f += a_j σ(u_j), u_j a combination of node coordinates.
  mutating func addNeuron(_ neuron: Int, range: Range<Int>, terms: [(Double, [Double])]) {
    let count = range.count
    for index in 0..<count { u[index] = 0 }
    for (coefficient, coordinates) in terms where coefficient != 0 {
      for index in 0..<count {
        u[index] += coefficient * coordinates[range.lowerBound + index]
      }
    }
    network.activation.evaluate(u, value: &value, slope: &slope, curvature: nil, count: count)
    let weight = network.secondLayer[neuron]
    for index in 0..<count { prediction[index] += weight * value[index] }
  }

  mutating func loss(responses: [Double], weights: [Double], range: Range<Int>) -> Double {
    let count = range.count
    responses.withUnsafeBufferPointer {
      network.loss.evaluate(
        responses: $0.baseAddress! + range.lowerBound, predictions: prediction, value: &value,
        slope: &slope, curvature: &curvature, count: count)
    }
    var sum = 0.0
    if weights.isEmpty {
      for index in 0..<count { sum += value[index] }
    } else {
      for index in 0..<count { sum += weights[range.lowerBound + index] * value[index] }
    }
    return sum
  }
}

/// Nodes by coordinate and weights of a product of Gauss–Hermite rules; weights below 10⁻²⁰ are
/// left out.
private func tensorRule(
  nodes: Int, dimension: Int
) -> (coordinates: [[Double]], weights: [Double]) {
  let rule = GaussHermite(nodes: nodes)
  var points: [[Double]] = [[]]
  var weights = [1.0]
  for _ in 0..<dimension {
    var (longer, products): ([[Double]], [Double]) = ([], [])
    for (point, weight) in zip(points, weights) {
      for (node, share) in zip(rule.nodes, rule.weights) where weight * share > 1e-20 {
        longer.append(point + [node])
        products.append(weight * share)
      }
    }
    (points, weights) = (longer, products)
  }
  return ((0..<dimension).map { axis in points.map { $0[axis] } }, weights)
}
