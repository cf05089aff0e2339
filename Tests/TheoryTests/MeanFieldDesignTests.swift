import Model
import Testing
import Theory

/// With d small the parameters soon span R^d: the Gaussian matrix is then known entirely.
@Suite("Gaussian conditioning")
struct MeanFieldDesignTests {
  private func inner(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Largest entry of BᵀB − 1.
  private func defect(_ vectors: ConditionedVectors) -> Double {
    var largest = 0.0
    for i in 0..<vectors.count {
      for j in 0...i {
        largest = max(largest, abs(inner(vectors[i], vectors[j]) - (i == j ? 1 : 0)))
      }
    }
    return largest
  }

  @Test(
    "bases are orthonormal to 1e-12, at most d and n of them, and agree on X",
    arguments: [(2000, 8.0, 40), (60, 5.0, 80), (12, 0.5, 40)])
  func bases(samples: Int, delta: Double, steps: Int) throws {
    let field = MeanField(
      problem: meanFieldProblem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5]),
      delta: delta, stepSize: 0.3, samples: samples, hard: [[0, 1]])
    try field.run(batch: 5, at: [steps]) { state in
      let design = state.design
      let d = field.dimension
      // Latents, Θ⁰, and gradients that n samples can tell apart.
      #expect(design.directions.count == min(d, 4 + min(2 * steps, samples)))
      #expect(design.sampleDirections.count <= samples && state.axes <= d)
      #expect(defect(design.directions) < 1e-12)
      #expect(defect(design.sampleDirections) < 1e-12)
      // ⟨h, Xη⟩ = ⟨Xᵀh, η⟩ but for the clamped latent direction, the second.
      for h in 0..<design.sampleDirections.count {
        for eta in 0..<design.directions.count where eta != 1 {
          let left = inner(design.sampleDirections[h], design.directionImages[eta])
          let right = inner(design.sampleImages[h], design.directions[eta])
          #expect(abs(left - right) < 1e-11 * Double(samples).squareRoot())
        }
      }
    }
  }

  @Test(
    "dense gradient descent on the matrix found takes the same path",
    arguments: ["gelu", "quad"])
  func dense(activation: String) throws {
    let problem = meanFieldProblem("z1^2", noise: 0.3, activation: activation, ridge: 0.05)
    let field = MeanField(problem: problem, delta: 6, stepSize: 0.2, samples: 60, hard: [])
    var risks: [Double] = []
    var overlap = 0.0
    var columns: [[Double]] = []
    var y: [Double] = []
    try field.run(batch: 2, at: Array(0...40)) { state in
      if state.step == 0 { overlap = state.overlap[0][0] }
      risks.append(state.trainRisk)
      (columns, y) = (state.trajectoryCoordinates(), state.responses)
    }
    let network = problem.network
    try #require(columns.count == 10)
    // V begins with θ* and what θ⁰ has across it.
    var theta = [overlap, (1 - overlap * overlap).squareRoot()] + [Double](repeating: 0, count: 8)
    for step in 0...40 {
      var gradient = theta.map { network.ridge * $0 }
      var risk = network.ridge / 2 * inner(theta, theta)
      for sample in 0..<60 {
        let x = columns.map { $0[sample] }
        let neuron = network.activation.evaluate(inner(x, theta))
        let loss = network.loss.evaluate(response: y[sample], prediction: neuron.value)
        risk += loss.value / 60
        for axis in 0..<10 { gradient[axis] += loss.slope * neuron.slope * x[axis] / 60 }
      }
      #expect(abs(risk - risks[step]) < 1e-10)
      for axis in 0..<10 { theta[axis] -= field.stepSize * gradient[axis] }
    }
  }

  /// E tr XᵀX = nd, E tr (XᵀX)² = nd(n + d + 1).
  @Test("the matrix found is Gaussian: moments of XᵀX over 3000 batches")
  func law() throws {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", activation: "gelu"), delta: 1.6, stepSize: 0.3,
      samples: 16, hard: [])
    let (n, d) = (16.0, 10.0)
    let moments = try field.measurements(at: [14], batches: 0..<3000, threads: 2) { state in
      let columns = state.trajectoryCoordinates()
      var (trace, square) = (0.0, 0.0)
      for a in columns {
        trace += inner(a, a)
        for b in columns { square += inner(a, b) * inner(a, b) }
      }
      return columns.count == 10 ? (trace, square) : (.nan, .nan)
    }
    let trace = BatchMean(of: moments.map { $0[0].0 })
    let square = BatchMean(of: moments.map { $0[0].1 })
    #expect(abs(trace.value - n * d) < 4 * trace.standardError!)
    #expect(abs(square.value - n * d * (n + d + 1)) < 4 * square.standardError!)
    #expect(square.standardError! < 0.01 * square.value)
  }
}
