import Publishing
import Results
import Templates
import Testing
import Weaving

@Suite("Nothing an author or a result holds becomes markup")
struct HTMLSafetyTests {
  static let attack = #"<script>alert(1)</script>"'><img src=x onerror=alert(1)>&lt;"#

  /// Every place of a report that holds text, filled with the attack.
  private var report: WovenReport {
    let attack = Self.attack
    let place = PositionedText(attack, file: "t.md", line: 1).location
    func block(_ content: Block.Content) -> Block { Block(content, at: place) }
    let inlines: [Inline] = [
      .text(attack), Inline(.code(attack)), Inline(.rawHTML(attack)),
      Inline(.emphasis([.text(attack)])), Inline(.strong([.text(attack)])),
      Inline(.strikethrough([.text(attack)])),
      Inline(.link(.init(url: attack, title: attack, content: [.text(attack)]))),
      Inline(.link(.init(url: "javascript:alert(1)", content: [.text("a")]))),
      Inline(.link(.init(url: "\u{1}java\nscript:alert(1)", content: [.text("b")]))),
      Inline(.link(.init(url: "data:text/html,\(attack)", content: [.text("c")]))),
      Inline(.image(.init(url: "https://a.org/x.png", title: attack, alt: attack))),
      Inline(.image(.init(url: "data:image/png;base64,\(attack)", title: attack, alt: attack))),
      Inline(.image(.init(url: "data:image/svg+xml,<svg onload=alert(1)>", alt: attack))),
      Inline(.footnote(number: 1)),
    ]
    let blocks: [Block.Content] = [
      .heading(.init(level: 1, content: inlines, id: "a")),
      .heading(.init(level: 2, content: [.text(attack)], id: "b")),
      .paragraph(inlines), .quote([block(.paragraph(inlines))]),
      .list(.init(tight: true, items: [.init(done: true, blocks: [block(.paragraph(inlines))])])),
      .code(.init(language: attack, text: attack)), .rawHTML(attack),
      .table(.init(alignments: [.left], head: [inlines], rows: [[inlines]])),
    ]
    let data = DataTable(columns: [attack], rows: [[attack]])
    return WovenReport(
      metadata: .init(
        title: attack, subtitle: attack, authors: [attack], date: attack,
        abstract: [block(.paragraph(inlines))], lang: attack),
      blocks: blocks.map { .markdown(block($0)) } + [
        .figure(figure(caption: inlines, notes: [attack], alt: attack, data: data)),
        .table(
          table(
            columns: [
              .init(title: attack, unit: attack, isNumeric: false),
              .init(title: attack, isNumeric: true),
            ], rows: [[.init(attack), .init(attack, interval: attack)]], caption: inlines,
            notes: [attack])),
        .note(attack),
      ],
      footnotes: [[block(.paragraph([.text(attack)]))]],
      provenance: [.init(attack, attack)])
  }

  @Test("a script in any field stays text")
  func scripts() {
    let scan = HTMLScan(page(report))
    #expect(scan.problems == [])
    let names = Set(scan.tags.map(\.name))
    #expect(names.isDisjoint(with: ["script", "iframe", "object", "svg", "base", "link", "form"]))
    #expect(!scan.tags.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
    #expect(scan.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test("links lead only to http, https, mailto, anchors and relative paths")
  func links() throws {
    let markdown = """
      [a](http://a.org) [b](https://a.org?x=1&y=2) [c](mailto:a@b.org) [d](#t) [e](f/g.pdf)

      # T
      """
    let allowed = HTMLScan(page(try sampleReport(markdown)))
    let targets = Set(allowed.attributes("href"))
    #expect(
      targets.isSuperset(of: [
        "http://a.org", "https://a.org?x=1&amp;y=2", "mailto:a@b.org", "#t", "f/g.pdf",
      ]))
    for href in HTMLScan(page(report)).attributes("href") {
      let isCSV = href.hasPrefix("data:text/csv;charset=utf-8,")
      #expect(isCSV || isSafeLink(href), "\(href)")
    }
  }

  @Test("pictures come only from the page itself")
  func pictures() {
    let sources = HTMLScan(page(report)).attributes("src")
    #expect(!sources.isEmpty)
    for source in sources {
      #expect(source.hasPrefix("data:image/svg+xml,") || source.hasPrefix("data:image/png;base64,"))
    }
  }

  @Test("control characters do not reach the page")
  func controls() throws {
    let text = WovenBlock.note("a\u{0}b\u{8}c\u{1B}d")
    let html = page(WovenReport(metadata: .init(title: "T"), blocks: [text]))
    #expect(html.contains("a\u{FFFD}b\u{FFFD}c\u{FFFD}d"))
  }
}
