import Claims
import Expressions
import Glibc
import Results
import Statistics
import Testing

/// A quantity whose seeds scatter evenly around a mean.
func seeds(
  _ name: String, mean: Double, spread: Double, count: Int = 20, shift: Int = 0
) -> (QuantityPath, ClaimQuantity) {
  let values = (1...count).map { seed in
    let place = Double((seed * 7 + shift * 5) % count) / Double(count - 1) - 0.5
    return (seed, mean + 2 * spread * place)
  }
  let sample = SeedSample(values: Dictionary(uniqueKeysWithValues: values))
  return (
    QuantityPath(label: name, selectors: [], quantity: "x"),
    ClaimQuantity(
      name: "\(name).x", estimate: sample.mean, unknown: .mean(sample), basis: .seeds(count))
  )
}

func judged(
  _ predicate: String, _ known: [(QuantityPath, ClaimQuantity)], level: Double = 0.99
) throws -> Judgement {
  let known = Dictionary(uniqueKeysWithValues: known)
  let expression = try Expression(predicate) { _ in nil }
  return Judgement(
    of: expression, level: level,
    series: { path in
      path.label == "all" ? known.keys.sorted { $0.label < $1.label } : [path]
    }, known: known)
}

@Suite("Verdicts") struct JudgementTests {
  private let low = seeds("a", mean: 1, spread: 0.3)
  private let high = seeds("b", mean: 2, spread: 0.3, shift: 1)
  private let near = seeds("c", mean: 1.05, spread: 0.3, shift: 2)

  @Test(
    "a predicate holds, is refuted, or is inconclusive",
    arguments: [
      ("a.x < b.x", Verdict.holds), ("a.x > b.x", .refuted), ("a.x < c.x", .inconclusive),
      ("not a.x < b.x", .refuted), ("a.x < b.x and a.x > 0.5", .holds),
      ("a.x < b.x and a.x > 1.5", .refuted), ("a.x > 1.5 or b.x > 1.5", .holds),
      ("a.x > 1.5 or a.x > b.x", .refuted), ("0.5 < a.x < 1.5", .holds),
      ("within(a.x, 1, rel=0.5)", .holds), ("within(a.x, b.x, abs=0.2)", .refuted),
      ("within(a.x, c.x, rel=0.001)", .inconclusive), ("within(b.x / a.x, 2, rel=0.5)", .holds),
      ("increasing(a.x, c.x, b.x)", .inconclusive), ("increasing(a.x, b.x, 3)", .holds),
      ("decreasing(b.x, a.x)", .holds), ("log(b.x) > 0 and sqrt(a.x) < 2", .holds),
    ])
  func verdicts(predicate: String, expected: Verdict) throws {
    #expect(try judged(predicate, [low, high, near]).verdict == expected)
  }

  @Test("a series is compared along its axis")
  func series() throws {
    let rising = [seeds("p", mean: 1, spread: 0.2), seeds("q", mean: 2, spread: 0.2)]
    #expect(try judged("increasing(all.x)", rising).verdict == .holds)
    #expect(try judged("decreasing(all.x)", rising).verdict == .refuted)
  }

  @Test("a mean along an axis is tested seed by seed, as its sum written out")
  func mean() throws {
    let two = [seeds("p", mean: 1, spread: 0.4), seeds("q", mean: 2, spread: 0.4, shift: 3)]
    let (along, written) = (
      try judged("mean(all.x) > 1.4", two), try judged("(p.x + q.x) / 2 > 1.4", two)
    )
    #expect(along.verdict == .holds && along.pValues == written.pValues)
    #expect(try judged("mean(all.x) > 1.8", two).verdict == .refuted)
    #expect(along.quantities.map(\.quantity.name) == ["p.x", "q.x"])
  }

  /// One number a place, each known to within `error`.
  private func ordered(
    _ name: String, _ values: [Double], error: Double
  ) -> [(QuantityPath, ClaimQuantity)] {
    values.enumerated().map { place, value in
      (
        QuantityPath(label: name, selectors: [.axis("a", "\(place)")], quantity: "x"),
        ClaimQuantity(
          name: "\(name)\(place)", estimate: value,
          unknown: .bounded(Span(value - error, value + error)), basis: .theory(batches: 1))
      )
    }
  }

