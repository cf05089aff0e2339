import Model
import Numerics
import Simulation
import Testing

@Suite("Products with the Hessian")
struct HessianProductTests {
  @Test(
    "a product is the matrix times the vector, for any number of threads",
    arguments: [1, 2, 3, 5])
  func product(neurons: Int) {
    let task = problem(
      "z1+z2^2-1", activation: "gelu",
      secondLayer: (0..<neurons).map { $0 % 2 == 0 ? 1.5 : -1 }, ridge: 0.2)
    let design = DenseDesign(problem: task, dimension: 37, samples: 333, seed: 1)
    let parameters = GradientDescent(problem: task, stepSize: 1, radius: 1.3, steps: 0)
      .initialParameters(dimension: 37, seed: 2)
    let hessian = EmpiricalHessian(on: design, at: parameters)
    let matrix = hessian.matrix()
    let v = CounterRandom(seed: 3, stream: 40).normals(hessian.order, row: 0)
    let product = HessianProduct(hessian)(v)
    for row in 0..<hessian.order {
      // Only the lower triangle is set everywhere.
      let expected = (0..<hessian.order).reduce(0.0) {
        $0 + (row >= $1 ? matrix[row, $1] : matrix[$1, row]) * v[$1]
      }
      #expect(abs(product[row] - expected) < 1e-12)
    }
    #expect(HessianProduct(hessian, threads: 2)(v) == product)
    let others = (1...2).map { CounterRandom(seed: 3, stream: 40).normals(hessian.order, row: $0) }
    let together = HessianProduct(hessian, together: 4, threads: 2)([others[0], v, others[1]])
    #expect(together[1] == product)
    #expect(together[2] == HessianProduct(hessian)(others[1]))
  }

  @Test(
    "on inputs kept in f32 everything is what it is on the same numbers in f64",
    arguments: [1, 3, 4])
  func single(neurons: Int) {
    let task = problem(
      "z1+z2^2-1", activation: "gelu",
      secondLayer: (0..<neurons).map { $0 % 2 == 0 ? 1.5 : -1 }, ridge: 0.2)
    func design(_ precision: Precision) -> DenseDesign {
      DenseDesign(problem: task, dimension: 53, samples: 500, seed: 1, precision: precision)
    }
    let (single, double) = (design(.single), design(.double))
    #expect(
      (0..<500).allSatisfy { row in
        single.inputs.row(row) == double.inputs.row(row).map { Double(Float($0)) }
      })
    let theta = GradientDescent(problem: task, stepSize: 1, steps: 0)
      .initialParameters(dimension: 53, seed: 2)
    var risk = EmpiricalRisk(on: single)
    let value = risk.evaluate(at: theta)
    // The gradient sample by sample.
    var sum = [[Double]](repeating: [Double](repeating: 0, count: 53), count: neurons)
    var loss = 0.0
    for sample in 0..<500 {
      let x = single.inputs.row(sample)
      let at = (0..<neurons).map {
        task.network.activation.evaluate(inner(x, theta.row($0)))
      }
      let f = zip(at, task.network.secondLayer).reduce(0) { $0 + $1.0.value * $1.1 }
      let pull = task.network.loss.evaluate(
        response: single.responses[sample], prediction: f)
      loss += pull.value / 500
      for neuron in 0..<neurons {
        let g = pull.slope * task.network.secondLayer[neuron] * at[neuron].slope / 500
        for column in 0..<53 { sum[neuron][column] += g * x[column] }
      }
    }
    for neuron in 0..<neurons {
      loss += 0.1 * inner(theta.row(neuron), theta.row(neuron))
      for column in 0..<53 {
        let expected = sum[neuron][column] + 0.2 * theta[neuron, column]
        #expect(abs(risk.gradient[neuron, column] - expected) < 1e-13)
      }
    }
    #expect(abs(value - loss) < 1e-13)
    let hessian = EmpiricalHessian(on: single, at: theta)
    let matrix = hessian.matrix()
    let v = CounterRandom(seed: 3, stream: 40).normals(hessian.order, row: 0)
    let product = HessianProduct(hessian)(v)
    for row in 0..<hessian.order {
      let expected = (0..<hessian.order).reduce(0.0) {
        $0 + (row >= $1 ? matrix[row, $1] : matrix[$1, row]) * v[$1]
      }
      #expect(abs(product[row] - expected) < 1e-12)
    }
  }

  @Test("Lanczos finds LAPACK's ends and shares, and quadrature its distribution")
  func iterative() throws {
    let task = problem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5])
    let design = DenseDesign(problem: task, dimension: 150, samples: 1200, seed: 4)
    var states: [State] = []
    _ = GradientDescent(problem: task, stepSize: 0.3, steps: 40)
      .run(on: design, seed: 4, at: [40]) { states.append($0) }
    let hessian = EmpiricalHessian(of: states[0])
    let full = try hessian.spectrum(lowest: 3, highest: 3)
    let found = try hessian.iterativeSpectrum(lowest: 3, highest: 3, seed: 1, threads: 2)
    for (ends, known) in [(found.lowest, full.lowest), (found.highest, full.highest)] {
      for (extreme, exact) in zip(ends, known) {
        #expect(abs(extreme.value - exact.value) < 1e-8)
        #expect(extreme.residual < 1e-6)
        for (share, other) in zip(extreme.latentShares, exact.latentShares) {
          #expect(abs(share - other) < 1e-5)
        }
        #expect(abs(extreme.parameterShare - exact.parameterShare) < 1e-5)
      }
    }
    let measure = try #require(found.measure)
    var worst = 0.0
    for step in 1..<60 {
      let x = full.values[0] + (full.values[299] - full.values[0]) * Double(step) / 60
      let exact = Double(full.values.count { $0 <= x }) / 300
      worst = max(worst, abs(measure.share(below: x).value - exact))
    }
    // Eight probes of 300 entries: fluctuations of 1/√(8·300) = 0.02.
    #expect(worst < 0.05)
  }
}
