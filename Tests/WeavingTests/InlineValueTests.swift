import Diagnostics
import Templates
import Testing
import Weaving

private func check(_ text: String) throws -> CheckedTemplate {
  let source = SourceText(name: "t.md", text: text)
  return try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000).check(source).0
}

private func woven(_ text: String) async throws -> WovenReport {
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  return try await check(text).woven(by: computation, version: "0")
}

/// What a check or a weaving complains of, `line:column message`.
private func mistakes(_ body: () async throws -> Void) async -> [String] {
  do {
    try await body()
    return []
  } catch let found as Diagnostics {
    return found.all.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
  } catch {
    return ["\(error)"]
  }
}

private let experiment = """

  ```{experiment #two-sweeps}
  run: threshold-sweep
  activation: [quad, leaky-relu]
  d: 20
  steps: 3
  seeds: 2
  delta: [1, 2.5]
  theory: false
  ```
  """

@Suite("Numbers in the text") struct InlineValueTests {
  @Test("an inline value prints the point it names, everywhere text can stand")
  func places() async throws {
    let report = try await woven(
      """
      ---
      abstract: "`{value} two_sweeps.seeds`"
      ---
      # Head `{value} two-sweeps.steps`

      > - *`{value} two_sweeps.quad[delta=2.5].train_risk :.3f`*[^a]

      | `{value} two_sweeps[activation=leaky-relu, delta=1].train_risk :.1g` |
      |---|

      [^a]: `{value} two_sweeps.leaky_relu[delta=2.5].success :.0%±`
      \(experiment)

      ```{figure}
      show: cliff
      of: two-sweeps
      caption: "`{value} two_sweeps.d`"
      alt: "Seeds: `{value} two_sweeps.seeds`."
      ```
      """)
    var words: [String] = []
    for case .markdown(let block) in report.blocks {
      block.forEachInlines { words.append(plainText($0)) }
    }
    #expect(words[0] == "Head 3")
    #expect(words[1].count == 5 && words[1].hasPrefix("0."))
    #expect(words[2].hasPrefix("0.") && words[2].count == 3)
    var notes: [String] = []
    for block in report.footnotes.joined() {
      block.forEachInlines { notes.append(plainText($0)) }
    }
    #expect(notes == ["0 % [0 %, 84 %]"])
    var abstract: [String] = []
    for block in report.metadata.abstract {
      block.forEachInlines { abstract.append(plainText($0)) }
    }
    #expect(abstract == ["2"])
    let figure = report.blocks.lazy.compactMap {
      if case .figure(let figure) = $0 { figure } else { nil }
    }.first
    #expect(figure?.altText == "Seeds: 2.")
    #expect(figure.map { plainText($0.caption) } == "20")
  }

  @Test("an undefined quantity is a dash")
  func undefined() async throws {
    let report = try await woven("`{value} two_sweeps.quad.delta50`\n" + experiment)
    guard case .markdown(let block)? = report.blocks.first else {
      Issue.record("no text")
      return
    }
    var words = ""
    block.forEachInlines { words += plainText($0) }
    #expect(words == "—")
  }

  @Test(
    "a value that nothing has is a mistake at its place, before anything is computed",
    arguments: [
      ("two_sweep.quad.delta50", "1:10 no experiment is labelled 'two_sweep'"),
      ("two_sweeps.quad.delta51", "1:26 'two_sweeps' has no quantity 'delta51'"),
      ("two_sweeps.gelu.delta50", "1:21 'gelu' is a value of no axis"),
      ("two_sweeps.delta50", "1:21 'delta50' has many values along activation"),
      ("two_sweeps[activation=gelu].delta50", "1:32 'activation' has no value 'gelu'"),
      ("two_sweeps[loss=square].delta50", "1:21 'delta50' has no axis 'loss'"),
      ("two_sweeps.quad.success[30]", "1:26 'success' is not reported along steps"),
      ("two_sweeps.quad.success :.2q", "1:34 '.2q' is not a format"),
      ("two_sweeps.quad..success", "1:26 a name is missing"),
      ("two_sweeps[delta=1.success", "1:20 '[' is not closed"),
      ("two_sweeps", "1:19 a quantity is missing"),
    ])
  func mistaken(path: String, expected: String) async {
    let found = await mistakes { _ = try check("`{value} \(path)`\n" + experiment) }
    #expect(found == [expected])
  }

  @Test("a step at which nothing was reported is a mistake of the text, not a crash")
  func unreported() async {
    let text = """
      `{value} run.train_risk[2] :.2f` and `{value} run.train_risk[7]`

      ```{experiment #run}
      run: gradient-descent
      d: 20
      steps: 3
      at: [0, 2, 3]
      seeds: 2
      theory: false
      ```
      """
    let found = await mistakes { _ = try await woven(text) }
    #expect(found == ["1:47 nothing is reported at step = 7"])
  }

  @Test("a faulty experiment is not also a missing label")
  func faulty() async {
    let text = "`{value} a.delta50`\n\n```{experiment #a}\nrun: threshold-sweep\nd: x\n```\n"
    let found = await mistakes { _ = try check(text) }
    #expect(found.count == 1 && found[0].hasPrefix("5:"))
  }
}
