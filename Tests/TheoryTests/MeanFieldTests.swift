import Model
import Testing
import Theory

@Suite("Mean field")
struct MeanFieldTests {
  /// u = θᵀx and z are independent normals: E g u = 4, E g² = 48, R = 2 for quad and square loss.
  @Test("the first step of quad on z² with square loss is known in closed form")
  func firstStep() throws {
    let (delta, stepSize, ridge) = (5.0, 0.05, 0.2)
    let field = MeanField(
      problem: meanFieldProblem("z1^2", loss: .square, ridge: ridge), delta: delta,
      stepSize: stepSize, samples: 40_000, hard: [[1]])
    let runs = try field.measurements(at: [0, 1], batches: 0..<10, threads: 2) {
      ($0.trainRisk, $0.gram[0][0])
    }
    let risk = BatchMean(of: runs.map { $0[0].0 })
    #expect(abs(risk.value - 2 - ridge / 2) < 4 * risk.standardError!)
    // Along θ the gradient is E gu + λ; across it its squared length is E g²/δ.
    let along = 1 - stepSize * (4 + ridge)
    let expected = along * along + stepSize * stepSize * 48 / delta
    let square = BatchMean(of: runs.map { $0[1].1 })
    #expect(abs(square.value - expected) < 4 * square.standardError!)
    #expect(square.standardError! < 0.01)
  }

  @Test("threads do not change a bit")
  func threads() throws {
    let field = MeanField(
      problem: meanFieldProblem(
        "z1+z2^2-1+0.1*eps", noise: 0.2, activation: "gelu", secondLayer: [1, -1]), delta: 4,
      stepSize: 0.2, samples: 1000, hard: [[0, 1]])
    let one = try field.estimates(at: [0, 3, 12], batches: 3..<8)
    #expect(try field.estimates(at: [0, 3, 12], batches: 3..<8, threads: 4) == one)
    #expect(try field.estimates(at: [12], batches: 3..<8, threads: 2)[0] == one[2])
    #expect(try field.estimates(at: [12], batches: 4..<9)[0] != one[2])
  }

  @Test("runs at nearby δ share their random numbers")
  func commonNumbers() throws {
    func states(_ delta: Double) throws -> [(Double, [Double])] {
      try MeanField(
        problem: meanFieldProblem("z1^2"), delta: delta, stepSize: 0.1, samples: 4000,
        hard: [[1]]
      ).measurements(at: [10], batches: 0..<6) { ($0.trainRisk, $0.responses) }.map { $0[0] }
    }
    let (left, right) = (try states(5), try states(5.1))
    #expect(zip(left, right).allSatisfy { $0.1 == $1.1 })
    let alone = BatchMean(of: left.map(\.0)).standardError!
    let difference = BatchMean(of: zip(left, right).map { $1.0 - $0.0 })
    #expect(difference.standardError! < alone / 10)
    #expect(difference.value > 0)
  }

  @Test("D is the derivative of g")
  func curvatures() throws {
    let problem = meanFieldProblem("z1^2", noise: 0.5, activation: "gelu", secondLayer: [1.5, -1])
    let field = MeanField(problem: problem, delta: 4, stepSize: 0.3, samples: 300, hard: [[1]])
    let network = problem.network
    func g(_ neuron: Int, _ u: [Double], _ y: Double) -> Double {
      let f = zip(u, network.secondLayer).reduce(0) {
        $0 + $1.1 * network.activation.evaluate($1.0).value
      }
      return network.loss.evaluate(response: y, prediction: f).slope
        * network.secondLayer[neuron] * network.activation.evaluate(u[neuron]).slope
    }
    var compared = 0
    try field.run(batch: 1, at: [4]) { state in
      let d = state.sampleCurvatures()
      for sample in 0..<300 {
        let u = state.preactivations.map { $0[sample] }
        for j in 0..<2 {
          for l in 0..<2 {
            var (up, down) = (u, u)
            up[l] += 1e-5
            down[l] -= 1e-5
            let y = state.responses[sample]
            let slope = (g(j, up, y) - g(j, down, y)) / 2e-5
            #expect(abs(d[2 * j + l][sample] - slope) < 1e-7)
            compared += 1
          }
        }
      }
    }
    #expect(compared == 1200)
  }

  @Test("a step that is far too long ends the batch")
  func divergence() {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", loss: .square), delta: 4, stepSize: 50, samples: 500,
      hard: [[1]])
    #expect(throws: MeanField.Interruption.self) { try field.run(batch: 0, at: [40]) { _ in } }
    #expect(throws: MeanField.Interruption.cancelled) {
      try field.run(batch: 0, at: [3], isCancelled: { true }, observe: { _ in })
    }
  }
}
