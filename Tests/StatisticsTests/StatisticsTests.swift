import Glibc
import Statistics
import Testing

@Suite struct IntervalTests {
  @Test("the incomplete beta has its closed forms")
  func closedForms() {
    for x in [0.01, 0.2, 0.5, 0.77, 0.999] {
      // I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a, I_x(½, ½) = (2/π) asin √x
      #expect(abs(incompleteBeta(x, 1, 3.5) - (1 - pow(1 - x, 3.5))) < 1e-13)
      #expect(abs(incompleteBeta(x, 4.2, 1) - pow(x, 4.2)) < 1e-13)
      #expect(abs(incompleteBeta(x, 0.5, 0.5) - 2 / .pi * asin(x.squareRoot())) < 1e-13)
      #expect(abs(incompleteBeta(x, 7, 2) + incompleteBeta(1 - x, 2, 7) - 1) < 1e-13)
      let p = incompleteBeta(x, 3, 5)
      #expect(abs(incompleteBeta(inverseIncompleteBeta(p, 3, 5), 3, 5) - p) < 1e-14)
    }
  }

  @Test(
    "Student quantiles are the tables'",
    arguments: [
      (1, 12.7062), (2, 4.3027), (5, 2.5706), (19, 2.0930), (100, 1.9840),
    ])
  func student(degrees: Int, quantile: Double) {
    #expect(abs(studentQuantile(level: 0.95, degrees: degrees) - quantile) < 5e-5)
  }

