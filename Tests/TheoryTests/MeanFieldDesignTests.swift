import Glibc
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
  private func defect(_ vectors: [[Double]]) -> Double {
    var largest = 0.0
    for i in vectors.indices {
      for j in 0...i {
        largest = max(largest, abs(inner(vectors[i], vectors[j]) - (i == j ? 1 : 0)))
      }
    }
    return largest
  }

  @Test(
    "the sample directions are orthonormal to 1e-12, at most n, and agree with the axes on X",
    arguments: [(2000, 8.0, 40), (60, 5.0, 80), (12, 0.5, 40)], [false, true])
  func bases(shape: (samples: Int, delta: Double, steps: Int), isRounded: Bool) throws {
    let (samples, delta, steps) = shape
    let field = MeanField(
      problem: meanFieldProblem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5]),
      delta: delta, stepSize: 0.3, samples: samples, hard: [[0, 1]], roundsBasis: isRounded)
    try field.run(batch: 5, at: [steps]) { state in
      let d = field.dimension
      // Latents, Θ⁰, and gradients that n samples can tell apart.
      #expect(state.axes == min(d, 4 + min(2 * steps, samples)))
      let (columns, basis) = (state.trajectoryCoordinates(), state.gradientBasis())
      let images = state.design.sampleDirectionImages()
      #expect(columns.count == state.axes && images.count == basis.count)
      #expect(basis.count <= samples && state.axes <= d)
      #expect(basis.count >= min(2 * steps, samples, 12))
      #expect(defect(basis) < 1e-12)
      // ⟨h, Xe⟩ = ⟨Xᵀh, e⟩ but for the clamped latent direction, the second axis.
      for h in basis.indices {
        for axis in columns.indices where axis != 1 {
          let left = inner(basis[h], columns[axis])
          #expect(abs(left - images[h][axis]) < 1e-11 * Double(samples).squareRoot())
        }
      }
    }
  }

  @Test(
    "dense gradient descent on the matrix found takes the same path",
    arguments: ["gelu", "quad"])
  func dense(activation: String) throws {
    let problem = meanFieldProblem("z1^2", noise: 0.3, activation: activation, ridge: 0.05)
    let field = MeanField(
      problem: problem, delta: 6, stepSize: 0.2, samples: 60, hard: [], roundsBasis: false)
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

  /// Late gradients lie in the span of earlier ones to nine digits and more: what is left must still
  /// be orthogonal to them, and the path that of the dense matrix, up to what rounding the
  /// directions took from each step.
  @Test("a long run keeps its bases and its path", arguments: [(false, 1e-10), (true, 0x1p-21)])
  func long(isRounded: Bool, bound: Double) throws {
    let problem = meanFieldProblem("z1^2")
    let field = MeanField(
      problem: problem, delta: 4.5, stepSize: 0.1, samples: 1000, hard: [[1]],
      roundsBasis: isRounded)
    var risks: [Double] = []
    var (columns, basis, images): ([[Double]], [[Double]], [[Double]]) = ([], [], [])
    var y: [Double] = []
    try field.run(batch: 3, at: [0, 50, 150]) { state in
      risks.append(state.trainRisk)
      (columns, basis) = (state.trajectoryCoordinates(), state.gradientBasis())
      (images, y) = (state.design.sampleDirectionImages(), state.responses)
    }
    #expect(basis.count > 100)
    #expect(defect(basis) < 1e-12)
    // The first axis is the latent direction, which is clamped; the second is θ⁰.
    columns.removeFirst()
    for h in basis.indices {
      for axis in columns.indices {
        let product = inner(basis[h], columns[axis])
        #expect(abs(product - images[h][axis + 1]) < 1e-11 * 1000.0.squareRoot())
      }
    }
    var theta = columns.indices.map { $0 == 0 ? 1.0 : 0 }
    for step in 0...150 {
      let u = (0..<1000).map { sample in
        columns.indices.reduce(0) { $0 + columns[$1][sample] * theta[$1] }
      }
      var (risk, g): (Double, [Double]) = (0, [])
      for (u, y) in zip(u, y) {
        let neuron = problem.network.activation.evaluate(u)
        let loss = problem.network.loss.evaluate(response: y, prediction: neuron.value)
        risk += loss.value / 1000
        g.append(loss.slope * neuron.slope)
      }
      if let report = [0, 50, 150].firstIndex(of: step) {
        #expect(abs(risk - risks[report]) < bound)
      }
      for axis in columns.indices {
        theta[axis] -= field.stepSize / 1000 * inner(columns[axis], g)
      }
    }
  }

  /// Gradients of linear neurons are proportional: the first gives a direction, the others nothing.
  @Test("linear neurons share their sample directions", arguments: [false, true])
  func proportional(isRounded: Bool) throws {
    let field = MeanField(
      problem: meanFieldProblem(
        "z1", activation: "leaky-relu:1", secondLayer: [0.5, 0.7, -0.3], loss: .square),
      delta: 5, stepSize: 0.3, samples: 400, hard: [], roundsBasis: isRounded)
    try field.run(batch: 1, at: [1, 5, 60]) { state in
      let basis = state.gradientBasis()
      #expect(defect(basis) < 1e-12)
      if state.step <= 5 {
        #expect(basis.count == state.step)
      } else {
        #expect(basis.count > 20 && basis.count <= 60)
      }
    }
  }

  /// A rounded direction changes a step by 2⁻²¹ of it at most, and descent along the left edge of
  /// the Hessian, −1 at first and −¼ in the end for quad, makes the most of that: a factor
  /// exp(Σ_t η|edge_t|), some e⁴ after 50 steps and e⁶ after 100. Single samples part further in the
  /// end: late directions are small differences of long vectors, and X is drawn along them.
  @Test(
    "rounding the sample directions moves a path by its rounding errors",
    arguments: [
      ("z1^2", "quad", [1.0], 4.5, 0.1, [[1.0]]),
      ("z1+z2^2-1", "gelu", [1.5, -1.5], 8, 0.3, [[0, 1.0]]),
    ] as [(String, String, [Double], Double, Double, [[Double]])])
  func rounding(
    target: String, activation: String, secondLayer: [Double], delta: Double, stepSize: Double,
    hard: [[Double]]
  ) throws {
    func path(isRounded: Bool) throws -> [(risk: Double, u: [[Double]])] {
      let field = MeanField(
        problem: meanFieldProblem(target, activation: activation, secondLayer: secondLayer),
        delta: delta, stepSize: stepSize, samples: 4000, hard: hard, roundsBasis: isRounded)
      return try field.measurements(at: Array(0...100), batches: 4..<5) {
        (risk: $0.trainRisk, u: $0.preactivations)
      }[0]
    }
    let (exact, rounded) = (try path(isRounded: false), try path(isRounded: true))
    for (step, (left, right)) in zip(exact, rounded).enumerated() {
      #expect(abs(left.risk - right.risk) < 0x1p-21 * exp(6) * left.risk)
      guard step <= 50 else { continue }
      for (u, v) in zip(left.u, right.u) {
        let difference = zip(u, v).map { $0 - $1 }
        let part = (inner(difference, difference) / inner(u, u)).squareRoot()
        #expect(part < 0x1p-21 * exp(4))
      }
    }
    #expect(exact[0].risk == rounded[0].risk)
    #expect(exact[100].risk != rounded[100].risk)
  }

  @Test("rows in parallel give the same bits")
  func threads() throws {
    let field = MeanField(
      problem: meanFieldProblem("z1^2", activation: "gelu", secondLayer: [1, -1]), delta: 4,
      stepSize: 0.2, samples: 5000, hard: [[1]])
    func path(_ threads: Int, to last: Int) throws -> [[[Double]]] {
      var seen: [[[Double]]] = []
      try field.run(batch: 7, at: [0, 5, last], threads: threads) { seen.append($0.preactivations) }
      return seen
    }
    let one = try path(1, to: 12)
    #expect(try path(3, to: 12) == one)
    #expect(try path(2, to: 20).prefix(2) == one.prefix(2))
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
