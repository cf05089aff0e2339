import Diagnostics
import Testing
import Weaving

private func woven(_ text: String) async throws -> WovenReport {
  let source = SourceText(name: "t.md", text: text)
  let (template, _) = try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    .check(source)
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  return try await template.woven(by: computation, version: "0")
}

@Suite struct AssemblyTests {
  private static let text = """
    ---
    title: T
    author: [A, B]
    ---
    ```{experiment #a}
    run: threshold-sweep
    d: 20
    steps: 3
    seeds: 2
    delta: [1, 2]
    ```

    ```{table #tbl-a}
    of: a
    columns: [delta, train_risk]
    ```

    ```{figure #fig-a}
    show: cliff
    of: a
    ```

    ```{figure}
    show: cliff
    of: a
    quantity: overlap
    alt: My words.
    ```
    """

  @Test("directives give way to what they show, figures and tables counted apart")
  func numbering() async throws {
    let report = try await woven(Self.text)
    #expect(report.metadata.title == "T" && report.metadata.authors == ["A", "B"])
    let figures = report.blocks.compactMap {
      if case .figure(let figure) = $0 { figure } else { nil }
    }
    let tables = report.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    #expect(figures.map(\.number) == [1, 2] && figures.map(\.label) == ["fig-a", nil])
    #expect(figures[1].altText == "My words.")
    #expect(figures[0].altText.count > 40)
    #expect(tables.map(\.number) == [1])
    #expect(tables[0].rows.map { $0[0].text } == ["1", "2"])
    #expect(tables[0].rows.allSatisfy { $0[1].interval?.hasPrefix("[") == true })
    #expect(tables[0].data.columns == ["delta", "train_risk", "train_risk_low", "train_risk_high"])
    #expect(report.blocks.count == 3)
  }

  @Test("the account at the end holds revision, options and ledger, and no clock")
  func provenance() async throws {
    let report = try await woven(Self.text)
    let line = try #require(report.provenance.first { $0.name == "threshold-sweep #a" }).value
    #expect(
      line.hasPrefix(
        "revision 1; activation: quad; batch: full; batch-sampling: epochs; batches: 8; d: 20; "
          + "data: gaussian; delta: [1, 2]; "))
    #expect(line.hasSuffix("4 runs planned, 4 finished, 0 diverged, 0 failed"))
    let again = try await woven(Self.text)
    #expect(again.provenance == report.provenance)
  }

  @Test("runs that diverged are named at the experiment, cell by cell")
  func ledger() async throws {
    let report = try await woven(
      """
      ```{experiment #a}
      run: threshold-sweep
      activation: [quad, cubic]
      loss: square
      step-size: {quad: 0.01, cubic: 20}
      d: 20
      steps: 40
      seeds: 2
      delta: 2
      ```
      """)
    let notes = report.blocks.compactMap { if case .note(let text) = $0 { text } else { nil } }
    #expect(notes.count == 1)
    #expect(notes[0].hasPrefix("2 of 4 runs of this threshold-sweep did not finish"))
    #expect(notes[0].contains("activation = cubic, delta = 2: 2 of 2 diverged at step"))
  }
}
