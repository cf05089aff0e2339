import Glibc
import Statistics
import Testing

private let level = 0.01

/// The level and three standard errors of a rate over so many repetitions.
private func limit(_ repetitions: Int) -> Double {
  level + 3 * (level * (1 - level) / Double(repetitions)).squareRoot()
}

private let isSlow = getenv("SCARP_SLOW") != nil

/// A line of `make calibration`.
private func report(_ line: String) { if isSlow { print(line) } }

/// Verdicts on simulated truth: wrong ones come no more often than the level allows.
@Suite("Wrong verdicts") struct WrongVerdictTests {
  enum Law: String, CaseIterable {
    case normal, lognormal, binary

    var mean: Double { self == .binary ? 0.7 : 1 }

    var deviation: Double {
      switch self {
      case .normal: 1
      case .lognormal: (exp(1.0) - 1).squareRoot()
      case .binary: 0.21.squareRoot()
      }
    }

    var support: ClosedRange<Double>? { self == .binary ? 0...1 : nil }

    /// A draw from a standard normal number.
    func value(_ z: Double) -> Double {
      switch self {
      case .normal: 1 + z
      case .lognormal: exp(z - 0.5)
      // P(z > −0.5244) = 0.7
      case .binary: z > -0.5244005127080407 ? 1 : 0
      }
    }
  }

  private func sample(_ law: Law, _ normals: [Double]) -> UnknownQuantity {
    .mean(
      SeedSample(
        values: Dictionary(
          uniqueKeysWithValues: normals.enumerated().map { ($0.offset, law.value($0.element)) }),
        support: law.support))
  }

  @Test(
    "of a mean, at the boundary and near it, with 10, 20 and 40 seeds",
    arguments: Law.allCases, [10, 20, 40])
  func mean(law: Law, seeds: Int) {
    var random = Sampler(seed: UInt64(seeds))
    let repetitions = 10_000
    func p(_ shift: Double, _ sample: UnknownQuantity) -> PValues {
      let boundary = law.mean + shift * law.deviation
      return PValues(
        positive: Contrast(coefficients: [1]) { $0[0] - Span(boundary) }, of: [sample])
    }
    // At the boundary '>' is false and '≥' true.
    var wrong = ["> at": 0, "≥ at": 0, "> near": 0, "≥ near": 0]
    var found = 0
    for repetition in 0..<repetitions {
      let sample = sample(law, (0..<seeds).map { _ in random.normal() })
      let at = p(0, sample)
      if at.isFalse <= level { wrong["> at", default: 0] += 1 }
      if at.isTrue <= level { wrong["≥ at", default: 0] += 1 }
      if p(0.05, sample).isFalse <= level { wrong["> near", default: 0] += 1 }
      if p(-0.05, sample).isTrue <= level { wrong["≥ near", default: 0] += 1 }
      if repetition < 1000, p(-1, sample).isFalse <= level { found += 1 }
    }
    for (name, count) in wrong.sorted(by: { $0.key < $1.key }) {
      let rate = Double(count) / Double(repetitions)
      #expect(rate <= limit(repetitions), "\(law) \(seeds) \(name)")
      report("\(law) mean, n = \(seeds), \(name): wrong \(rate)")
    }
    report("\(law) mean, n = \(seeds), one deviation off: settled \(Double(found) / 1000)")
    // A test that never speaks is never wrong: Student's t has power 0.97 here.
    if law == .normal, seeds == 20 { #expect(found > 930) }
  }

  @Test(
    "of a difference between means over the same seeds", arguments: Law.allCases, [10, 20, 40])
  func difference(law: Law, seeds: Int) {
    var random = Sampler(seed: UInt64(seeds) + 7)
    let repetitions = isSlow ? 2000 : 24
    var wrong = 0
    for _ in 0..<repetitions {
      let shared = (0..<seeds).map { _ in random.normal() }
      let pair = (0..<2).map { _ in
        sample(law, shared.map { 0.8 * $0 + 0.6 * random.normal() })
      }
      let p = PValues(positive: Contrast(coefficients: [1, -1]) { $0[0] - $0[1] }, of: pair)
      if p.isFalse <= level { wrong += 1 }
    }
    let rate = Double(wrong) / Double(repetitions)
    report("\(law) difference, n = \(seeds): wrong \(rate)")
    #expect(rate <= limit(repetitions))
  }

  enum Dependence: CaseIterable { case independent, shared }

  @Test(
    "a crossing is placed on the wrong side no more often than the level",
    arguments: Dependence.allCases, [10, 20, 40])
  func crossing(dependence: Dependence, seeds: Int) {
    var random = Sampler(seed: UInt64(seeds))
    let repetitions = isSlow ? 10_000 : 60
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
      let span = CrossingTest(grid: grid, outcomes: rows).span(tail: level)
      if span.low > truth { wrong.above += 1 }
      if span.high < truth { wrong.below += 1 }
    }
    let rates = [wrong.above, wrong.below].map { Double($0) / Double(repetitions) }
    report("crossing, outcomes \(dependence), n = \(seeds): wrong \(rates)")
    #expect(rates.allSatisfy { $0 <= limit(repetitions) })
  }
}