  @Test("a Clopper–Pearson end is where the binomial tail is 2.5 %")
  func clopperPearson() {
    for (k, n) in [(0, 20), (3, 20), (10, 20), (20, 20), (1, 1)] {
      let interval = binomialInterval(successes: k, of: n)
      if k > 0 { #expect(abs(upperTail(k, n, interval.low) - 0.025) < 1e-9) }
      if k < n { #expect(abs(1 - upperTail(k + 1, n, interval.high) - 0.025) < 1e-9) }
    }
    #expect(binomialInterval(successes: 0, of: 20).low == 0)
    #expect(binomialInterval(successes: 20, of: 20).high == 1)
  }

  /// P(X ≥ k) for X ~ Binomial(n, p), by summing.
  private func upperTail(_ k: Int, _ n: Int, _ p: Double) -> Double {
    guard k <= n else { return 0 }
    return (k...n).reduce(0) { sum, j in
      let choose = exp(lgamma(Double(n + 1)) - lgamma(Double(j + 1)) - lgamma(Double(n - j + 1)))
      return sum + choose * pow(p, Double(j)) * pow(1 - p, Double(n - j))
    }
  }

  @Test("a mean has the textbook error")
  func mean() throws {
    let sample = try #require(SampleMean([1, 2, 3, 4]))
    #expect(sample.mean == 2.5)
    #expect(abs((sample.standardError ?? 0) - (5.0 / 3 / 4).squareRoot()) < 1e-14)
    #expect(SampleMean([]) == nil)
    #expect(SampleMean([1])?.interval() == nil)
  }
}

@Suite struct LogisticFitTests {
  @Test("many trials give back the curve they came from")
  func recovery() throws {
    let cells = stride(from: 1.0, through: 9, by: 0.5).map { x in
      let p = 1 / (1 + exp(-(x - 4.3) / 0.7))
      return LogisticFit.Cell(x: x, successes: Int((p * 1e6).rounded()), trials: 1_000_000)
    }
    let fit = try #require(LogisticFit(cells))
    #expect(abs(fit.midpoint - 4.3) < 1e-3)
    #expect(abs(fit.width - 0.7) < 1e-3)
  }

  @Test("Firth's fit is the mode of the likelihood times √det I")
  func optimum() throws {
    let cells = [(1.0, 0, 5), (2, 1, 5), (3, 4, 5), (4, 5, 5)].map {
      LogisticFit.Cell(x: $0.0, successes: $0.1, trials: $0.2)
    }
    let fit = try #require(LogisticFit(cells))
    let best = penalised(cells, fit.midpoint, fit.width)
    for (shift, stretch) in [(0.01, 1.0), (-0.01, 1), (0, 1.01), (0, 0.99)] {
      #expect(penalised(cells, fit.midpoint + shift, fit.width * stretch) < best)
    }
  }

  /// log L + ½ log det I, written from the definition.
  private func penalised(_ cells: [LogisticFit.Cell], _ midpoint: Double, _ width: Double) -> Double
  {
    var (value, a, b, c) = (0.0, 0.0, 0.0, 0.0)
    for cell in cells {
      let p = 1 / (1 + exp(-(cell.x - midpoint) / width))
      let n = Double(cell.trials)
      value += Double(cell.successes) * log(p) + (n - Double(cell.successes)) * log(1 - p)
      a += n * p * (1 - p)
      b += n * p * (1 - p) * cell.x
      c += n * p * (1 - p) * cell.x * cell.x
    }
    return value + 0.5 * log(a * c - b * b)
  }

  @Test("a separated transition has a finite fit between the two sides")
  func separated() throws {
    let cells = [(1.0, 0), (2, 0), (3, 10), (4, 10)].map {
      LogisticFit.Cell(x: $0.0, successes: $0.1, trials: 10)
    }
    let fit = try #require(LogisticFit(cells))
    #expect(abs(fit.midpoint - 2.5) < 1e-6)
    #expect(fit.width > 0.01 && fit.width < 0.5)
  }

  @Test("success that falls with x has no midpoint")
  func falling() {
    let cells = [(1.0, 9), (2, 5), (3, 1)].map {
      LogisticFit.Cell(x: $0.0, successes: $0.1, trials: 10)
    }
    #expect(LogisticFit(cells) == nil)
  }
}

@Suite struct CrossingTests {
  /// Seeds of one simulated cliff.
  struct Case: Sendable, CustomTestStringConvertible {
    /// In steps of the grid.
    var width: Double
    var seeds: Int
    /// Whether a seed succeeds wherever δ exceeds one threshold of its own.
    var isShared: Bool
    /// The share of runs that never succeed.
    var lost = 0.0

    var testDescription: String {
      "width \(width), \(seeds) seeds\(isShared ? ", shared" : ""), \(lost) lost"
    }

    static let all: [Case] =
      [0.02, 0.3, 1].flatMap { width in
        [12, 20].flatMap { seeds in
          [false, true].map { Case(width: width, seeds: seeds, isShared: $0) }
        }
      } + [
        Case(width: 3, seeds: 12, isShared: false), Case(width: 3, seeds: 20, isShared: false),
      ]

    /// Outcomes at the values of a grid, success crossing one half at `truth`.
    func outcomes(_ grid: [Double], truth: Double, _ random: inout Sampler) -> [[Bool?]] {
      func threshold() -> Double {
        let q = random.uniform() / (1 - lost)
        let middle = 0.5 / (1 - lost)
        return q < 1
          ? truth + width * (log(q / (1 - q)) - log(middle / (1 - middle))) : .infinity
      }
      return (0..<seeds).map { _ in
        let own = threshold()
        return grid.map { x in (isShared ? own : threshold()) < x }
      }
    }
  }

  private let grid = (1...9).map(Double.init)

  @Test(
    "δ₅₀'s interval misses the truth no more often than it says, however wide the cliff is in steps",
    arguments: Case.all)
  func coverage(cliff: Case) {
    var random = Sampler(seed: 7)
    let (tail, repetitions) = (0.025, 400)
    var missed = (above: 0, below: 0)
    for _ in 0..<repetitions {
      let truth = 4 + random.uniform()
      let test = CrossingTest(grid: grid, outcomes: cliff.outcomes(grid, truth: truth, &random))
      let span = test.span(tail: tail)
      if span.low > truth { missed.above += 1 }
      if span.high < truth { missed.below += 1 }
    }
    let limit = tail + 3 * (tail * (1 - tail) / Double(repetitions)).squareRoot()
    #expect(Double(missed.above) / Double(repetitions) <= limit)
    #expect(Double(missed.below) / Double(repetitions) <= limit)
  }

  @Test(
    "of a wide cliff on shared data one side misses up to twice as often as it says",
    arguments: [12, 20])
  func wideAndShared(seeds: Int) {
    let cliff = Case(width: 3, seeds: seeds, isShared: true)
    var random = Sampler(seed: 7)
    var missed = (above: 0, below: 0)
    for _ in 0..<400 {
      let truth = 4 + random.uniform()
      let span = CrossingTest(grid: grid, outcomes: cliff.outcomes(grid, truth: truth, &random))
        .span(tail: 0.025)
      if span.low > truth { missed.above += 1 }
      if span.high < truth { missed.below += 1 }
    }
    // 0.028 and 0.043 of two thousand, to three of their standard errors for 400.
    #expect(missed.above <= 22 && missed.below <= 30)
  }

  @Test("runs that succeed nowhere, which no logistic curve allows for, hardly move the interval")
  func lost() {
    let cliff = Case(width: 0.3, seeds: 20, isShared: false, lost: 0.15)
    var random = Sampler(seed: 9)
    let missed = (0..<200).count { _ in
      let truth = 4 + random.uniform()
      let span = CrossingTest(grid: grid, outcomes: cliff.outcomes(grid, truth: truth, &random))
        .span(tail: 0.025)
      return span.low > truth || span.high < truth
    }
    // A curve through all values misses four times in five.
    #expect(missed < 40)
  }

  @Test("the interval is a step where the cliff is narrow, and follows the scatter where it is not")
  func precision() {
    for (width, most) in [(0.02, 1.1), (0.3, 1.3), (1, 1.8)] {
      let cliff = Case(width: width, seeds: 20, isShared: false)
      var random = Sampler(seed: 8)
      let widths = (0..<100).map { _ in
        let rows = cliff.outcomes(grid, truth: 4 + random.uniform(), &random)
        let span = CrossingTest(grid: grid, outcomes: rows).span(tail: 0.025)
        return span.high - span.low
      }
      let mean = widths.reduce(0, +) / 100
      #expect(mean > 0.5 && mean < most, "width \(width): \(mean)")
    }
  }

  @Test("seeds that all change between the same two values know no more than these")
  func oneCell() {
    let rows: [[Bool?]] = (0..<12).map { _ in [false, false, true, true] }
    let test = CrossingTest(grid: [1, 1.1, 1.2, 1.3], outcomes: rows)
    #expect(abs((test.midpoint ?? 0) - 1.15) < 1e-6)
    for tail in [0.025, 0.01] {
      let span = test.span(tail: tail)
      #expect(span == Span(1.1, 1.2))
    }
  }

  @Test("a grid on one side of the transition says on which")
  func oneSided() {
    func constant(_ value: Bool) -> [[Bool?]] { (0..<8).map { _ in grid.map { _ in value } } }
    #expect(CrossingTest(grid: grid, outcomes: constant(false)).position == .above)
    #expect(CrossingTest(grid: grid, outcomes: constant(true)).position == .below)
  }

  @Test("runs that did not finish enter no fraction")
  func unfinished() {
    let outcomes: [[Bool?]] = (0..<10).map { _ in [false, false, nil, true, true] }
    let complete: [[Bool?]] = (0..<10).map { _ in [false, false, true, true] }
    #expect(
      CrossingTest(grid: [1, 2, 3, 4, 5], outcomes: outcomes)
        == CrossingTest(grid: [1, 2, 4, 5], outcomes: complete))
  }
}
