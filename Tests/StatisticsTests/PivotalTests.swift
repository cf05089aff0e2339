import Statistics
import Testing

@Suite struct PivotalTests {
  @Test("bounds of a fraction are Clopper's and Pearson's")
  func fraction() {
    let outcomes = Dictionary(uniqueKeysWithValues: (1...20).map { ($0, $0 <= 14 ? 1.0 : 0) })
    let sample = SeedSample(values: outcomes, support: 0...1)
    let exact = binomialInterval(successes: 14, of: 20, level: 0.98)
    for (bound, sign) in [(exact.low, 1.0), (exact.high, -1.0)] {
      let p = PValues(
        positive: Contrast(coefficients: [1]) { $0[0] - Span(bound) }, of: [.mean(sample)])
      #expect(abs((sign > 0 ? p.isFalse : p.isTrue) - 0.01) < 0.003)
    }
  }

  @Test("a missing seed may have been a success or a failure")
  func missing() {
    let whole = SeedSample(
      values: Dictionary(uniqueKeysWithValues: (1...10).map { ($0, 1.0) }), support: 0...1)
    var thin = whole
    thin.values[10] = nil
    thin.missing = [10]
    let contrast = Contrast(coefficients: [1]) { $0[0] - Span(0.5) }
    let known = PValues(positive: contrast, of: [.mean(whole)])
    let unknown = PValues(positive: contrast, of: [.mean(thin)])
    // 2⁻¹⁰, and the probability of nine successes or more in ten.
    #expect(abs(known.isFalse - 1.0 / 1024) < 0.001)
    #expect(abs(unknown.isFalse - 11.0 / 1024) < 0.003)
  }

  @Test("what seeds share cancels in a difference, and not between other seeds")
  func paired() {
    let noise = [3.1, -2.2, 0.4, 5.0, -4.1, 1.7, -0.9, 2.8]
    func sample(_ shift: Double, from first: Int) -> SeedSample {
      SeedSample(
        values: Dictionary(
          uniqueKeysWithValues: noise.enumerated().map {
            (first + $0.offset, $0.element + shift * (1 + 0.1 * Double($0.offset)))
          }))
    }
    let contrast = Contrast(coefficients: [1, -1]) { $0[0] - $0[1] }
    let same = PValues(
      positive: contrast, of: [.mean(sample(1, from: 1)), .mean(sample(0, from: 1))])
    let other = PValues(
      positive: contrast, of: [.mean(sample(1, from: 1)), .mean(sample(0, from: 11))])
    #expect(same.isFalse < 1e-4)
    #expect(other.isFalse > 0.05)
  }

  @Test("a part settles 'any', and 'all' is no stronger than its weakest part")
  func composition() {
    let (strong, weak) = (PValues(isFalse: 0.001, isTrue: 1), PValues(isFalse: 0.2, isTrue: 0.7))
    #expect(PValues.all([strong, weak]).isFalse == 0.2)
    #expect(PValues.any([strong, weak]).isFalse == 0.002)
    #expect(PValues.any([strong, weak]).isTrue == 1)
    #expect((!strong).isTrue == 0.001)
  }

  @Test("a span holds every value of a function of its ends and inside")
  func spans() {
    let (a, b) = (Span(-1, 2), Span(0.5, 4))
    #expect(a * b == Span(-4, 8))
    #expect(a / b == Span(-2, 4))
    #expect(b / a == .anything)
    #expect(a.power(Span(2)) == Span(0, 4))
    #expect(a.magnitude == Span(0, 2))
    #expect(Span.anything - Span.anything == .anything)
  }

  @Test("outside the grid a crossing is bounded on one side only")
  func outside() {
    let grid = [1.0, 2, 3]
    let never = CrossingTest(grid: grid, outcomes: (0..<10).map { _ in [false, false, false] })
    #expect(never.midpoint == nil)
    #expect(never.span(tail: 0.01) == Span(3, .infinity))
    let always = CrossingTest(grid: grid, outcomes: (0..<10).map { _ in [true, true, true] })
    #expect(always.span(tail: 0.01) == Span(-.infinity, 1))
    let few = CrossingTest(grid: grid, outcomes: (0..<4).map { _ in [false, false, false] })
    #expect(few.span(tail: 0.01) == .anything)
  }
}
