import Model
import Simulation
import Testing

@Suite("A fresh sample")
struct FreshSampleTests {
  /// n R_n is a sum over samples: a longer design's less the design's own is that of its last rows.
  @Test(
    "its samples are the rows that follow the design's, under whatever law",
    arguments: ["gaussian", "laplace", "student-t:3", "power-law:1", "sparse:0.3", "rademacher"])
  func rows(text: String) throws {
    let law = try #require(DataLaw(text))
    let task = problem("z1+z2^2-1", activation: "gelu", secondLayer: [1.2, -0.7])
    let (n, fresh) = (70, 300)
    func design(_ samples: Int) -> DenseDesign {
      DenseDesign(problem: task, data: law, dimension: 9, samples: samples, seed: 4)
    }
    let (short, long) = (design(n), design(n + fresh))
    let theta = GradientDescent(problem: task, stepSize: 1, steps: 0)
      .initialParameters(dimension: 9, seed: 6)
    func sum(_ design: DenseDesign) -> Double {
      var risk = EmpiricalRisk(on: design)
      return Double(design.samples) * risk.evaluate(at: theta)
    }
    let sample = FreshSample(beside: short, data: law, count: fresh)
    let expected = (sum(long) - sum(short)) / Double(fresh)
    #expect(abs(sample.risk(at: theta) - expected) < 1e-11)
  }

  @Test("on Gaussian inputs it agrees with quadrature within four standard errors")
  func quadrature() {
    for noise in [0, 0.5] {
      let task = problem("z1^2", noise: noise, activation: "gelu", secondLayer: [1, -1])
      let risk = PopulationRisk(of: task)
      let differences = (1...8).map { seed in
        let design = DenseDesign(problem: task, dimension: 30, samples: 20, seed: seed)
        let theta = GradientDescent(problem: task, stepSize: 1, steps: 0)
          .initialParameters(dimension: 30, seed: seed)
        let sample = FreshSample(beside: design, data: .gaussian, count: 4000)
        return sample.risk(at: theta)
          - risk(OrderParameters(parameters: theta, directions: design.directions))
      }
      let found = meanAndError(differences)
      #expect(abs(found.mean) < 4 * found.error && found.error < 0.01, "\(found)")
    }
  }
}
