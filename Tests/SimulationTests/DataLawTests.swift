import Model
import Simulation
import Testing

@Suite("Laws of the data")
struct DataLawTests {
  /// Kurtosis E x⁴ of one entry; nil where it is not finite or not of one entry.
  static let laws: [(text: String, fourthMoment: Double?)] = [
    ("gaussian", 3), ("rademacher", 1), ("uniform", 1.8), ("laplace", 6), ("student-t:12", 3.75),
    ("student-t:3", nil), ("sparse:0.25", 12),
  ]

  private func entries(_ law: DataLaw, seed: Int, samples: Int = 2000) -> [Double] {
    let design = DenseDesign(
      problem: problem(), data: law, dimension: 100, samples: samples, seed: seed)
    return (0..<samples).flatMap { design.inputs.row($0) }
  }

  @Test(
    "mean 0, variance 1 and the law's fourth moment, within five standard errors",
    arguments: laws.map(\.text))
  func moments(text: String) throws {
    let law = try #require(DataLaw(text))
    #expect(law.description == text)
    let fourth = Self.laws.first { $0.text == text }?.fourthMoment
    let batches = (1...10).map { entries(law, seed: $0) }
    func means(_ power: Int) -> [Double] {
      batches.map { batch in
        batch.reduce(0) { sum, x in
          sum + (0..<power).reduce(1) { product, _ in product * x }
        } / Double(batch.count)
      }
    }
    let (mean, variance) = (meanAndError(means(1)), meanAndError(means(2)))
    #expect(abs(mean.mean) < 5 * mean.error)
    if fourth != nil { #expect(abs(variance.mean - 1) < 5 * variance.error + 1e-12) }
    if let fourth {
      let found = meanAndError(means(4))
      #expect(abs(found.mean - fourth) < 5 * found.error + 1e-12)
      #expect(found.error < 0.05 * fourth)
    }
  }

  /// P(|T| > x) of Student's law, unscaled, in closed form for ν = 3 and ν = 4.
  @Test("Student's tail is exact", arguments: [3.0, 4.0])
  func studentTail(degrees: Double) throws {
    let scale = (degrees / (degrees - 2)).squareRoot()
    let values = (1...5).flatMap { entries(.studentT(degrees), seed: $0) }.map { $0 * scale }
    for x in [0.5, 2, 6] {
      let outside: Double
      if degrees == 4 {
        let r = x / (x * x + 4).squareRoot()
        outside = 1 - r * (1 + 0.5 * (1 - r * r))
      } else {
        let t = x / 3.0.squareRoot()
        outside = 1 - (arctangent(t) + t / (1 + t * t)) * 2 / Double.pi
      }
      let share = Double(values.count { abs($0) > x }) / Double(values.count)
      let error = (outside * (1 - outside) / Double(values.count)).squareRoot()
      #expect(abs(share - outside) < 5 * error)
      let right = Double(values.count { $0 > x }) / Double(values.count)
      #expect(abs(right - outside / 2) < 5 * error)
    }
  }

  /// By the series, after halving the angle three times.
  private func arctangent(_ t: Double) -> Double {
    var t = t
    for _ in 0..<3 { t = t / (1 + (1 + t * t).squareRoot()) }
    var (sum, power) = (0.0, t)
    for k in 0..<30 {
      sum += (k % 2 == 0 ? 1 : -1) * power / Double(2 * k + 1)
      power *= t * t
    }
    return 8 * sum
  }

  @Test("power-law variances fall as j^(−α) with mean 1")
  func powerLaw() {
    let design = DenseDesign(
      problem: problem(), data: .powerLaw(0.5), dimension: 16, samples: 40_000, seed: 2)
    let variances = (0..<16).map { column in
      (0..<40_000).reduce(0.0) { $0 + design.inputs[$1, column] * design.inputs[$1, column] }
        / 40_000
    }
    #expect(abs(variances.reduce(0, +) / 16 - 1) < 0.01)
    for column in 1..<16 {
      let ratio = variances[0] / variances[column]
      #expect(abs(ratio / Double(column + 1).squareRoot() - 1) < 5 * 0.01)
    }
  }

  @Test("neighbouring entries and rows are uncorrelated", arguments: laws.map(\.text))
  func independence(text: String) throws {
    let law = try #require(DataLaw(text))
    if case .studentT(3) = law { return }
    let x = entries(law, seed: 7)
    for lag in [1, 2, 100] {
      for power in [1, 2] {
        func value(_ x: Double) -> Double { power == 1 ? x : x * x - 1 }
        let products = (0..<x.count - lag).map { value(x[$0]) * value(x[$0 + lag]) }
        let (mean, error) = meanAndError(products)
        #expect(abs(mean) < 5 * error + 1e-12)
      }
    }
  }

  @Test("what is no law is refused")
  func refused() {
    for text in ["", "normal", "student-t", "student-t:2", "sparse:0", "sparse:1.5", "uniform:1"] {
      #expect(DataLaw(text) == nil)
    }
    #expect(DataLaw("student-t:4")?.theoryObstacle != nil)
    #expect(DataLaw("student-t:5")?.theoryObstacle == nil)
  }
}
