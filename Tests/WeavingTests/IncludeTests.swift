import Diagnostics
import Templates
import Testing
import Weaving

/// What a template beside files complains of: `file:line:column message`, then where it is included.
private func mistakes(
  _ text: String, _ files: [String: String], variant: Variant = Variant()
) -> [String] {
  let checker = TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
  let source = SourceText(name: "t.md", text: text)
  do {
    return try checker.check(source, files: Files(files), variant: variant).warnings.map(words)
  } catch {
    return error.all.map(words)
  }
}

private func words(_ diagnostic: Diagnostic) -> String {
  let places = diagnostic.related.map { " [\($0.location) \($0.message)]" }.joined()
  return (diagnostic.location.map { "\($0) " } ?? "") + diagnostic.message + places
}

private func woven(
  _ text: String, _ files: [String: String], variant: Variant = Variant()
) async throws -> WovenReport {
  let computation = Computation(
    store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
  let source = SourceText(name: "t.md", text: text)
  return try await TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000)
    .check(source, files: Files(files), variant: variant).0.woven(by: computation, version: "0")
}

private func include(_ path: String) -> String { "```{include}\nfile: \(path)\n```\n" }

private let sweep = """
  ```{experiment #a}
  run: threshold-sweep
  d: 20
  steps: 3
  seeds: 2
  delta: [1, 2.5]
  theory: false
  ```

  """

@Suite("Included files") struct IncludeTests {
  @Test(
    "the blocks of a file stand in the place of its directive, its experiments and labels with them"
  )
  func blocks() async throws {
    let report = try await woven(
      "One @sec-setup, `{value} a.seeds`.\n\n\(include("setup.md"))\nLast.\n",
      ["setup.md": "# Setup {#sec-setup}\n\n\(include("deep.md"))", "deep.md": sweep + "Deep.\n"])
    var texts: [String] = []
    for case .markdown(let block) in report.blocks {
      block.forEachInlines { texts.append(plainText($0)) }
    }
    #expect(texts == ["One @sec-setup, 2.", "Setup", "Deep.", "Last."])
  }

  @Test("every file has its own footnotes, numbered together by first use")
  func footnotes() async throws {
    let report = try await woven(
      "\(include("part.md"))\nSecond.[^n]\n\n[^n]: of the template\n",
      ["part.md": "First.[^n]\n\n[^n]: of the part\n"])
    var notes: [String] = []
    for block in report.footnotes.joined() {
      block.forEachInlines { notes.append(plainText($0)) }
    }
    #expect(notes == ["of the part", "of the template"])
    var numbers: [Int] = []
    for case .markdown(let block) in report.blocks {
      block.forEachInlines { content in
        for inline in content {
          if case .footnote(let number) = inline.content { numbers.append(number) }
        }
      }
    }
    #expect(numbers == [1, 2])
  }

