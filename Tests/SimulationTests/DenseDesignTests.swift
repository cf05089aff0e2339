import Model
import Simulation
import Testing

@Suite("Dense designs")
struct DenseDesignTests {
  @Test("Θ* has orthonormal columns and z = XΘ*")
  func latents() {
    let design = DenseDesign(problem: problem("z1*z2+z3"), dimension: 40, samples: 70, seed: 11)
    for l in 0..<3 {
      for k in 0..<3 {
        let product = inner(design.directions.row(l), design.directions.row(k))
        #expect(abs(product - (l == k ? 1 : 0)) < 1e-14)
      }
      for sample in 0..<70 {
        let z = inner(design.inputs.row(sample), design.directions.row(l))
        #expect(abs(z - design.latents[l][sample]) < 1e-13)
      }
    }
    for sample in 0..<70 {
      let z = design.latents.map { $0[sample] }
      #expect(abs(design.responses[sample] - (z[0] * z[1] + z[2])) < 1e-14)
    }
  }

  /// Five standard errors of 400 draws: E θ₁² = 1/d with variance 2/d² about.
  @Test("no axis is preferred by Θ*")
  func uniformDirection() {
    let d = 10
    var squares = [Double](repeating: 0, count: d)
    var sums = squares
    for seed in 0..<400 {
      let row = DenseDesign(problem: problem(), dimension: d, samples: 1, seed: seed)
        .directions.row(0)
      for axis in 0..<d {
        squares[axis] += row[axis] * row[axis] / 400
        sums[axis] += row[axis] / 400
      }
    }
    for axis in 0..<d {
      #expect(abs(squares[axis] - 0.1) < 5 * 0.1 * (2.0 / 400).squareRoot())
      #expect(abs(sums[axis]) < 5 * (0.1 / 400).squareRoot())
    }
  }

  @Test("a smaller sample is the beginning of a larger one")
  func nested() {
    let problem = problem("z1^2+eps", noise: 0.3)
    let small = DenseDesign(problem: problem, dimension: 20, samples: 30, seed: 4)
    let large = DenseDesign(problem: problem, dimension: 20, samples: 50, seed: 4)
    #expect(small.directions == large.directions)
    #expect(small.responses == Array(large.responses[..<30]))
    #expect((0..<30).allSatisfy { small.inputs.row($0) == large.inputs.row($0) })
  }

  /// Five standard errors, Var of a sample variance 2σ⁴/n.
  @Test("noise adds to the target's value with its standard deviation")
  func noise() {
    let design = DenseDesign(problem: problem(noise: 0.5), dimension: 5, samples: 20_000, seed: 6)
    let residuals = zip(design.responses, design.latents[0]).map { $0 - $1 * $1 }
    let variance = inner(residuals, residuals) / 20_000
    #expect(abs(variance - 0.25) < 5 * 0.25 * (2.0 / 20_000).squareRoot())
    #expect(abs(inner(residuals, design.latents[0]) / 20_000) < 5 * 0.5 / 20_000.0.squareRoot())
  }

  @Test("predicted memory covers X")
  func memory() {
    let bytes = DenseDesign.bytes(dimension: 1000, samples: 4000, neurons: 2, latents: 1)
    #expect(bytes >= 4000 * 1000 * 8 && bytes < 4000 * 1000 * 9)
  }
}
