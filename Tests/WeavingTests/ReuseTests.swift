import Diagnostics
import Synchronization
import Testing
import Weaving

/// Keeps bytes in memory and counts what it was asked for.
private final class MemoryMemo: Memo {
  let rows = Mutex<[MemoKey: [UInt8]]>([:])
  let found = Mutex(0)

  func bytes(for key: MemoKey) -> [UInt8]? {
    let bytes = rows.withLock { $0[key] }
    if bytes != nil { found.withLock { $0 += 1 } }
    return bytes
  }

  func keep(_ bytes: [UInt8], for key: MemoKey) { rows.withLock { $0[key] = bytes } }
}

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
  private func check(_ text: String, memo: any Memo = NoMemo()) throws -> CheckedTemplate {
    try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000, memo: memo)
      .check(SourceText(name: "t.md", text: text)).0
  }

  @Test("a formula is typeset once; in the line and displayed it is two")
  func formulas() async throws {
    let memo = MemoryMemo()
    _ = try check(text, memo: memo)
    #expect(memo.rows.withLock { $0.count } == 2 && memo.found.withLock { $0 } == 0)
    let kept = memo.rows.withLock { $0 }
    _ = try check(text, memo: memo)
    #expect(memo.found.withLock { $0 } == 2)
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
}
