import Plotting
import Publishing
import Results
import Templates
import Testing
import TypstEngine
import Weaving

@Suite(
  "Typst takes what is written for it",
  .enabled(if: hasTypst, "Typst is not installed: make pdf-engine"))
struct TypstCompilationTests {
  private func pdf(_ report: WovenReport) throws -> (bytes: [UInt8], warnings: [String]) {
    try TypstEngine().pdf(of: PDFDocument(report: report, drawing: letteredSVG))
  }

  @Test("every formula of the field compiles, and passes PDF/UA with its TeX as alt text")
  func formulas() throws {
    let lines = String(decoding: PackageResources.formulas_txt, as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("%") }
    let blocks = lines.map { line -> Block in
      let tex = PositionedText(
        String(line.first == "!" ? line.dropFirst() : line), file: "t.md", line: 1)
      return Block(
        line.first == "!"
          ? .equation(.init(tex: tex)) : .paragraph([Inline(.math(tex: tex, display: false))]),
        at: place)
    }
    let (bytes, warnings) = try pdf(try report(of: blocks))
    #expect(bytes.starts(with: Array("%PDF".utf8)))
    #expect(warnings.isEmpty)
  }

  @Test("equal reports give equal bytes")
  func determinism() async throws {
    let report = try await featureReport()
    #expect(try pdf(report).bytes == pdf(report).bytes)
  }

  @Test("words that look like code are set as words")
  func hostility() throws {
    let words = ##"#panic("x") \#{ $ ] [ * _ ` <a> @b // c /* " \" \u{22} = - + ~ '"##
    let report = WovenReport(
      metadata: .init(title: words, subtitle: words, authors: [words], date: words, lang: words),
      blocks: [
        .note(words),
        .markdown(Block(.paragraph([.text(words), Inline(.code(words))]), at: place)),
        .markdown(Block(.heading(.init(level: 3, content: [.text(words)], id: words)), at: place)),
        .markdown(Block(.code(.init(language: words, text: words)), at: place)),
        .markdown(Block(.rawHTML(words), at: place)),
        .figure(sampleFigure(label: words, words: words)),
        .table(sampleTable(label: words + "2", words: words)),
      ], provenance: [.init(words, words)])
    #expect(try pdf(report).bytes.starts(with: Array("%PDF".utf8)))
  }

  @Test("a character that no font has is named")
  func missingGlyph() throws {
    let privateUse = try report(of: "A private character: \u{F8FE}.")
    #expect {
      try pdf(privateUse)
    } throws: { error in
      guard case TypstFailure.refused(let words) = error else { return false }
      return words.contains("could not be displayed") && words.contains("private character")
    }
  }

  @Test("a document that takes too long is given up")
  func timeLimit() throws {
    let document = PDFDocument(report: emptyReport, drawing: letteredSVG)
    #expect(throws: TypstFailure.outOfTime(seconds: 0)) {
      try TypstEngine(seconds: 0).pdf(of: document)
    }
  }

  @Test("a table of many rows goes over pages, its head on each")
  func longTable() throws {
    let rows = (1...150).map { [WovenTable.Cell("\($0).5")] }
    let table = WovenTable(
      label: nil, number: 1, caption: [.text("Long.")],
      columns: [.init(title: "HEADWORD", isNumeric: true)], rows: rows, notes: [],
      data: DataTable(columns: [], rows: []))
    let report = WovenReport(metadata: .init(title: "T"), blocks: [.table(table)])
    guard let words = try words(of: try pdf(report).bytes) else { return }
    #expect(words.split(separator: "HEADWORD").count > 3)
    #expect(words.contains("150.5"))
  }

  private func paragraph(_ text: String) -> WovenBlock {
    .markdown(Block(.paragraph([.text(text)]), at: place))
  }

  @Test("a figure floats below the heading it belongs to")
  func floating() throws {
    let heading = Block.Heading(level: 1, content: [.text("HEADWORD")], id: "sec-a")
    let report = WovenReport(
      metadata: .init(title: "T", toc: false),
      blocks: [
        .markdown(Block(.heading(heading), at: place)),
        .figure(sampleFigure(label: nil, words: "CAPTIONWORD")), paragraph("Text."),
      ])
    guard let words = try words(of: try pdf(report).bytes) else { return }
    let head = try #require(words.firstRange(of: "HEADWORD"))
    #expect(try #require(words.firstRange(of: "CAPTIONWORD")).lowerBound > head.upperBound)
  }

  @Test("the last figure stands above the last words and how the report was made")
  func lastFigure() throws {
    let report = WovenReport(
      metadata: .init(title: "T", toc: false),
      blocks: [
        paragraph(String(repeating: "Some words of running text. ", count: 80)),
        .figure(sampleFigure(label: nil, words: "FIGUREWORD")), paragraph("ENDWORD"),
      ], provenance: [.init("scarp", "PROVENANCEWORD")])
    guard let words = try words(of: try pdf(report).bytes) else { return }
    let order = try ["FIGUREWORD", "ENDWORD", "PROVENANCEWORD"].map {
      try #require(words.firstRange(of: $0)).lowerBound
    }
    #expect(order == order.sorted())
  }

  @Test("a claim stands on one page with its evidence, wherever it would begin")
  func wholeClaim() async throws {
    var report = try await featureReport()
    let claim = try #require(report.claims.first)
    report.metadata = .init(title: "T", toc: false)
    (report.footnotes, report.citations) = ([], nil)
    for lines in [16, 20, 24] {
      report.blocks = (0..<lines).map { paragraph("Line \($0).") } + [.claim(claim)]
      guard let words = try words(of: try pdf(report).bytes) else { return }
      let pages = words.split(separator: "\u{C}").filter {
        $0.contains("Claim 1") || $0.contains("Claim\u{A0}1")
      }
      #expect(pages.count == 1)
      // The head of its last table.
      #expect(pages.first?.contains("diverged") == true, "after \(lines) lines")
    }
  }
}
