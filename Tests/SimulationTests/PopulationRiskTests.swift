import Model
import Numerics
import Simulation
import Testing

@Suite("Population risk")
struct PopulationRiskTests {
  /// E ½q² for q = vᵀMv, v Gaussian with covariance C: ½((tr MC)² + 2 tr MCMC).
  private func quadraticForm(_ weights: [Double], covariance: [[Double]]) -> Double {
    var (trace, square) = (0.0, 0.0)
    for i in weights.indices {
      trace += weights[i] * covariance[i][i]
      for j in weights.indices {
        square += weights[i] * covariance[i][j] * weights[j] * covariance[j][i]
      }
    }
    return (trace * trace + 2 * square) / 2
  }

  private func order(neurons: Int, latents: Int) -> OrderParameters {
    let random = CounterRandom(seed: 2, stream: 0)
    let rows = Matrix(rows: (0..<neurons).map { random.normals(6, row: $0).map { 0.4 * $0 } })
    var directions = Matrix(rows: latents, columns: 6)
    for latent in 0..<latents { directions[latent, latent] = 1 }
    return OrderParameters(parameters: rows, directions: directions)
  }

  @Test("quadrature meets the closed form of quad with square loss", arguments: [1, 2, 3])
  func closedForm(neurons: Int) {
    let second = [1.2, -0.7, 0.4].prefix(neurons)
    let order = order(neurons: neurons, latents: 1)
    let covariance =
      zip(order.gram, order.overlap).map { $0 + $1 }
      + [order.overlap.map { $0[0] } + [1]]
    let expected = quadraticForm(Array(second) + [-1], covariance: covariance)
    let risk = PopulationRisk(of: problem(secondLayer: Array(second), loss: .square))
    let tolerance: Double
    switch risk.method {
    case .gaussHermite: tolerance = 1e-12
    case .lattice: tolerance = 2e-3
    }
    #expect((risk.method == .lattice(points: 1 << 17)) == (neurons == 3))
    #expect(abs(risk(order) / expected - 1) < tolerance)
    #expect(
      abs(
        PopulationRisk(of: risk.problem, by: .lattice(points: 1 << 17))(order) / expected - 1)
        < 2e-3)
  }

  @Test("noise s adds s²/2 to a square loss, as eps does")
  func noise() {
    let order = order(neurons: 1, latents: 1)
    let clean = PopulationRisk(of: problem(loss: .square))(order)
    let noisy = PopulationRisk(of: problem(noise: 0.8, loss: .square))(order)
    let named = PopulationRisk(of: problem("z1^2 + 0.8*eps", loss: .square))(order)
    #expect(abs(noisy - clean - 0.32) < 1e-11)
    #expect(abs(named - clean - 0.32) < 1e-11)
  }

  struct Case: Sendable {
    let target: String
    var noise = 0.0
    let activation: String
    let secondLayer: [Double]
  }

  static let cases = [
    Case(target: "z1^2", activation: "quad", secondLayer: [1]),
    Case(target: "z1^2", noise: 0.5, activation: "gelu", secondLayer: [1]),
    Case(target: "abs(z1)", activation: "relu", secondLayer: [1]),
    Case(target: "z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5]),
    Case(target: "z1*z2+eps", noise: 0.2, activation: "tanh", secondLayer: [1, -1, 0.5]),
  ]

  /// Five standard errors of 40 000 fresh samples.
  @Test("it is the mean loss of a fresh sample", arguments: cases)
  func freshSample(the test: Case) {
    let problem = problem(
      test.target, noise: test.noise, activation: test.activation, secondLayer: test.secondLayer)
    let design = DenseDesign(problem: problem, dimension: 12, samples: 40_000, seed: 21)
    var parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: 12, seed: 21)
    // A trained state leans on the latent directions.
    for column in 0..<12 { parameters[0, column] += 0.6 * design.directions[0, column] }
    let network = problem.network
    let losses = (0..<design.samples).map { sample in
      let x = design.inputs.row(sample)
      let f = (0..<network.neurons).reduce(0.0) {
        $0 + network.secondLayer[$1]
          * network.activation.evaluate(inner(x, parameters.row($1))).value
      }
      return network.loss.evaluate(response: design.responses[sample], prediction: f).value
    }
    let (mean, error) = meanAndError(losses)
    let order = OrderParameters(parameters: parameters, directions: design.directions)
    #expect(abs(PopulationRisk(of: problem)(order) - mean) < 5 * error)
  }

  @Test("lattice and Gauss–Hermite agree on phase retrieval to 5e-5")
  func methodsAgree() {
    let problem = problem()
    let order = order(neurons: 1, latents: 1)
    let fine = PopulationRisk(of: problem, by: .gaussHermite(nodes: 300))(order)
    #expect(abs(PopulationRisk(of: problem)(order) - fine) < 5e-5)
    #expect(abs(PopulationRisk(of: problem, by: .lattice(points: 1 << 17))(order) - fine) < 5e-5)
  }
}
