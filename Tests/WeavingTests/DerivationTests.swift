import Diagnostics
import Results
import Templates
import Testing
import Weaving

private func check(_ text: String, _ variant: Variant = Variant()) throws -> CheckedTemplate {
  let source = SourceText(name: "t.md", text: text)
  return try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    .check(source, variant: variant).0
}

private func woven(_ text: String, _ variant: Variant = Variant()) async throws -> WovenReport {
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  return try await check(text, variant).woven(by: computation, version: "0")
}

/// The words of the text, paragraph by paragraph.
private func words(_ report: WovenReport) -> [String] {
  var words: [String] = []
  for case .markdown(let block) in report.blocks {
    block.forEachInlines { words.append(plainText($0)) }
  }
  return words
}

private func mistakes(_ text: String) -> [String] {
  do {
    _ = try check(text)
    return []
  } catch let found as Diagnostics {
    return found.all.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
  } catch {
    return ["\(error)"]
  }
}

private let sweep = """

  ```{experiment #a}
  run: threshold-sweep
  activation: [quad, gelu]
  step-size: 0.05
  d: 20
  steps: 3
  seeds: 6
  delta: [1, 2.5]
  theory: false
  ```

  """

private func derive(_ label: String, _ value: String) -> String {
  "```{derive #\(label)}\nvalue: \(value)\n```\n\n"
}

/// A number in the text, with a true minus.
private func number(_ text: String) -> Double? {
  Double(text.map { $0 == "−" ? "-" : String($0) }.joined())
}

