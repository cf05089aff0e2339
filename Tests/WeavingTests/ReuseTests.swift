import Diagnostics
import Testing
import Weaving

private let text = """
  With $x^2$ and

  $$ x^2 $$

  ```{experiment #a}
  run: threshold-sweep
  d: 20
  steps: 3
  seeds: 2
  delta: [1, 2]
  theory: false
  ```
  """

@Suite struct ReuseTests {
  /// What a report shows of results.
  private func shown(_ report: WovenReport) -> [String] {
    report.blocks.compactMap { block in
      switch block {
      case .figure(let figure):
        "\(figure.scene) \(figure.data) \(figure.notes) \(figure.altText)"
      case .table(let table): "\(table.rows) \(table.data) \(table.notes)"
      default: nil
      }
    } + report.provenance.map(\.value)
  }

  private func check(_ text: String, memo: any Memo = NoMemo()) throws -> CheckedTemplate {
    try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000, memo: memo)
      .check(SourceText(name: "t.md", text: text)).0
  }

  @Test("a formula is typeset once; in the line and displayed it is two")
  func formulas() async throws {
    let memo = MemoryMemo()
    _ = try check(text, memo: memo)
    #expect(memo.rows.withLock { $0.count } == 2 && memo.found.withLock { $0.isEmpty })
    let kept = memo.rows.withLock { $0 }
    _ = try check(text, memo: memo)
    #expect(memo.found.withLock { $0 } == ["formula": 1, "display formula": 1])
    #expect(memo.rows.withLock { $0 } == kept)
  }

  @Test("what a formula gives is taken from the memo, and a faulty one is never kept")
  func recalled() async throws {
    let memo = MemoryMemo()
    #expect(throws: Diagnostics.self) { try check("$\\frac{$", memo: memo) }
    #expect(memo.rows.withLock { $0.isEmpty })
    _ = try check("$y$", memo: memo)
    let key = try #require(memo.rows.withLock { $0.keys.first })
    memo.keep(Array("<i>kept</i>".utf8), for: key)
    let template = try check("$y$", memo: memo)
    let report = try await template.woven(
      by: Computation(store: MemoryStore(), engine: CountingEngine(), progress: Quiet()),
      version: "0")
    #expect(Array(report.formulas.values) == ["<i>kept</i>"])
  }

  @Test("with nothing to be computed, each experiment that lacks runs is named with their number")
  func cached() async throws {
    let (store, engine) = (MemoryStore(), CountingEngine(limit: 3))
    func woven(_ template: CheckedTemplate, _ reuse: Computation.Reuse) async throws -> WovenReport
    {
      let computation = Computation(
        store: store, engine: engine, progress: Quiet(), reuse: reuse)
      return try await template.woven(by: computation, version: "0")
    }
    let template = try check(text)
    await #expect(throws: Interrupted.self) { _ = try await woven(template, .whereKept) }
    let mistakes = await #expect(throws: Diagnostics.self) {
      _ = try await woven(template, .only)
    }
    #expect(
      mistakes?.all.map { "\($0.location?.line ?? 0): \($0.message)" } == [
        "5: 1 of 4 runs of this threshold-sweep are not kept, and --cached computes nothing"
      ])
    #expect(engine.ran.withLock { $0 } == 3)
  }

  @Test("with everything kept, nothing is computed and the report is the same")
  func unchanged() async throws {
    let (store, template) = (MemoryStore(), try check(text))
    let first = try await template.woven(
      by: Computation(store: store, engine: CountingEngine(), progress: Quiet()), version: "0")
    let idle = CountingEngine()
    let second = try await template.woven(
      by: Computation(store: store, engine: idle, progress: Quiet(), reuse: .only), version: "0")
    #expect(idle.ran.withLock { $0 } == 0)
    #expect(first.provenance == second.provenance)
  }

  /// Ten experiments, each with two figures and a table.
  private let forty = (1...10).map { number in
    """
    ```{experiment #e\(number)}
    run: threshold-sweep
    d: 20
    steps: 3
    seeds: 2
    delta: [1, \(number + 1)]
    theory: false
    ```

    ```{figure}
    show: cliff
    of: e\(number)
    ```

    ```{figure}
    show: cliff
    of: e\(number)
    quantity: overlap
    ```

    ```{table}
    of: e\(number)
    columns: [delta, success]
    caption: Of $\\delta_{\(number)}$.
    ```
    """
  }.joined(separator: "\n\n")

  @Test("forty directives woven again: no unit computed, nothing averaged, no formula typeset anew")
  func fortyUnchanged() async throws {
    let (store, memo, engine) = (MemoryStore(), MemoryMemo(), CountingEngine())
    func woven(_ text: String) async throws -> WovenReport {
      try await check(text, memo: memo).woven(
        by: Computation(store: store, engine: engine, progress: Quiet(), memo: memo), version: "0")
    }
    let first = try await woven(forty)
    // δ = 1 is every experiment's.
    #expect(engine.ran.withLock { $0 } == 2 * 11)
    #expect(memo.missed.withLock { $0 } == 10 + 10 && memo.found.withLock { $0.isEmpty })
    let second = try await woven(forty)
    #expect(engine.ran.withLock { $0 } == 2 * 11 && memo.missed.withLock { $0 } == 20)
    #expect(memo.found.withLock { $0 } == ["result": 10, "formula": 10])
    let isSame = shown(first) == shown(second)
    #expect(isSame && shown(first).count >= 30)
    // Prose, captions and figure options leave units and averages as they are.
    _ = try await woven(
      forty.replacing("quantity: overlap", with: "quantity: success").replacing(
        "caption: Of", with: "caption: Now of"))
    #expect(engine.ran.withLock { $0 } == 2 * 11 && memo.missed.withLock { $0 } == 20)
  }

  @Test("more seeds and more values of δ compute only the new units")
  func added() async throws {
    let (store, engine) = (MemoryStore(), CountingEngine())
    func units(_ text: String) async throws -> Int {
      let before = engine.ran.withLock { $0 }
      _ = try await check(text).woven(
        by: Computation(store: store, engine: engine, progress: Quiet()), version: "0")
      return engine.ran.withLock { $0 } - before
    }
    #expect(try await units(text) == 4)
    let more = text.replacing("seeds: 2", with: "seeds: 5")
    #expect(try await units(more) == 6)
    #expect(try await units(more.replacing("[1, 2]", with: "[1, 1.5, 2]")) == 5)
    #expect(try await units(text) == 0)
  }

  @Test("another option, and another result of the same unit, is another average")
  func distinct() async throws {
    let (store, memo) = (MemoryStore(), MemoryMemo())
    func points(_ text: String) async throws -> [String] {
      let table = "\n\n```{table}\nof: a\ncolumns: [delta, train_risk]\n```"
      let report = try await check(text + table).woven(
        by: Computation(store: store, engine: CountingEngine(), progress: Quiet(), memo: memo),
        version: "0")
      return shown(report)
    }
    let first = try await points(text)
    memo.missed.withLock { $0 = 0 }
    #expect(try await points(text.replacing("[1, 2]", with: "[2, 1]")) != first)
    #expect(memo.missed.withLock { $0 } == 1)
    store.rows.withLock { rows in
      for key in rows.keys { rows[key]?.records[0].quantities["train_risk"] = 7 }
    }
    #expect(try await points(text) != first)
    #expect(memo.missed.withLock { $0 } == 2)
  }

  @Test("a damaged average is made again, and --refresh takes none")
  func damaged() async throws {
    let (store, memo) = (MemoryStore(), MemoryMemo())
    let template = try check(text + "\n\n```{figure}\nshow: cliff\nof: a\n```")
    func woven(_ reuse: Computation.Reuse = .whereKept) async throws -> [String] {
      let report = try await template.woven(
        by: Computation(
          store: store, engine: CountingEngine(), progress: Quiet(), reuse: reuse, memo: memo),
        version: "0")
      return shown(report)
    }
    let first = try await woven()
    let key = try #require(memo.rows.withLock { $0.keys.first })
    for bytes: [UInt8] in [[], [1], Array(repeating: 0xFF, count: 60)] {
      memo.keep(bytes, for: key)
      #expect(try await woven() == first)
    }
    memo.found.withLock { $0 = [:] }
    #expect(try await woven(.never) == first)
    #expect(memo.found.withLock { $0.isEmpty })
  }
}
