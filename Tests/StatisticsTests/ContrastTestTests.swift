import Glibc
import Statistics
import Testing

/// Wrong verdicts on simulated truth.
@Suite struct WrongVerdictTests {
  static let level = 0.01

  enum Law: String, CaseIterable { case normal, lognormal, binary }

  private func draw(_ law: Law, _ random: inout Sampler) -> Double {
    switch law {
    case .normal: 1 + random.normal()
    case .lognormal: exp(random.normal() - 0.5)
    case .binary: random.uniform() < 0.7 ? 1 : 0
    }
  }

  private func mean(_ law: Law) -> Double { law == .binary ? 0.7 : 1 }

  @Test(
    "a true boundary is crossed wrongly no more often than the level",
    arguments: Law.allCases, [10, 20, 40])
  func boundary(law: Law, seeds: Int) {
    var random = Sampler(seed: UInt64(seeds))
    let repetitions = Int(getenv("SCARP_SLOW") == nil ? 100 : 10_000)
    var wrong = (holds: 0, refuted: 0)
    let truth = mean(law)
    for _ in 0..<repetitions {
      let values = (1...seeds).map { ($0, draw(law, &random)) }
      let sample = SeedSample(
        values: Dictionary(uniqueKeysWithValues: values), support: law == .binary ? 0...1 : nil)
      let p = PValues(
        positive: Contrast(coefficients: [1]) { $0[0] - Span(truth) }, of: [.mean(sample)])
      if p.isFalse <= Self.level { wrong.holds += 1 }
      if p.isTrue <= Self.level { wrong.refuted += 1 }
    }
    let n = Double(repetitions)
    let limit = Self.level + 3 * (Self.level * (1 - Self.level) / n).squareRoot()
    if getenv("SCARP_SLOW") != nil { print(law, seeds, wrong, repetitions) }
    #expect(Double(wrong.holds) / n <= limit)
    #expect(Double(wrong.refuted) / n <= limit)
  }

  enum Dependence: CaseIterable { case independent, shared }

  @Test(
    "a crossing is placed on the wrong side no more often than the level",
    arguments: Dependence.allCases, [10, 20, 40])
  func crossing(dependence: Dependence, seeds: Int) {
    var random = Sampler(seed: UInt64(seeds))
    let repetitions = Int(getenv("SCARP_SLOW") == nil ? 60 : 10_000)
    let grid = stride(from: 1.0, through: 9, by: 1).map { $0 }
    var wrong = (above: 0, below: 0)
    let truth = 4.3
    for _ in 0..<repetitions {
      let rows = (0..<seeds).map { _ -> [Bool?] in
        let u = random.uniform()
        let threshold = truth + 0.6 * log(u / (1 - u))
        return grid.map { x in
          if dependence == .shared { return threshold < x }
          let v = random.uniform()
          return truth + 0.6 * log(v / (1 - v)) < x
        }
      }
      let span = CrossingTest(grid: grid, outcomes: rows).span(tail: Self.level)
      if span.low > truth { wrong.above += 1 }
      if span.high < truth { wrong.below += 1 }
    }
    let n = Double(repetitions)
    let limit = Self.level + 3 * (Self.level * (1 - Self.level) / n).squareRoot()
    if getenv("SCARP_SLOW") != nil { print(dependence, seeds, wrong, repetitions) }
    #expect(Double(wrong.above) / n <= limit)
    #expect(Double(wrong.below) / n <= limit)
  }
}

/// SplitMix64, for tests.
struct Sampler {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
  }

  mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
