import Claims
import Diagnostics
import Experiments
import Results
import Synchronization
import Templates
import Testing
import Weaving

private let sweep = """

  ```{experiment #cliff}
  run: threshold-sweep
  activation: [quad, relu]
  d: 20
  steps: 30
  seeds: 6
  delta: [1, 4, 8]
  theory: false
  ```

  """

private func claim(_ body: String, label: String = " #clm-a") -> String {
  "```{claim\(label)}\nsays: Words with $\\delta$.\n\(body)\n```\n"
}

private func check(_ text: String, catalog: Catalog = catalog) throws -> CheckedTemplate {
  try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    .check(SourceText(name: "folder/t.md", text: text)).0
}

/// `line:column message | help` of every mistake.
private func mistakes(_ text: String) -> [String] {
  do {
    _ = try check(text)
    return []
  } catch let found as Diagnostics {
    return found.all.map {
      "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)"
        + ($0.help.map { " | \($0)" } ?? "")
    }
  } catch {
    return ["\(error)"]
  }
}

private func woven(
  _ text: String, store: MemoryStore = MemoryStore(), engine: any Engine = CountingEngine()
) async throws -> WovenReport {
  try await check(text).woven(
    by: Computation(store: store, engine: engine, progress: Quiet()), version: "0")
}

@Suite("Claims in templates") struct ClaimTests {
  @Test(
    "a mistake in a claim is placed inside its YAML scalar",
    arguments: [
      ("holds: cliff.quad.sucess > 1", "13:8 'cliff' has no quantity 'sucess' | did you mean"),
      ("holds: >-\n  cliff.quad.delta50\n    > 2 * clif.relu.delta50", "15:11 no experiment is"),
      ("holds: cliff.quad.delta50 >", "13:28 something is missing at the end"),
      ("holds: cliff.quad.delta50", "13:8 this is a number, and a statement is needed here"),
      ("holds: cliff.gelu.delta50 > 2", "13:8 'gelu' is a value of no axis"),
      ("holds: cliff.delta50 > 2", "13:8 'delta50' has many values along activation"),
      ("holds: cliff.quad.width > 2", "13:8 'cliff.quad.width' cannot be judged: the width of"),
      ("holds: 2 > 1", "13:8 the statement names no quantity"),
      ("holds: increasing(cliff.success)", "13:19 'cliff.success' leaves no single axis"),
      ("hold: cliff.quad.delta50 > 2", "13:1 claim has no option 'hold' | did you mean 'holds'?"),
      (
        "holds: cliff.quad.delta50 > 2\nlevel: 1.5",
        "14:8 level: 1.5 is out of range | level is a number ≥ 0.8 and ≤ 0.999"
      ),
      (
        "holds: cliff.quad.delta50 > 2\ncontrol: {label: permuted}",
        "14:11 control: no experiment of the claim has the option 'label' | did you mean 'labels'?"
      ),
      (
        "holds: cliff.quad.delta50 > 2\ncontrol: {labels: permutd}",
        "14:19 labels: 'permutd' is not a known value | did you mean 'permuted'?"
      ),
      (
        "holds: cliff.quad.delta50 > 2\ncontrol: {labels: 'true'}",
        "14:10 the control is the same experiment as the claim's"
      ),
      (
        "holds: cliff.quad.delta50 > 2\ncontrol: not cliff.quad.delta50 > 2",
        "14:10 the control is the plain negation of 'holds'"
      ),
      (
        "holds: cliff.quad.delta50 > 2 and cliff.relu.delta50 < 3\n"
          + "control: 3 <= cliff.relu.delta50 or cliff.quad.delta50 <= 2",
        "14:10 the control is the plain negation of 'holds'"
      ),
      (
        "holds: cliff.quad.delta50 > 2\ncontrol: cliff.quad.delta50 > 3",
        "14:10 the control is about the same runs as the claim"
      ),
    ])
  func mistakes(body: String, expected: String) {
    let found = WeavingTests.mistakes(sweep + claim(body))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test("a bound far off hides neither the number nor the bound that decides")
  func lopsided() async throws {
    let runs = """
      ```{experiment #a}
      run: gradient-descent
      activation: quad
      d: 20
      delta: 4
      seeds: 4
      steps: 8
      at: [0, 4, 8]
      theory: false
      ```

      """
    let report = try await woven(
      runs + claim("holds: a.train_risk[8] < 0.1 * a.train_risk[0]"))
    let comparison = try #require(report.claims.first?.comparisons.first)
    let ends = comparison.interval.dropFirst().dropLast().split(separator: ", ")
      .compactMap { Double($0) }
    let value = try #require(Double(comparison.value))
    #expect(ends.count == 2 && ends[0] < -1000 && ends[1] < 0 && ends[1] > -0.2)
    #expect(value < -0.2 && value > -0.5)
  }

  @Test("orders along an axis of names are compared if both quantities have the axis")
  func orders() async throws {
    let report = try await woven(
      sweep
        + claim("holds: rank_correlation(cliff[delta=8].overlap, cliff[delta=4].overlap) >= -1"))
    let quantities = report.claims[0].quantities.map(\.name)
    #expect(quantities.count == 4 && quantities[0].contains("activation=quad"))
    #expect(report.claims[0].verdict == .holds)
    let found = WeavingTests.mistakes(
      sweep
        + claim("holds: rank_correlation(cliff[delta=8].overlap, cliff.quad.overlap) > 0"))
    #expect(
      found == [
        "13:8 one order is along activation, the other along delta | both experiments need the same "
          + "axis with the same values"
      ], "\(found)")
  }