  @Test("a mistake in an included file is placed there and says how it came in")
  func places() {
    let found = mistakes(
      "Text.\n\n\(include("a.md"))",
      [
        "a.md": "\n\(include("b.md"))", "b.md": "# B\n\n```{experiment}\nrun: swep\n```\n",
      ])
    #expect(
      found == [
        "b.md:4:6 run: 'swep' is not a known value [a.md:3:7 included from here] "
          + "[t.md:4:7 included from here]"
      ])
  }

  @Test("captions, formulas, values and references of an included file are placed in it")
  func texts() {
    let part = """
      $\\nope$ @fig-none `{value} b.delta50`

      \(sweep)
      ```{figure}
      show: cliff
      of: a
      caption: See @tbl-none.
      ```
      """
    let found = mistakes(include("p.md"), ["p.md": part])
    let places = Set(found.map { $0.split(separator: " ")[0] })
    #expect(places.contains("p.md:1:9"), "\(found)")
    #expect(places.contains("p.md:1:28"), "\(found)")
    #expect(places.contains("p.md:15:14"), "\(found)")
    #expect(found.count == 4 && found.allSatisfy { $0.hasPrefix("p.md:") }, "\(found)")
  }

  @Test(
    "a mistake in a claim or a derivation of an included file is placed at its character there",
    arguments: [
      ("claim", "holds: a.sucess > 1", "11:8 'a' has no quantity 'sucess'"),
      ("claim", "holds: >-\n  a.delta50\n    > 2 * b.delta50", "13:11 no experiment is labelled"),
      ("claim", "holds: a.delta50 >", "11:19 something is missing at the end"),
      ("claim", "holds: 'a.delta50 > 2 + 3 >'", "11:28 something is missing at the end"),
      ("claim", "holds: a.delta50 > `{param} none`", "11:20 no parameter is called 'none'"),
      ("claim", "holds: a.delta50 > 2\nlevel: 1.5", "12:8 level: 1.5 is out of range"),
      ("claim", "holds: a.delta50 > 2\ncontrol: {label: permuted}", "12:11 control: no experiment"),
      ("claim", "holds: a.delta50 > 2\ncontrol: {labels: permutd}", "12:19 labels: 'permutd' is"),
      ("claim", "holds: a.delta50 > 2\ncontrol: >-\n  1 <\n  b.delta50", "14:3 no experiment is"),
      ("claim", "holds: a.delta50 > 2\nhelds: 1", "12:1 claim has no option 'helds'"),
      ("derive", "value: a.delta50 + a.dleta50", "11:20 'a' has no quantity 'dleta50'"),
      ("derive", "value: >-\n  a.delta50 +\n  b.delta50", "13:3 no experiment is labelled 'b'"),
    ])
  func claims(kind: String, body: String, expected: String) {
    let says = kind == "claim" ? "says: Words." : "title: Words"
    let part = sweep + "```{\(kind) #\(kind == "claim" ? "clm-" : "")x}\n\(says)\n\(body)\n```\n"
    let found = mistakes("# Long enough\n\nText.\n\n\(include("p.md"))", ["p.md": part])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("p.md:\(expected)") == true, "\(found)")
    #expect(found.first?.hasSuffix("[t.md:6:7 included from here]") == true, "\(found)")
  }

  @Test("words that YAML folds in an included file, and unknown kinds, are placed in it")
  func folded() {
    let part = """
      ```{claim #clm-x}
      says: >-
        Words and
        @fig-none.
      holds: a.delta50 > 2
      ```

      ```{ figur}
      ```
      """
    let found = mistakes("\(include("p.md"))\n" + sweep, ["p.md": part])
    let places = found.map { String($0.split(separator: " ")[0]) }.sorted()
    #expect(places == ["p.md:4:3", "p.md:8:6"], "\(found)")
  }

  @Test("what conditions leave out is not read")
  func conditions() async throws {
    let text = "::: {.only when=profile:solutions}\n\(include("key.md"))\n:::\n\nText.\n"
    #expect(mistakes(text, [:]) == [])
    let report = try await woven(
      text, ["key.md": "::: {.only when=profile:solutions}\nKey.\n:::\n"],
      variant: try Variant(profiles: ["solutions"], parameters: []))
    var texts: [String] = []
    for case .markdown(let block) in report.blocks {
      block.forEachInlines { texts.append(plainText($0)) }
    }
    #expect(texts == ["Key.", "Text."])
  }

  @Test("the file may be a parameter")
  func parameters() async throws {
    let text = "---\nparams: {part: one}\n---\n\(include("\"`{param} part`.md\""))"
    let files = ["one.md": "One.\n", "two.md": "Two.\n"]
    for (variant, expected) in [([], "One."), (["part:two"], "Two.")] {
      let report = try await woven(
        text, files, variant: try Variant(profiles: [], parameters: variant))
      guard case .markdown(let block)? = report.blocks.first else {
        Issue.record("no text")
        return
      }
      block.forEachInlines { #expect(plainText($0) == expected) }
    }
  }

  @Test("a report names the files that it includes, with their hashes")
  func provenance() async throws {
    let report = try await woven(
      include("a.md") + "\n" + include("a.md"), ["a.md": "abc"])
    let unlabelled = try await woven(
      include("a.md"), ["a.md": "Text.\n\n" + sweep.replacing(" #a", with: "")])
    #expect(unlabelled.provenance.contains { $0.name == "threshold-sweep a.md:3" })
    let lines = report.provenance.filter { $0.name.hasPrefix("included") }
    #expect(
      lines.map { "\($0.name) \($0.value)" } == [
        "included a.md SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      ])
  }

  @Test("circles, depth, number and size have limits, each told at the directive")
  func limits() {
    #expect(
      mistakes(include("t.md"), ["t.md": include("t.md")]) == [
        "t.md:2:7 t.md includes itself"
      ])
    #expect(
      mistakes(include("a.md"), ["a.md": include("b.md"), "b.md": include("a.md")]) == [
        "b.md:2:7 a.md includes itself [a.md:2:7 included from here] "
          + "[t.md:2:7 included from here]"
      ])
    var chain: [String: String] = [:]
    for level in 1...12 { chain["\(level).md"] = include("\(level + 1).md") }
    #expect(
      mistakes(include("1.md"), chain).first?.hasPrefix(
        "8.md:2:7 files include each other more than 8 deep [7.md:2:7 included from here]") == true)
    let doubling = ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md"]
    var bomb = ["h.md": "Text.\n"]
    for (file, next) in zip(doubling, doubling.dropFirst() + ["h.md"]) {
      bomb[file] = include(next) + "\n" + include(next)
    }
    let found = mistakes(include("a.md"), bomb)
    #expect(found.contains { $0.contains("the template includes more than 100 files") })
    let long = String(repeating: "Words and words.\n\n", count: 100_000)
    #expect(
      mistakes((0..<3).map { _ in include("long.md") }.joined(separator: "\n"), ["long.md": long])
        .contains("t.md:10:7 with this file the template is larger than 4 MiB"))
  }

  @Test(
    "a faulty include is a mistake at its place",
    arguments: [
      ("", [:], "t.md:1:1 include needs 'file'"),
      ("fil: a.md", [:], "t.md:2:1 include has no option 'fil'"),
      ("file: a.md", [:], "t.md:2:7 cannot read a.md"),
      (
        "file: a.md", ["a.md": "---\ntitle: A\n---\n"],
        "a.md:1:1 an included file has no front matter [t.md:2:7 included from here]"
      ),
    ] as [(String, [String: String], String)])
  func faulty(body: String, files: [String: String], expected: String) {
    #expect(mistakes("```{include}\n\(body)\n```\n", files) == [expected])
  }

  @Test("a label used in two files is told at the second")
  func labels() {
    #expect(
      mistakes("# A {#sec-a}\n\n\(include("a.md"))", ["a.md": "\n# B {#sec-a}\n"]) == [
        "a.md:2:1 the label 'sec-a' is already used [t.md:1:6 it is used here first] "
          + "[t.md:4:7 included from here]"
      ])
  }
}
