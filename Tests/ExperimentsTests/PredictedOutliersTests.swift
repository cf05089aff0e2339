import Model
import Numerics
import Simulation
import Testing
import Theory

/// A dense run at its last step, with what theory (15) takes from it.
private struct DenseRun {
  let state: State
  /// X times an orthonormal basis of the span of Θ* and all Θ^s, s ≤ t, latent directions first.
  let parameterAxes: [[Double]]
  /// An orthonormal basis of the span of all gradient columns g^s, s < t.
  let sampleAxes: [[Double]]

  init(_ descent: GradientDescent, dimension d: Int, samples n: Int, seed: Int) throws {
    let design = DenseDesign(problem: descent.problem, dimension: d, samples: n, seed: seed)
    var states: [State] = []
    _ = descent.run(on: design, seed: seed, at: Array(0...descent.steps), threads: 2) {
      states.append($0)
    }
    state = try #require(states.last)
    let latents = (0..<design.directions.rows).map(design.directions.row)
    let basis = Self.basis(
      latents, of: states.flatMap { $0.parameters.rowArrays }, dimension: d)
    parameterAxes = Self.products(design, basis)
    sampleAxes = Self.basis(
      of: states.dropLast().flatMap { Self.gradients(design, $0.parameters) }, dimension: n)
  }

  /// The law of D over the samples; nothing hard but `hard`.
  func law(hard: [Int]) -> MatrixCurvatureLaw {
    MatrixCurvatureLaw(
      curvatures: EmpiricalHessian(of: state).sampleCurvatures(),
      hardLatents: hard.map { state.design.latents[$0] },
      ratio: Double(state.design.samples) / Double(state.design.dimension))
  }

  var trajectory: SpectralTrajectory {
    SpectralTrajectory(
      parameterAxes: parameterAxes, sampleAxes: sampleAxes,
      latentDimension: state.design.directions.rows)
  }

  /// g_j = ℓ' a_j σ'(u_j), theory (1).
  private static func gradients(_ design: DenseDesign, _ parameters: Matrix) -> [[Double]] {
    let network = design.problem.network
    let sigma = products(design, parameters.rowArrays)
      .map { network.activation.evaluate($0) }
    return network.secondLayer.indices.map { neuron in
      (0..<design.samples).map { sample in
        let f = zip(network.secondLayer, sigma).reduce(0) { $0 + $1.0 * $1.1.value[sample] }
        let loss = network.loss.evaluate(response: design.responses[sample], prediction: f)
        return loss.slope * network.secondLayer[neuron] * sigma[neuron].slope[sample]
      }
    }
  }

  /// X v of every vector.
  private static func products(_ design: DenseDesign, _ vectors: [[Double]]) -> [[Double]] {
    var products = vectors.map { _ in [Double](repeating: 0, count: design.samples) }
    for sample in 0..<design.samples {
      let x = design.inputs.row(sample)
      for (index, vector) in vectors.enumerated() { products[index][sample] = dot(x, vector) }
    }
    return products
  }

