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

  /// Two quantities of one mean, and how they scatter.
  enum Pair: String, CaseIterable {
    case alike, unlike

    /// The values of both at a seed.
    func values(_ law: Law, _ random: inout Sampler) -> (Double, Double) {
      let shared = random.normal()
      let first = 0.8 * shared + 0.6 * random.normal()
      let second = 0.8 * shared + 0.6 * random.normal()
      guard self == .unlike else { return (law.value(first), law.value(second)) }
      return switch law {
      case .normal: (law.value(first), 1 + 0.2 * second)
      case .lognormal: (law.value(first), exp(0.3 * second - 0.045))
      // Never both in one seed where it can be helped.
      case .binary: (law.value(shared), law.value(-shared))
      }
    }
  }

  @Test(
    "of a comparison between means over the same seeds", arguments: Law.allCases, Pair.allCases)
  func difference(law: Law, pair: Pair) {
    for seeds in [10, 20, 40] {
      var random = Sampler(seed: UInt64(seeds) + 7)
      let repetitions = isSlow ? 10_000 : 40
      var wrong = (holds: 0, refuted: 0)
      for _ in 0..<repetitions {
        let values = (0..<seeds).map { _ in pair.values(law, &random) }
        let p = PValues(
          positive: Contrast(coefficients: [1, -1]) { $0[0] - $0[1] },
          of: [sample(values.map(\.0), law), sample(values.map(\.1), law)])
        // The means are equal: '>' is false, and so is '<'.
        if p.isFalse <= level { wrong.holds += 1 }
        if p.isTrue <= level { wrong.refuted += 1 }
      }
      check("\(law) difference, \(pair), n = \(seeds)", [wrong.holds, wrong.refuted], repetitions)
    }
  }

  @Test("of a ratio of means over the same seeds", arguments: Law.allCases)
  func ratio(law: Law) {
    for seeds in [10, 20, 40] {
      var random = Sampler(seed: UInt64(seeds) + 17)
      let repetitions = isSlow ? 10_000 : 20
      var wrong = (holds: 0, refuted: 0)
      for _ in 0..<repetitions {
        let values = (0..<seeds).map { _ in Pair.alike.values(law, &random) }
        let p = PValues(
          positive: Contrast { $0[0] / $0[1] - Span(1) },
          of: [sample(values.map(\.0), law), sample(values.map(\.1), law)])
        if p.isFalse <= level { wrong.holds += 1 }
        if p.isTrue <= level { wrong.refuted += 1 }
      }
      check("\(law) ratio, n = \(seeds)", [wrong.holds, wrong.refuted], repetitions)
    }
  }

  @Test("of means over different seeds", arguments: Law.allCases)
  func unpaired(law: Law) {
    for seeds in [10, 20, 40] {
      var random = Sampler(seed: UInt64(seeds) + 27)
      let repetitions = isSlow ? 10_000 : 40
      var wrong = (holds: 0, refuted: 0)
      for _ in 0..<repetitions {
        let first = sample((0..<seeds).map { _ in law.value(random.normal()) }, law)
        let second = sample(
          (0..<seeds).map { _ in law.value(random.normal()) }, law, from: 1000)
        let span = Contrast(coefficients: [1, -1]) { $0[0] - $0[1] }
          .span(of: [first, second], tail: level)
        if span.low > 0 { wrong.holds += 1 }
        if span.high < 0 { wrong.refuted += 1 }
      }
      check("\(law) other seeds, n = \(seeds)", [wrong.holds, wrong.refuted], repetitions)
    }
  }

  @Test("of 'within', of 'and' and of 'or', where they are nearest to wrong")
  func composed() {
    for law in Law.allCases {
      for seeds in [10, 20, 40] {
        var random = Sampler(seed: UInt64(seeds) + 37)
        let repetitions = isSlow ? 10_000 : 40
        var wrong = ["within": 0, "and": 0, "or": 0]
        for _ in 0..<repetitions {
          let values = (0..<seeds).map { _ in Pair.alike.values(law, &random) }
          let pair = [sample(values.map(\.0), law), sample(values.map(\.1), law)]
          func above(_ boundary: Double, _ unknown: UnknownQuantity) -> PValues {
            PValues(
              positive: Contrast(coefficients: [1]) { $0[0] - Span(boundary) }, of: [unknown])
          }
          // The mean at the end of the interval: not inside it.
          let within = PValues.all([
            above(law.mean - law.deviation, pair[0]), !above(law.mean, pair[0]),
          ])
          if within.isFalse <= level { wrong["within", default: 0] += 1 }
          // One part false and the other certain; both parts false.
          let all = PValues.all([
            above(law.mean, pair[0]), above(law.mean - 2 * law.deviation, pair[1]),
          ])
          if all.isFalse <= level { wrong["and", default: 0] += 1 }
          let any = PValues.any(pair.map { above(law.mean, $0) })
          if any.isFalse <= level { wrong["or", default: 0] += 1 }
        }
        for (name, count) in wrong.sorted(by: { $0.key < $1.key }) {
          check("\(law) '\(name)', n = \(seeds)", [count], repetitions)
        }
      }
    }
  }

  private func check(_ name: String, _ counts: [Int], _ repetitions: Int) {
    let rates = counts.map { Double($0) / Double(repetitions) }
    report("\(name): wrong \(rates.map { "\($0)" }.joined(separator: ", "))")
    #expect(rates.allSatisfy { $0 <= limit(repetitions) }, "\(name): \(rates)")
  }

  private func sample(_ values: [Double], _ law: Law, from first: Int = 0) -> UnknownQuantity {
    .mean(
      SeedSample(
        values: Dictionary(
          uniqueKeysWithValues: values.enumerated().map { (first + $0.offset, $0.element) }),
        support: law.support))
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
    check(
      "crossing, outcomes \(dependence), n = \(seeds)", [wrong.above, wrong.below], repetitions)
  }

  @Test("of a ratio between two crossings")
  func crossings() {
    let grid = stride(from: 1.0, through: 9, by: 1).map { $0 }
    for seeds in [10, 20, 40] {
      var random = Sampler(seed: UInt64(seeds) + 47)
      let repetitions = isSlow ? 10_000 : 20
      var wrong = (holds: 0, refuted: 0)
      for _ in 0..<repetitions {
        let tests = [3.2, 4.8].map { truth -> UnknownQuantity in
          let rows = (0..<seeds).map { _ -> [Bool?] in
            grid.map { x in
              let u = random.uniform()
              return truth + 0.6 * log(u / (1 - u)) < x
            }
          }
          return .crossing(CrossingTest(grid: grid, outcomes: rows))
        }
        let span = Contrast(coefficients: [-1.5, 1]) { $0[1] - Span(1.5) * $0[0] }
          .span(of: tests, tail: level)
        if span.low > 0 { wrong.holds += 1 }
        if span.high < 0 { wrong.refuted += 1 }
      }
      check("crossings' ratio, n = \(seeds)", [wrong.holds, wrong.refuted], repetitions)
    }
  }
}