  @Test("a claim is counted, referred to and judged; its numbers are in the report")
  func judged() async throws {
    let report = try await woven(
      "See @clm-a.\n" + sweep
        + claim("holds: cliff[activation=quad, delta=8].success < 0", label: "")
        + claim("holds: cliff[activation=quad, delta=8].overlap >= 0\nlevel: 0.9"))
    let claims = report.claims
    #expect(claims.map(\.number) == [1, 2])
    #expect(claims.map(\.verdict) == [.refuted, .holds])
    #expect(Array(claims.reversed()).doubtfulFirst.map(\.number) == [1, 2])
    #expect(claims[1].level == 0.9)
    #expect(claims[0].quantities.map(\.name) == ["cliff.success[activation=quad, delta=8]"])
    #expect(claims[0].quantities[0].basis == "6 seeds")
    #expect(claims[0].ledger.map(\.planned) == [36])
    #expect(claims[0].seedsUsed == 6)
    #expect(report.verification == "scarp verify t.md")
    #expect(Numbering(report).references["clm-a"]?.words.count == 2)
    let record = try #require(report.record)
    #expect(record.claims.map(\.verdict) == [.refuted, .holds])
    #expect(record.command == "scarp render t.md")
    #expect(record.inputs.map(\.name) == ["t.md"])
    #expect(record.inputs[0].sha256.count == 64)
  }

  @Test(
    "what holds on permuted labels too is caught by its control, whose runs are units like others")
  func control() async throws {
    let store = MemoryStore()
    let report = try await woven(
      sweep
        + claim(
          "holds: cliff[activation=quad, delta=4].train_risk < 100\ncontrol: {labels: permuted}"),
      store: store)
    let found = report.claims[0]
    #expect(found.verdict == .inconclusive)
    #expect(found.comparisons.map(\.verdict) == [.holds])
    #expect(found.remarks.count == 1)
    #expect(found.remarks[0].contains("also holds under the control (labels: permuted)"))
    #expect(found.ledger.map(\.control) == [nil, "labels: permuted"])
    let permuted = store.rows.withLock { rows in
      rows.keys.count { $0["option.labels"] == "permuted" }
    }
    #expect(permuted == 36)
    #expect(report.provenance.contains { $0.name == "threshold-sweep #cliff, control" })
  }

  @Test("a control on which the statement does not hold leaves the verdict")
  func soundControl() async throws {
    let report = try await woven(
      sweep.replacingOccurrences("activation: [quad, relu]", "activation: quad")
        .replacingOccurrences("steps: 30", "steps: 400")
        .replacingOccurrences("seeds: 6", "seeds: 12")
        + claim("holds: cliff[delta=8].overlap > 0.7\ncontrol: {labels: permuted}"))
    #expect(report.claims[0].verdict == .holds)
    let remarks = report.claims[0].remarks
    #expect(remarks.count == 1)
    #expect(remarks[0].hasPrefix("Under the control (labels: permuted) the statement is "))
  }

  @Test("a control says all of its options, lists too")
  func listedControl() async throws {
    let report = try await woven(
      sweep.replacing("activation: [quad, relu]", with: "activation: quad")
        + claim(
          "holds: cliff[delta=8].overlap > 0.7\ncontrol: {labels: permuted, delta: [1, 4, 8]}"))
    #expect(report.claims[0].remarks.last?.contains("(labels: permuted, delta: [1, 4, 8])") == true)
  }

  @Test("a bound is shown in as many digits as tell its side of what it is compared with")
  func digits() async throws {
    let names = ["theta_norm", "train_risk", "overlap", "population_risk"].map {
      "cliff[activation=quad, delta=8].\($0)"
    }
    func judged(_ limit: (Int) -> Double) async throws -> [WovenClaim] {
      let claims = names.enumerated().map { claim("holds: \($1) > \(limit($0))", label: "") }
      return try await woven(sweep + claims.joined(separator: "\n")).claims
    }
    let lows = try await judged { _ in 0 }.map { $0.comparisons[0].low }
    for side in [-1e-7, 1e-7] {
      for (claim, low) in zip(try await judged { lows[$0] + side }, lows) {
        let comparison = claim.comparisons[0]
        #expect((claim.verdict == .holds) == (side < 0))
        let shown = comparison.interval.dropFirst().prefix { $0 != "," }
        let bound = try #require(Double(shown))
        #expect((bound > low + side) == (side < 0), "\(comparison.interval) \(comparison.text)")
      }
    }
  }

