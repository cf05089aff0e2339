import Glibc
import Statistics
import Testing

/// Values in a range, whatever their law: the test by a mean with random weights.
@Suite("Means of values in a range") struct DirichletMeanTests {
  private func sample(_ values: [Double]) -> UnknownQuantity {
    .mean(
      SeedSample(
        values: Dictionary(
          uniqueKeysWithValues: values.enumerated().map { ($0.offset, $0.element) }
        ), support: 0...1))
  }

  private let difference = Contrast(coefficients: [1, -1]) { $0[0] - $0[1] }

  @Test(
    "between paired outcomes it is the exact sign test",
    arguments: [(9, 0), (7, 2), (3, 3), (40, 20)]
  )
  func signs(wins: Int, losses: Int) {
    let ties = 11
    let rows =
      Array(repeating: (1.0, 0.0), count: wins) + Array(repeating: (0.0, 1.0), count: losses)
      + Array(repeating: (1.0, 1.0), count: ties)
    let p = PValues(positive: difference, of: [sample(rows.map(\.0)), sample(rows.map(\.1))])
    // P(Bin(n, ½) ≥ k) is the incomplete beta function.
    let more = incompleteBeta(0.5, Double(wins), Double(losses + 1))
    #expect(abs(p.isFalse - more) < 1e-12 * max(1, more))
    if losses > 0 {
      #expect(abs(p.isTrue - incompleteBeta(0.5, Double(losses), Double(wins + 1))) < 1e-12)
    } else {
      #expect(abs(p.isTrue - 1) < 1e-12)
    }
  }

  @Test("the share of random weights that give a mean above a boundary is the p-value")
  func weights() {
    let values = [0.1, 0.35, 0.4, 0.42, 0.6, 0.77, 0.9]
    let boundary = 0.36
    let p = PValues(
      positive: Contrast(coefficients: [1]) { $0[0] - Span(boundary) }, of: [sample(values)])
    var random = Sampler(seed: 11)
    let count = 100_000
    var (below, above) = (0, 0)
    for _ in 0..<count {
      var low = 0.0
      for value in values { low -= log(random.uniform()) * (value - boundary) }
      let last = -log(random.uniform())
      if low - last * boundary <= 0 { below += 1 }
      if low + last * (1 - boundary) > 0 { above += 1 }
    }
    // Four deviations of a share over 100 000 draws.
    #expect(abs(p.isFalse - Double(below) / Double(count)) < 0.0064)
    #expect(abs(p.isTrue - Double(above) / Double(count)) < 0.0064)
  }

  @Test("bounds are where the test begins to reject")
  func duality() {
    let pair = [
      sample([0.9, 0.8, 1, 0.7, 0.95, 0.6, 1, 1]), sample([0.2, 0.3, 0, 0, 0.1, 0.4, 0, 0]),
    ]
    let span = difference.span(of: pair, tail: 0.01)
    func p(_ boundary: Double) -> PValues {
      PValues(
        positive: Contrast(coefficients: [1, -1]) { $0[0] - $0[1] - Span(boundary) }, of: pair)
    }
    #expect(abs(p(span.low).isFalse - 0.01) < 1e-9)
    #expect(abs(p(span.high).isTrue - 0.01) < 1e-9)
    #expect(span.low > -1 && span.high < 1)
  }

  @Test("a seed that one of two quantities lacks may have had any value there")
  func missing() {
    func sample(_ values: [Int: Double], missing: Set<Int> = []) -> UnknownQuantity {
      .mean(SeedSample(values: values, missing: missing, support: 0...1))
    }
    let wins = Dictionary(uniqueKeysWithValues: (1...12).map { ($0, 1.0) })
    let losses = wins.mapValues { _ in 0.0 }
    let whole = PValues(positive: difference, of: [sample(wins), sample(losses)])
    #expect(abs(whole.isFalse - exp2(-12)) < 1e-12)
    var thin = wins
    thin[12] = nil
    let lacking = PValues(positive: difference, of: [sample(thin, missing: [12]), sample(losses)])
    // At worst the seed is a tie, and eleven wins are left.
    #expect(abs(lacking.isFalse - exp2(-11)) < 1e-12)
  }
}
