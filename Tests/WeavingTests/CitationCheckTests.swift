import Diagnostics
import Templates
import Testing
import Weaving

private let bib = "@misc{doe2020, author={Jane Doe}, title={On $x$}, year=2020}"

private func check(
  _ text: String, _ files: Files = Files(["refs.bib": bib])
) throws(Diagnostics) -> (CheckedTemplate, warnings: [Diagnostic]) {
  try TemplateChecker(catalog: catalog, memoryLimit: 1 << 30)
    .check(SourceText(name: "t.md", text: text), files: files)
}

private func mistakes(_ text: String, _ files: Files = Files(["refs.bib": bib])) -> [String] {
  do throws(Diagnostics) {
    return try check(text, files).warnings.map(described)
  } catch {
    return error.all.map(described)
  }
}

private func described(_ diagnostic: Diagnostic) -> String {
  (diagnostic.location.map { "\($0) " } ?? "") + diagnostic.message
    + (diagnostic.help.map { " | \($0)" } ?? "")
}

private let front = "---\nbibliography: refs.bib\n---\n\n"

@Suite("Citations are resolved before anything is computed")
struct CitationCheckTests {
  static let cases: [(String, [String])] = [
    (front + "As @doe2020 [@doe2020, p. 3].", []),
    (
      front + "As @doe200.",
      [
        "t.md:5:4 no work in refs.bib has the key 'doe200' | did you mean '@doe2020'?"
      ]
    ),
    (
      front + "[@doe2020; @x]",
      [
        "t.md:5:12 no work in refs.bib has the key 'x' | keys: doe2020"
      ]
    ),
    ("---\nbibliography: [refs.bib, gone.bib]\n---\n\n@x", ["t.md:2:26 cannot read gone.bib"]),
    (
      "---\nbibliography: refs.bib\ncitation-style: apa\n---\n",
      [
        "t.md:3:17 citation-style: 'apa' is not a known value | citation-style: numeric, author-year"
      ]
    ),
    ("A name: @doe2020.", []),
    (
      "Cited [@doe2020].",
      [
        "t.md:1:8 '[@doe2020]' cites without a bibliography | "
          + "name a BibTeX file in the front matter: bibliography: refs.bib"
      ]
    ),
    (
      "::: {#refs}\n:::",
      [
        "t.md:1:1 a list of references without a bibliography | "
          + "name a BibTeX file in the front matter: bibliography: refs.bib"
      ]
    ),
  ]

  @Test("keys, files and style are checked", arguments: cases)
  func checking(_ text: String, _ expected: [String]) {
    #expect(mistakes(text) == expected)
  }

  @Test("a mistake in the file stands at its line, and keys are not judged by half a file")
  func faultyFile() {
    let files = Files(["refs.bib": bib + "\n@misc{b, title = {x}"])
    #expect(
      mistakes(front + "@b and @c", files) == ["refs.bib:2:1 'b' is not closed | end it with '}'"])
    let formula = Files(["refs.bib": "@misc{a, author={A}, year=1,\n title={On $\\frac$}}"])
    #expect(mistakes(front + "@a", formula).first?.hasPrefix("refs.bib:2:") == true)
  }

  private func report(_ body: String, style: String = "numeric") async throws -> WovenReport {
    let text = "---\nbibliography: refs.bib\ncitation-style: \(style)\n---\n\n" + body
    let (template, _) = try check(text)
    let computation = Computation(store: MemoryStore(), engine: CountingEngine(), progress: Quiet())
    return try await template.woven(by: computation, version: "test")
  }

  @Test("the file's hash is among what the report was made from")
  func provenance() async throws {
    let line = try await report("@doe2020").provenance.first { $0.name == "bibliography refs.bib" }
    #expect(line?.value.count == "SHA-256 ".count + 64)
  }

  @Test("the list comes last under a heading, or where the author wants it")
  func place() async throws {
    let last = try await report("# A\n\n@doe2020").shown(in: .html).blocks
    guard case .references(let list)? = last.last else {
      Issue.record("no list at the end")
      return
    }
    #expect(list.items.map(\.mark) == ["[1]"])
    #expect(list.items.map(\.citedAt) == [["cite:1"]])
    guard case .markdown(let block) = last[last.count - 2],
      case .heading(let heading) = block.content
    else {
      Issue.record("no heading above the list")
      return
    }
    #expect(heading.id == "references")
    let placed = try await report("@doe2020\n\n::: {#refs}\n:::\n\nEnd.").shown(in: .html).blocks
    guard case .div(let div) = placed[1], case .references? = div.blocks.last else {
      Issue.record("no list in its div")
      return
    }
    #expect(placed.count == 3)
  }

  @Test("a format lists only what it cites, and nothing is listed where nothing is cited")
  func formats() async throws {
    let report = try await report("::: {.only when=format:pdf}\n@doe2020\n:::\n\nText.")
    func lists(_ format: OutputFormat) -> Bool {
      report.shown(in: format).blocks.contains { if case .references = $0 { true } else { false } }
    }
    #expect(lists(.pdf))
    #expect(!lists(.html))
  }
}