  /// rank_correlation(p.x, q.x), of which p and q are along one axis.
  private func rankCorrelation(
    _ p: [Double], _ q: [Double], error: Double, _ statement: String
  ) throws -> Judgement {
    let known = ordered("p", p, error: error) + ordered("q", q, error: error)
    return Judgement(
      of: try Expression("rank_correlation(p.x, q.x) \(statement)") { _ in nil }, level: 0.99,
      series: { path in
        path.selectors.isEmpty ? known.map(\.0).filter { $0.label == path.label } : [path]
      }, known: Dictionary(uniqueKeysWithValues: known))
  }

  @Test("Kendall's τ counts pairs; pairs that may be in either order leave it a range")
  func ranks() throws {
    // Of six pairs, five are in the same order.
    let found = try rankCorrelation([1, 2, 3, 4], [1, 3, 2, 9], error: 0.1, "> 0.5")
    #expect(found.verdict == .holds)
    #expect(abs((found.comparisons[0].estimate ?? 0) - 4.0 / 6) < 1e-12)
    #expect(found.comparisons[0].bounds == Span(found.comparisons[0].estimate ?? 0))
    // Errors of 0.6 leave the order of neighbours open, in either quantity.
    let vague = try rankCorrelation([1, 2, 3, 4], [1, 3, 2, 9], error: 0.6, "> 0.5")
    #expect(vague.verdict == .inconclusive)
    let bounds = vague.comparisons[0].bounds
    #expect(bounds.low < 0 && bounds.high == 1)
    #expect(try rankCorrelation([1, 2, 3], [3, 2, 1], error: 0.1, "> 0").verdict == .refuted)
    // A tie is in neither order.
    let tie = try rankCorrelation([1, 1, 2], [1, 2, 3], error: 0, "> 0")
    #expect(abs((tie.comparisons[0].estimate ?? 0) - 2.0 / 3) < 1e-12)
  }

  @Test("numbers without error are compared as numbers")
  func exact() throws {
    let path = QuantityPath(label: "s", selectors: [], quantity: "x")
    let two = (
      path,
      ClaimQuantity(
        name: "s.x", estimate: 2, unknown: .exact(2), basis: .theory(batches: 1))
    )
    #expect(try judged("s.x >= 2 and s.x <= 2", [two]).verdict == .holds)
    #expect(try judged("s.x > 2", [two]).verdict == .refuted)
    #expect(try judged("within(s.x, 2, abs=0)", [two]).verdict == .holds)
  }

  @Test("the seeds said to settle a claim settle it about four times in five")
  func need() throws {
    var random = Sampler(seed: 5)
    func sample(_ count: Int, mean: Double) -> [(QuantityPath, ClaimQuantity)] {
      let values = (1...count).map { ($0, mean + random.normal()) }
      let sample = SeedSample(values: Dictionary(uniqueKeysWithValues: values))
      return [
        (
          QuantityPath(label: "a", selectors: [], quantity: "x"),
          ClaimQuantity(
            name: "a.x", estimate: sample.mean, unknown: .mean(sample), basis: .seeds(count))
        )
      ]
    }
    // A pilot whose estimate is the truth: mean ½, deviation 1.
    var values = (1...10).map { _ in random.normal() }
    let mean = values.reduce(0, +) / 10
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9).squareRoot()
    values = values.map { 0.5 + ($0 - mean) / deviation }
    let pilot = SeedSample(
      values: Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.offset, $0.element) }))
    let judgement = try judged(
      "a.x > 0",
      [
        (
          QuantityPath(label: "a", selectors: [], quantity: "x"),
          ClaimQuantity(name: "a.x", estimate: 0.5, unknown: .mean(pilot), basis: .seeds(10))
        )
      ])
    guard case .seeds(let count) = judgement.need else {
      Issue.record("\(judgement.need)")
      return
    }
    // (2.33 + 0.84)² / 0.5² = 40, and a little for Student's t.
    #expect((40...46).contains(count))
    let settled = try (0..<60).count { _ in
      try judged("a.x > 0", sample(count, mean: 0.5)).verdict == .holds
    }
    #expect((38...59).contains(settled))
  }

  @Test("no number of seeds settles what theory leaves open, nor what lies on the boundary")
  func never() throws {
    let path = QuantityPath(label: "t", selectors: [], quantity: "x")
    let theory = (
      path,
      ClaimQuantity(
        name: "t.x", estimate: 1.1, unknown: .batchMean(value: 1.1, standardError: 0.5, batches: 8),
        basis: .theory(batches: 8))
    )
    guard case .never(let reason) = try judged("a.x < t.x", [low, theory]).need else {
      Issue.record("settled by seeds")
      return
    }
    #expect(reason.contains("theory"))
    guard case .never = try judged("a.x - a.x > 0", [low]).need else {
      #expect(try judged("a.x - a.x > 0", [low]).verdict == .refuted)
      return
    }
  }

  @Test("no number of seeds settles what the steps of a grid leave open")
  func coarseGrid() throws {
    let rows: [[Bool?]] = (0..<12).map { _ in [false, false, true, true] }
    let test = CrossingTest(grid: [1, 2, 3, 4], outcomes: rows)
    let path = QuantityPath(label: "c", selectors: [], quantity: "delta50")
    let cliff = (
      path,
      ClaimQuantity(
        name: "c.delta50", estimate: test.midpoint, unknown: .crossing(test),
        basis: .runs(seeds: 12, along: "delta", values: 4))
    )
    let judgement = try judged("c.delta50 > 2.2", [cliff])
    #expect(judgement.verdict == .inconclusive)
    guard case .never(let reason) = judgement.need else {
      Issue.record("settled by seeds")
      return
    }
    #expect(reason.contains("grid"))
    #expect(try judged("c.delta50 > 1.9", [cliff]).verdict == .holds)
  }
}

