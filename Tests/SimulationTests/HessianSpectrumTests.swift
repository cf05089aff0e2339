import Model
import Numerics
import Simulation
import Testing

@Suite("Spectrum of the Hessian")
struct HessianSpectrumTests {
  @Test("shares of extremes are projections of unit vectors, and values sum to the trace")
  func extremes() throws {
    let problem = problem("z1+z2^2-1", activation: "gelu", secondLayer: [1.5, -1.5], ridge: 0.2)
    let design = DenseDesign(problem: problem, dimension: 60, samples: 400, seed: 8)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: 60, seed: 8)
    let hessian = EmpiricalHessian(on: design, at: parameters)
    #expect(hessian.order == 120)
    let spectrum = try hessian.spectrum(lowest: 3, highest: 2)
    #expect(spectrum.values.count == 120 && spectrum.lowest.count == 3)
    #expect(spectrum.lowest.map(\.value) == Array(spectrum.values[..<3]))
    #expect(spectrum.highest.map(\.value) == spectrum.values.suffix(2).reversed())
    for extreme in spectrum.lowest + spectrum.highest {
      #expect(extreme.latentShares.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(extreme.latentShares.reduce(0, +) <= 1 + 1e-12)
      #expect(extreme.parameterShare >= 0 && extreme.parameterShare <= 1 + 1e-12)
    }
    let curvatures = hessian.sampleCurvatures()
    let trace = (0..<400).reduce(120 * 0.2) { sum, sample in
      let x = design.inputs.row(sample)
      return sum + (curvatures[0][sample] + curvatures[3][sample]) * inner(x, x) / 400
    }
    #expect(abs(spectrum.values.reduce(0, +) - trace) < 1e-9)
  }

  @Test("for y = z² at Θ = 0 quad's Hessian points down along θ*: −2E[z²x xᵀ]")
  func planted() throws {
    let problem = problem(loss: .square)
    let design = DenseDesign(problem: problem, dimension: 40, samples: 4000, seed: 1)
    let hessian = EmpiricalHessian(on: design, at: Matrix(rows: 1, columns: 40))
    let spectrum = try hessian.spectrum(lowest: 2, highest: 1)
    // −2E z⁴ = −6 along θ*, −2 across it, with fluctuations of order √(d/n) = 0.1.
    #expect(abs(spectrum.lowest[0].value + 6) < 1.5)
    #expect(spectrum.lowest[0].latentShares[0] > 0.9)
    #expect(spectrum.lowest[1].latentShares[0] < 0.1)
    #expect(spectrum.lowest[0].parameterShare == 0)
  }

  @Test("a Marchenko–Pastur bulk fills its interval when D ≡ 1")
  func marchenkoPastur() throws {
    // σ(u) = u for u > 0 and slope 1 below: a linear network, whose D is 1.
    let problem = problem(activation: "leaky-relu:1", loss: .square)
    let design = DenseDesign(problem: problem, dimension: 300, samples: 1200, seed: 3)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: 300, seed: 3)
    let values = try EmpiricalHessian(on: design, at: parameters)
      .spectrum(lowest: 0, highest: 0).values
    // (1 ± δ^(−1/2))² with δ = 4; edges fluctuate by d^(−2/3).
    #expect(abs(values.first! - 0.25) < 0.05 && abs(values.last! - 2.25) < 0.1)
    #expect(abs(values.reduce(0, +) / 300 - 1) < 0.01)
  }

  @Test("kinked activations have D ⪰ 0, so the spectrum starts at the ridge or above")
  func kinked() throws {
    let problem = problem(activation: "relu", secondLayer: [1, -1], ridge: 0.3)
    let design = DenseDesign(problem: problem, dimension: 30, samples: 90, seed: 2)
    let parameters = GradientDescent(problem: problem, stepSize: 0.1, steps: 0)
      .initialParameters(dimension: 30, seed: 2)
    let values = try EmpiricalHessian(on: design, at: parameters)
      .spectrum(lowest: 0, highest: 0).values
    #expect(values.first! > 0.3 - 1e-12)
  }

  @Test("predicted memory covers the matrix")
  func memory() {
    let bytes = EmpiricalHessian.bytes(dimension: 500, samples: 4000, neurons: 2, extremes: 4)
    #expect(bytes > 1000 * 1000 * 8 && bytes < 3 * 1000 * 1000 * 8)
  }
}
