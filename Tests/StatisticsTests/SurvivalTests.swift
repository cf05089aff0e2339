import Statistics
import Testing

@Suite("Waiting times and two samples")
struct SurvivalTests {
  /// The remission times of Freireich et al. 1963 (6-MP arm), a textbook example: survival .857,
  /// .807, .753, .690, .627, .538, .448 and median 23.
  @Test("Kaplan–Meier on a published table")
  func remission() {
    let events: [Double] = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    let censored: [Double] = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    let law = KaplanMeier(
      events.map { .init(time: $0, isEvent: true) }
        + censored.map { .init(time: $0, isEvent: false) })
    let known = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    #expect(law.steps.map(\.time) == [6, 7, 10, 13, 16, 22, 23])
    for (step, survival) in zip(law.steps, known) {
      #expect(abs(step.survival - survival) < 6e-4)
    }
    #expect(law.median == 23)
    let interval = law.medianInterval()
    #expect(interval.low == 13 && interval.high == nil)
  }

  @Test("without censoring survival is the empirical one")
  func uncensored() {
    let law = KaplanMeier((1...10).map { .init(time: Double($0), isEvent: true) })
    for (index, step) in law.steps.enumerated() {
      #expect(abs(step.survival - (1 - Double(index + 1) / 10)) < 1e-12)
    }
    #expect(law.median == 5)
    #expect(KaplanMeier([.init(time: 3, isEvent: false)]).median == nil)
  }

  @Test("medians that grow by three a unit of x, with and without waiting ends")
  func growth() throws {
    func group(_ x: Double, censored: Bool) -> MedianGrowth.Group {
      let times = (1...9).map { Double($0) + 3 * x }
      return MedianGrowth.Group(
        x: x,
        observations: times.map { .init(time: $0, isEvent: !censored || $0 <= 5 + 3 * x) })
    }
    let full = try #require(MedianGrowth([0.0, 1, 2].map { group($0, censored: false) }))
    #expect(abs(full.slope - 3) < 1e-12)
    let (low, high) = (try #require(full.low), try #require(full.high))
    #expect(low < 3 && high > 3 && high - low < 6)
    // A median that half of the resamples lack has no upper end.
    let waiting = try #require(MedianGrowth([0.0, 1, 2].map { group($0, censored: true) }))
    #expect(abs(waiting.slope - 3) < 1e-12 && waiting.high == nil)
    #expect(MedianGrowth([group(0, censored: false)]) == nil)
  }

  /// n = m = 3: all of one sample before all of the other is 2 of 20 orders.
  @Test("the test's p-values are exact where they can be counted")
  func exact() {
    let apart = KolmogorovSmirnov([1, 2, 3], [4, 5, 6])
    #expect(apart.distance == 1 && abs(apart.pValue - 0.1) < 1e-14)
    #expect(KolmogorovSmirnov([1, 3, 5], [2, 4, 6]).pValue == 1)
    // The distribution functions are furthest apart after the first value: 1/2 against 0.
    let middle = KolmogorovSmirnov([1, 4], [2, 3, 5])
    #expect(abs(middle.distance - 1.0 / 2) < 1e-14)
  }

  @Test("p-values of equal laws are uniform at most, those of different ones vanish")
  func level() {
    var state: UInt64 = 88_172_645_463_325_252
    func uniform() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    let values = (0..<1000).map { _ in
      KolmogorovSmirnov((0..<40).map { _ in uniform() }, (0..<50).map { _ in uniform() }).pValue
    }
    for level in [0.01, 0.05, 0.2] {
      let share = Double(values.count { $0 <= level }) / 1000
      #expect(share < level + 4 * (level * (1 - level) / 1000).squareRoot())
      // The statistic is discrete, but not by much at these sizes.
      #expect(share > 0.5 * level)
    }
    let far = KolmogorovSmirnov(
      (0..<150).map { _ in uniform() }, (0..<150).map { _ in uniform() + 0.25 })
    #expect(far.pValue < 1e-4)
  }
}