  @Test("parameters stand in the statement as their values")
  func parameters() async throws {
    let report = try await woven(
      "---\nparams: {least: 0.1}\n---\n" + sweep
        + claim("holds: cliff[activation=quad, delta=8].success < `{param} least` - 5"))
    #expect(
      report.claims[0].predicate == "cliff[activation=quad, delta=8].success < 0.1 - 5")
    #expect(report.claims[0].verdict == .refuted)
  }

  @Test("verification computes what the claims need and nothing else")
  func verification() async throws {
    let template = try check(
      sweep + "\n```{experiment #other}\nrun: subspaces\n```\n"
        + claim("holds: other.hard_dimension >= 1"),
      catalog: Catalog(
        experiments: WeavingTests.catalog.experiments + [SubspacesExperiment.self], figures: []))
    let engine = CountingEngine()
    let computation = Computation(store: MemoryStore(), engine: engine, progress: Quiet())
    var verification = Verification(of: template)
    #expect(try verification.cost(of: verification.needs[0], by: computation) > 0)
    try await verification.compute(verification.needs, by: computation)
    #expect(engine.ran.withLock { $0 } == 1)
    #expect(verification.needs.map { verification.judged($0).verdict } == [.holds])
    #expect(try verification.cost(of: verification.needs[0], by: computation) == 0)
  }

  @Test("what kept runs say so far: nothing where there is none, else a verdict over them alone")
  func verdictSoFar() async throws {
    let claims =
      claim("holds: cliff[activation=quad, delta=8].theta_norm > 0.01", label: "")
      + claim(
        "holds: cliff[activation=quad, delta=8].success > cliff[activation=quad, delta=4].success",
        label: "")
    func verdicts(_ seeds: Int, _ computation: Computation) throws -> [Verdict?] {
      let template = try check(sweep.replacingOccurrences("seeds: 6", "seeds: \(seeds)") + claims)
      let verification = Verification(of: template)
      return try verification.needs.map { try verification.verdictSoFar(on: $0, by: computation) }
    }
    let engine = CountingEngine()
    let computation = Computation(store: MemoryStore(), engine: engine, progress: Quiet())
    #expect(try verdicts(6, computation) == [nil, nil])
    var verification = Verification(of: try check(sweep + claims))
    try await verification.compute(verification.needs, by: computation)
    let ran = engine.ran.withLock { $0 }
    #expect(try verdicts(60, computation) == [.holds, .inconclusive])
    #expect(engine.ran.withLock { $0 } == ran)
  }

  private struct Waiting {
    var costs: [Double]
    var isDecided: [Bool]
    var affordable: Double
    var next: Int?
  }

  private static let waiting = [
    Waiting(costs: [5, 3, 0, 2], isDecided: [false, false, true, true], affordable: 10, next: 2),
    Waiting(costs: [5, 3, 2], isDecided: [false, false, true], affordable: 10, next: 1),
    Waiting(costs: [5, 3, 2], isDecided: [false, false, true], affordable: 2.5, next: 2),
    Waiting(costs: [5, 3, 2], isDecided: [false, false, true], affordable: 1, next: nil),
    Waiting(costs: [2, 2], isDecided: [false, false], affordable: 2, next: 0),
  ]

  @Test("with little time, what costs nothing comes first, then what is open, then what is decided")
  func order() {
    for one in Self.waiting {
      let next = Verification.next(
        costs: one.costs, isDecided: one.isDecided, affordable: one.affordable)
      #expect(next == one.next, "\(one)")
    }
  }

  @Test("bounds stay inside what a quantity can be, and what no run could break holds")
  func ranges() async throws {
    let report = try await woven(
      sweep.replacingOccurrences("seeds: 6", "seeds: 3")
        + claim("holds: cliff[activation=quad, delta=8].overlap < 0.5", label: "")
        + claim("holds: cliff[activation=quad, delta=8].overlap <= 1", label: "")
        + claim("holds: cliff[activation=quad, delta=8].train_risk > -0.1", label: ""))
    let overlap = report.claims[0].quantities[0]
    #expect(overlap.low >= 0 && overlap.high <= 1)
    #expect(report.claims[0].comparisons[0].high <= 1)
    #expect(report.claims.dropFirst().map(\.verdict) == [.holds, .holds])
  }

  @Test("a failed run is a failure of its directive, whatever the verdict")
  func failures() async throws {
    let template = try check(sweep + claim("holds: cliff[activation=quad, delta=8].success >= 0"))
    let computation = Computation(
      store: MemoryStore(), engine: FailingEngine(), progress: Quiet())
    var verification = Verification(of: template)
    try await verification.compute(verification.needs, by: computation)
    let found = verification.failures
    #expect(found.count == 1)
    #expect(found[0].location?.line == 2)
    #expect(found[0].message == "36 of 36 runs of this threshold-sweep failed: no reason")
    #expect(verification.judged(verification.needs[0]).lost.count == 6)
  }
}

private struct FailingEngine: Engine {
  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    for (index, unit) in units.enumerated() {
      try finished(
        index,
        UnitResult(at: unit.at, seed: unit.seed, outcome: .failed("no reason"), records: []), 0)
    }
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: old) {
      result += rest[..<found.lowerBound] + new
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}
