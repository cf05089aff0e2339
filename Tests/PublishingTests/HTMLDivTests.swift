import Publishing
import Templates
import Testing
import Weaving

@Suite("Blocks set apart keep their mark, their number and their format")
struct HTMLDivTests {
  private func div(
    _ kind: Block.Div.Kind, label: String? = nil, formats: [OutputFormat] = OutputFormat.allCases,
    _ blocks: [WovenBlock] = [.markdown(Self.block("inside"))]
  ) -> WovenBlock {
    .div(WovenDiv(kind: kind, label: label, formats: formats, blocks: blocks))
  }

  private static func block(_ text: String) -> Block {
    Block(.paragraph([.text(text)]), at: .init(file: "t.md", line: 1, column: 1))
  }

  private func main(_ blocks: [WovenBlock]) -> String {
    String(mainText(WovenReport(metadata: .init(title: "T"), blocks: blocks)))
  }

  @Test("each kind says its name in words")
  func names() {
    let html = main([div(.note), div(.tip), div(.warning), div(.hint), div(.solution)])
    for name in ["Note", "Tip", "Warning", "Hint", "Solution"] {
      #expect(html.contains("<span class=\"kind\">\(name)</span>"))
    }
    #expect(html.split(separator: "<p>inside</p>", omittingEmptySubsequences: false).count == 6)
  }

  @Test("a page holds nothing of what is for the PDF alone, and counts without it")
  func formats() {
    let shown = main([
      div(.exercise, formats: [.pdf], [.markdown(Self.block("secret"))]),
      div(.exercise, label: "exr-b"),
      div(.only, formats: [.pdf], [.figure(figure(label: "fig-x"))]),
      div(.only, formats: [.html], [.figure(figure(label: "fig-y"))]),
    ])
    #expect(!shown.contains("secret") && !shown.contains("fig-x"))
    #expect(shown.contains("<a class=\"number\" href=\"#exr-b\">Exercise\u{A0}1</a>"))
    #expect(shown.contains("href=\"#fig-y\">Figure 1</a>"))
  }

  @Test("footnotes of the other format leave no gap")
  func footnotes() throws {
    let report = try sampleReport(
      "::: {.only when=format:pdf}\na[^a]\n:::\n\nb[^b]\n\n[^a]: A\n\n[^b]: B")
    let html = report.shown(in: .html)
    #expect(html.footnotes.count == 1 && html.blocks.count == 1)
    let main = mainText(report)
    #expect(main.contains("href=\"#fn:1\"") && !main.contains("fn:2") && !main.contains("<p>A"))
    #expect(report.shown(in: .pdf).footnotes.count == 2)
  }

  @Test("a reference to an exercise says its number")
  func references() throws {
    let text = try sampleReport("see @exr-a", then: [div(.exercise, label: "exr-a")])
    #expect(mainText(text).contains("href=\"#exr-a\">Exercise\u{A0}1</a>"))
  }
}