  /// An orthonormal basis of the span, beginning with orthonormal vectors.
  private static func basis(
    _ first: [[Double]] = [], of vectors: [[Double]], dimension: Int
  ) -> [[Double]] {
    vectors.reduce(into: first) { basis, vector in
      var rest = vector
      for _ in 0..<3 {
        for axis in basis {
          let share = dot(rest, axis)
          for index in rest.indices { rest[index] -= share * axis[index] }
        }
      }
      let norm = dot(rest, rest).squareRoot()
      let size = dot(vector, vector).squareRoot()
      if norm > 1e-9 * size { basis.append(rest.map { $0 / norm }) }
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}

extension Matrix {
  fileprivate var rowArrays: [[Double]] { (0..<rows).map(row) }
}

@Suite("Predicted outliers against LAPACK")
struct PredictedOutliersTests {
  private func descent(
    _ activation: String, _ secondLayer: [Double], _ target: String, steps: Int,
    clamped: [[Double]] = []
  ) throws -> GradientDescent {
    let network = Network(
      activation: try #require(Activation(activation)), secondLayer: secondLayer,
      loss: .pseudoHuber(1))
    return GradientDescent(
      problem: Problem(target: try Target(target), network: network), stepSize: 0.3, steps: steps,
      clamped: clamped)
  }

  @Test(
    "erf on y = z: the easy outlier of a dense run, from the run's own samples", arguments: [1, 2])
  func easy(seed: Int) throws {
    let run = try DenseRun(
      descent("erf", [1], "z1", steps: 20), dimension: 500, samples: 4000, seed: seed)
    let dense = try EmpiricalHessian(of: run.state).spectrum(lowest: 2, highest: 0, threads: 2)
    let law = run.law(hard: [])
    let left = law.outliers(.left, along: run.trajectory)
    let found = try #require(left)
    #expect(found.map(\.kind) == [.easy])
    let outlier = try #require(found.first)
    #expect(abs(outlier.position - dense.lowest[0].value) < 0.005)
    #expect(abs(outlier.easyOverlap - dense.lowest[0].latentShares[0]) < 0.04)
    let edge = try #require(law.edge(.left))
    #expect(edge - outlier.position > 0.03 && abs(dense.lowest[1].value - edge) < 0.01)
    #expect(law.outliers(.right, along: run.trajectory) == [])
  }

  /// The corrections are of order r/d, with r = 2t the rank of the trajectory.
  @Test(
    "two GeLU neurons: the hard outlier of a dense run",
    arguments: [(steps: 12, within: 0.005), (steps: 40, within: 0.02)])
  func hard(steps: Int, within bound: Double) throws {
    let run = try DenseRun(
      descent("gelu", [1.5, -1.5], "z1+z2^2-1", steps: steps, clamped: [[0, 1]]), dimension: 600,
      samples: 4800, seed: 1)
    let dense = try EmpiricalHessian(of: run.state).spectrum(lowest: 2, highest: 0, threads: 2)
    let law = run.law(hard: [1])
    let left = law.outliers(.left, along: run.trajectory)
    let found = try #require(left)
    #expect(found.map(\.kind) == [.hard])
    let outlier = try #require(found.first)
    #expect(abs(outlier.position - dense.lowest[0].value) < bound)
    #expect(abs(outlier.hardOverlap - dense.lowest[0].latentShares[1]) < 2 * bound)
    let edge = try #require(law.edge(.left))
    #expect(edge - outlier.position > 0.04 && abs(dense.lowest[1].value - edge) < 0.02)
  }

  @Test("quad neurons of opposite signs: the outlier along the trajectory")
  func trajectory() throws {
    let run = try DenseRun(
      descent("quad", [1, -1], "z1", steps: 1), dimension: 500, samples: 4000, seed: 1)
    let dense = try EmpiricalHessian(of: run.state).spectrum(lowest: 2, highest: 0, threads: 2)
    let law = run.law(hard: [])
    let left = law.outliers(.left, along: run.trajectory)
    let found = try #require(left)
    #expect(found.map(\.kind) == [.trajectory])
    let outlier = try #require(found.first)
    #expect(abs(outlier.position - dense.lowest[0].value) < 0.005)
    #expect(abs(outlier.easyOverlap - dense.lowest[0].latentShares[0]) < 0.005)
    #expect(outlier.trajectoryOverlap > 0.8)
  }

  @Test("the mean field predicts the hard outlier of runs it never saw")
  func meanField() throws {
    let descent = try descent("gelu", [1], "z1^2", steps: 20, clamped: [[1]])
    let field = MeanField(
      problem: descent.problem, delta: 8, stepSize: 0.3, samples: 20_000, hard: [[1]])
    let batches = try field.measurements(at: [20], batches: 0..<4, threads: 2) { state in
      Landscape(of: state, ratio: field.sampleRatio).outliers(.left) ?? []
    }
    let predicted = batches.map { $0[0] }
    #expect(predicted.allSatisfy { $0.count == 1 })
    let runs = try (0..<6).map { seed -> HessianSpectrum.Extreme in
      var last: State?
      let design = DenseDesign(
        problem: descent.problem, dimension: 400, samples: 3200, seed: seed)
      _ = descent.run(on: design, seed: seed, at: [20], threads: 2) { last = $0 }
      let hessian = EmpiricalHessian(of: try #require(last))
      return try hessian.spectrum(lowest: 1, highest: 0, threads: 2).lowest[0]
    }
    func agree(_ expected: [Double], _ seen: [Double]) throws {
      let (expected, seen) = (BatchMean(of: expected), BatchMean(of: seen))
      let error = try #require(seen.standardError)
      #expect(abs(expected.value - seen.value) < 3 * error)
    }
    try agree(predicted.map { $0[0].position }, runs.map(\.value))
    try agree(predicted.map { $0[0].hardOverlap }, runs.map { $0.latentShares[0] })
  }
}
