import Claims
import Expressions
import Glibc
import Statistics
import Testing

/// Verdicts on simulated truth, from the text of a predicate to the word.
@Suite("Claims on simulated truth") struct WrongVerdictTests {
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

    func draw(_ random: inout Sampler) -> Double {
      switch self {
      case .normal: 1 + random.normal()
      case .lognormal: exp(random.normal() - 0.5)
      case .binary: random.uniform() < 0.7 ? 1 : 0
      }
    }
  }

  static let level = 0.99

  private func verdicts(
    _ predicate: String, law: Law, seeds: Int, repetitions: Int
  ) throws -> [Verdict: Int] {
    var random = Sampler(seed: UInt64(seeds))
    let expression = try Expression(predicate) { _ in nil }
    var counts: [Verdict: Int] = [:]
    for _ in 0..<repetitions {
      let values = (1...seeds).map { ($0, law.draw(&random)) }
      let sample = SeedSample(
        values: Dictionary(uniqueKeysWithValues: values),
        support: law == .binary ? 0...1 : nil)
      let quantity = ClaimQuantity(
        name: "e.x", estimate: sample.mean, unknown: .mean(sample), basis: .seeds(seeds))
      let judgement = Judgement(
        of: expression, level: Self.level, series: { [$0] },
        known: [expression.quantities[0].path: quantity])
      counts[judgement.verdict, default: 0] += 1
    }
    return counts
  }

  @Test(
    "at the boundary no verdict is wrong more often than the level allows",
    arguments: Law.allCases, [10, 20, 40])
  func boundary(law: Law, seeds: Int) throws {
    let repetitions = 60
    let tail = 1 - Self.level
    let limit = tail + 3 * (tail * (1 - tail) / Double(repetitions)).squareRoot()
    // Equality makes '>' false and '>=' true.
    let strict = try verdicts("e.x > \(law.mean)", law: law, seeds: seeds, repetitions: repetitions)
    let wrong = Double(strict[.holds] ?? 0) / Double(repetitions)
    #expect(wrong <= limit)
    let loose = try verdicts("e.x >= \(law.mean)", law: law, seeds: seeds, repetitions: repetitions)
    let wrongly = Double(loose[.refuted] ?? 0) / Double(repetitions)
    #expect(wrongly <= limit)
  }

  @Test("an effect of two standard deviations is found with twenty seeds", arguments: Law.allCases)
  func power(law: Law) throws {
    guard law != .binary else { return }
    let found = try verdicts(
      "e.x > \(law.mean - 2 * law.deviation)", law: law, seeds: 20, repetitions: 40)
    #expect((found[.holds] ?? 0) >= 36)
    #expect((found[.refuted] ?? 0) == 0)
  }
}

/// SplitMix64.
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