@Suite("Seeds of a claim") struct SeedAccountTests {
  private func result(_ outcomes: [(Outcome, Double?)]) -> ExperimentResult {
    ExperimentResult(
      experiment: "e", options: [:], axes: [], points: [],
      units: outcomes.enumerated().map { index, outcome in
        UnitResult(
          at: [:], seed: index + 1, outcome: outcome.0,
          records: outcome.1.map { [Record(step: 30, quantities: ["x": $0])] } ?? [])
      })
  }

  private func quantity(_ outcomes: [(Outcome, Double?)], _ evidence: Evidence) -> ClaimQuantity {
    ClaimQuantity(
      name: "e.x", quantity: "x", at: ["step": "30"], evidence: evidence, in: result(outcomes))
  }

  @Test("a mean leaves out one lost seed in twenty, and says nothing beyond")
  func means() {
    let good = (1...19).map { (Outcome.finished, Double?.some(Double($0))) }
    let one = quantity(good + [(.diverged(step: 3), nil)], .mean)
    #expect(one.estimate == 10)
    #expect(one.obstacle == nil)
    #expect(
      one.lost == [
        LostRun(seed: 20, at: [:], fate: "diverged at step 3", counted: "left out of the mean")
      ])
    let two = quantity(Array(good.dropLast()) + [(.failed("why"), nil), (.finished, .nan)], .mean)
    #expect(two.obstacle?.contains("2 of 20 seeds") == true)
    #expect(two.lost.map(\.fate) == ["failed: why", "has no value"])
  }

  @Test("a fraction lies between 0 and 1 whatever it is called, and so does what is left of one")
  func shares() throws {
    let all = (1...10).map { _ in (Outcome.finished, Double?.some(1)) }
    let share = quantity(all, .fraction(Event("x", above: 0.5)))
    #expect(share.range == Span(0, 1))
    let path = QuantityPath(label: "e", selectors: [], quantity: "x")
    let rest = try #require(
      Estimate(of: try Expression("1 - e.x") { _ in nil }, [path: share]))
    #expect(rest.low == 0 && (rest.high ?? 2) < 0.4)
  }

  @Test("a fraction counts a lost seed as either")
  func fractions() {
    let good = (1...9).map { _ in (Outcome.finished, Double?.some(1)) }
    let lost = quantity(good + [(.diverged(step: 3), nil)], .fraction(Event("x", above: 0.5)))
    #expect(lost.estimate == 1)
    #expect(lost.obstacle == nil)
    let span = lost.unknown.span(tail: 0.01)
    // The nine alone would reach down to 0.01^(1/9) = 0.6.
    #expect(span.low < 0.55)
    #expect(abs(span.high - 1) < 1e-12)
  }

  @Test("theory is a mean of batches, or a number")
  func theory() {
    var result = result([])
    result.points = [
      Point(
        at: [:],
        quantities: [
          "mean": Estimate(2, standardError: 0.1, n: 8), "exact": Estimate(3),
          "nothing": Optional<Estimate>.none,
        ])
    ]
    func known(_ name: String) -> ClaimQuantity {
      ClaimQuantity(name: name, quantity: name, at: [:], evidence: .theory(), in: result)
    }
    #expect(known("mean").basis == .theory(batches: 8))
    #expect(known("mean").unknown.span(tail: 0.01).low < 2 - 0.1 * 2.9)
    #expect(known("exact").unknown.span(tail: 0.01) == Span(3))
    #expect(known("nothing").obstacle == "nothing is not defined")
  }
}
