import Bibliography
import Diagnostics
import Publishing
import Templates
import Testing
import Weaving

private func page(_ markdown: String, _ style: CitationStyle = .numeric) -> String {
  HTMLPage(report: report(markdown, style)) { _ in "" }.html
}

private func report(
  _ markdown: String, _ style: CitationStyle = .numeric, then others: [WovenBlock] = []
) -> WovenReport {
  var diagnostics: [Diagnostic] = []
  let file = SourceText(
    name: "r.bib",
    text:
      "@misc{a<b, author={<i>}, title={T & U}, year=2020}\n@misc{c, author={C}, title={V}, year=1}")
  let bibliography = Bibliography([file], &diagnostics)
  let works = bibliography.keys.compactMap { bibliography.work($0, &diagnostics) }
  let (template, _) = Template.parse(SourceText(name: "t.md", text: markdown))
  return WovenReport(
    metadata: .init(title: "T"), blocks: template.blocks.map(WovenBlock.markdown) + others,
    footnotes: template.footnotes,
    citations: CitedWorks(
      style: style, works: Dictionary(uniqueKeysWithValues: works.map { ($0.key, $0) })))
}

@Suite("Works cited on the page")
struct HTMLCitationTests {
  @Test("a citation leads to its entry and the entry back")
  func links() {
    let html = page("Seen [@c].")
    #expect(
      html.contains(
        "[<a href=\"#ref:c\" id=\"cite:1\" role=\"doc-biblioref\">1</a>]"))
    #expect(html.contains("<li id=\"ref:c\">"))
    #expect(html.contains("<a class=\"back\" href=\"#cite:1\" role=\"doc-backlink\""))
  }

  @Test("words of a bibliography are text, and its keys are no markup")
  func escaping() {
    let html = page("[@a<b]", .authorYear)
    #expect(
      html.contains("(<a href=\"#ref:1\" id=\"cite:1\" role=\"doc-biblioref\">&lt;i&gt;, 2020</a>)")
    )
    #expect(html.contains("T &amp; U"))
    #expect(!html.contains("<i>"))
  }

  @Test("every anchor is on the page once, and every link inside the page leads to one")
  func anchors() {
    let html = page(
      "# On @c\n\n@c, [*see* @c][^n] and\n\n| [@c] |\n|---|\n| @c |\n\n[^n]: @c again.")
    let ids = html.matches(of: /id="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for target in html.matches(of: /href="#([^"]*)"/) {
      #expect(ids.contains(String(target.1)), "\(target.1)")
    }
  }

  @Test("on paper, figures that float stand before the heading of the references")
  func figures() {
    let list = WovenBlock.div(WovenDiv(kind: .references, label: "refs", blocks: []))
    for (report, heading) in [
      (report("# A\n\n[@c]"), "References"),
      (report("# A\n\n[@c]\n\n# Works", then: [list]), "Works"),
    ] {
      let source = PDFDocument(report: report) { _ in "" }.source
      let parts = source.split(separator: "#place.flush()", omittingEmptySubsequences: false)
      #expect(parts.count == 2)
      #expect(parts[1].drop(while: \.isWhitespace).hasPrefix("#heading(level: 1)[#\"\(heading)\""))
    }
  }

  @Test("a list that the author did not place has no number and the language of the document")
  func heading() {
    var report = report("# A\n\n[@c]")
    report.metadata.numberSections = true
    report.metadata.lang = "de-AT"
    let html = HTMLPage(report: report) { _ in "" }.html
    #expect(html.contains("<h2 id=\"references\">Literatur<"))
    #expect(html.contains("<span class=\"number\">1</span> A<"))
  }
}