@Suite("Derived quantities") struct DerivationTests {
  @Test(
    "the value is the expression of the values; it is printed, and derived from, like any other")
  func values() async throws {
    let report = try await woven(
      sweep + derive("gap", "a.gelu[delta=1].train_risk - a.quad[delta=1].train_risk")
        + derive("twice-it", "2 * gap + exp(0) - 1")
          + """
          `{value} a.gelu[delta=1].train_risk :.12f`

          `{value} a.quad[delta=1].train_risk :.12f`

          `{value} gap :.12f`

          `{value} twice-it :.12f`
          """)
    let numbers = words(report).compactMap(number)
    #expect(numbers.count == 4)
    #expect(abs(numbers[2] - (numbers[0] - numbers[1])) < 1e-11)
    #expect(abs(numbers[3] - 2 * numbers[2]) < 1e-11)
    #expect(report.values.contains { $0.path == "gap" && $0.interval != nil })
    #expect(
      report.provenance.contains {
        $0.name == "derived gap"
          && $0.value == "a.gelu[delta=1].train_risk - a.quad[delta=1].train_risk"
      })
  }

  @Test("a difference over the same seeds has the interval of the differences")
  func paired() async throws {
    let report = try await woven(
      sweep + derive("none", "a.quad[delta=1].overlap - a.quad[delta=1].overlap")
        + derive("sum", "a.quad[delta=1].overlap + a.quad[delta=1].overlap")
        + "`{value} none :.6f±`\n\n`{value} sum :.6f±`")
    // What seeds share cancels exactly: no uncertainty is left.
    #expect(words(report)[0] == "0.000000")
    let sum = words(report)[1].split { " [,]".contains($0) }.compactMap { number(String($0)) }
    #expect(sum.count == 3 && sum[1] < sum[0] && sum[0] < sum[2], "\(words(report))")
  }

  @Test("why there is no interval is said once, of all that lack it")
  func missing() async throws {
    let report = try await woven(
      sweep + derive("broad", "2 * a.quad.width") + derive("gap", "a.quad[delta=1].train_risk - 1")
        + derive("narrow", "a.gelu.width / 2"))
    var notes: [String] = []
    for case .note(let text) in report.blocks { notes.append(text) }
    #expect(
      notes == [
        "No interval is given for broad and narrow: the width of the fitted curve has no test."
      ])
  }

  @Test("another name for a quantity has its interval")
  func alias() async throws {
    let report = try await woven(
      sweep + derive("same", "a.quad[delta=2.5].success")
        + "`{value} a.quad[delta=2.5].success :.6f±`\n\n`{value} same :.6f±`")
    #expect(words(report)[0] == words(report)[1] && words(report)[0].contains("["))
  }

  @Test("axes that are left open make it a quantity along them, in text and in tables")
  func axes() async throws {
    let report = try await woven(
      sweep + derive("ratio", "a.population_risk / a.train_risk")
        + derive("at-one", "ratio[delta=1] - 1")
          + """
          `{value} ratio.gelu[delta=1] :.9f`

          `{value} at_one.gelu :.9f`

          ```{table #tbl-a}
          of: a
          columns: [activation, delta, train_risk, ratio]
          ```

          ```{table #tbl-b}
          of: at-one
          columns: [activation, at-one]
          ```
          """)
    let numbers = words(report).compactMap(number)
    #expect(numbers.count == 2 && abs(numbers[0] - numbers[1] - 1) < 1e-8)
    var tables: [WovenTable] = []
    for case .table(let table) in report.blocks { tables.append(table) }
    #expect(tables.map(\.rows.count) == [4, 2])
    #expect(tables[0].columns.map(\.title) == ["activation", "δ", "training risk", "ratio"])
    #expect(tables[0].rows.allSatisfy { $0[3].interval != nil })
    #expect(tables[1].data.columns == ["activation", "at_one", "at_one_low", "at_one_high"])
    #expect(tables[1].rows.map { $0[0].text } == ["quad", "gelu"])
  }

  @Test("a mean or a rank correlation along an axis is one number")
  func series() async throws {
    let report = try await woven(
      sweep + derive("middle", "mean(a.quad.train_risk)")
        + derive("alike", "rank_correlation(a.quad.train_risk, a.gelu.train_risk)")
          + """
          `{value} middle :.9f` `{value} alike :.0f`

          `{value} a.quad[delta=1].train_risk :.9f` `{value} a.quad[delta=2.5].train_risk :.9f`
          """)
    let found = words(report).map { $0.split(separator: " ").map { number(String($0)) ?? .nan } }
    #expect(abs(found[0][0] - (found[1][0] + found[1][1]) / 2) < 2e-9, "\(found)")
    #expect(abs(found[0][1]) == 1)
    let mistakes = mistakes(sweep + derive("middle", "mean(a.train_risk)"))
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("13:13 'a.train_risk' leaves no single axis open") == true)
  }

  @Test("parameters are numbers in it, and a title heads its column")
  func parameters() async throws {
    let text =
      "---\nparams: {scale: 2}\n---\n" + sweep + """
        ```{derive #scaled}
        value: >-
          `{param} scale` * 3
        title: Scaled n
        ```

        `{value} scaled`
        """
    #expect(words(try await woven(text)) == ["6"])
    let variant = try Variant(profiles: [], parameters: ["scale:5"])
    #expect(words(try await woven(text, variant)) == ["15"])
  }

  @Test("a claim about a derived quantity is one about what it is made of")
  func claims() async throws {
    let report = try await woven(
      sweep + derive("gap", "a[delta=1].train_risk - a[delta=1].train_risk - 1")
        + derive("along", "a.quad.train_risk - a.quad.train_risk") + """
          ```{claim #clm-a}
          says: The gap is negative.
          holds: gap.quad < 0 and gap.gelu < -0.5
          ```

          ```{claim #clm-b}
          says: It rises.
          holds: not increasing(along)
          ```
          """)
    var verdicts: [String] = []
    var names: [[String]] = []
    for case .claim(let claim) in report.blocks {
      verdicts.append("\(claim.verdict)")
      names.append(claim.quantities.map(\.name))
    }
    #expect(verdicts.first == "holds")
    #expect(
      names.first == [
        "a.train_risk[delta=1, activation=quad]", "a.train_risk[delta=1, activation=gelu]",
      ])
    #expect(verdicts.count == 2)
  }

  @Test(
    "a derivation that cannot be made is a mistake at its place",
    arguments: [
      (derive("r", "b.quad.delta50 / 2"), "13:8 no experiment is labelled 'b'"),
      (derive("r", "a.quad.delta51"), "13:8 'a' has no quantity 'delta51'"),
      (derive("r", "1 + a.silu.delta50"), "13:12 'silu' is a value of no axis"),
      (derive("r", "2 +"), "13:11 something is missing at the end"),
      (
        derive("r", "a.quad.delta50 > 2"), "13:8 this is true or false, and a number is needed here"
      ),
      (derive("r", "1 / r"), "13:12 'r' is derived from itself"),
      (derive("r", "2 * s") + derive("s", "2"), "13:12 's' is derived further down"),
      (derive("r", "2") + derive("s", "r.quad"), "17:8 'r' is one number"),
      ("```{derive}\nvalue: 2\n```", "12:1 a derived quantity has no name"),
      ("```{derive #r}\n```", "12:1 derive needs 'value'"),
      ("```{derive #r}\nvalue: 2\nvalu: 3\n```", "14:1 derive has no option 'valu'"),
      (derive("r", "a.delta50") + "`{value} r`", "16:10 'r' has many values along activation"),
      (derive("r", "a.delta50") + "`{value} r.silu`", "16:10 'silu' is a value of no axis"),
      (derive("r", "2") + "`{value} s`", "16:10 a quantity is missing"),
      (
        derive("r", "2") + "```{table}\nof: a\ncolumns: [activation, r]\n```",
        "18:23 columns: 'r' is one number, not one a row"
      ),
      (
        derive("r", "a.delta50") + "```{table}\nof: a\ncolumns: [delta, r]\n```",
        "18:10 columns: no point has all of delta, r"
      ),
      (
        derive("r", "a.quad") + "`{value} r`",
        "13:8 'a' has no quantity 'quad'"
      ),
    ] as [(String, String)])
  func mistaken(text: String, expected: String) {
    let found = mistakes(sweep + text)
    #expect(found.first == expected, "\(found)")
    #expect(found.count <= 2)
  }

  @Test("a faulty derivation or experiment is told once")
  func consequences() {
    #expect(
      mistakes(
        sweep + derive("r", "a.nothing") + derive("s", "r + 1") + "`{value} r` `{value} s`"
      ) == ["13:8 'a' has no quantity 'nothing'"])
    #expect(
      mistakes(
        "```{experiment #a}\nrun: threshold-sweep\nd: x\n```\n\n" + derive("r", "a.quad.delta50")
          + "`{value} r`"
      ).count == 1)
  }

  @Test("derivations that double each other have an end")
  func bomb() {
    var text = sweep + derive("r0", "a.quad.delta50")
    for level in 1...40 { text += derive("r\(level)", "r\(level - 1) + r\(level - 1)") }
    let found = mistakes(text)
    #expect(found.count == 1)
    #expect(found[0].hasSuffix("written out, 'r8' is made of more than 500 parts"), "\(found)")
  }
}
