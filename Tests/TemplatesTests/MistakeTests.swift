import Diagnostics
import Templates
import Testing

@Suite("Mistakes of form are named where they stand")
struct MistakeTests {
  static let cases: [(String, [String])] = [
    (
      "```{figure #fig-a",
      [
        "1:1 the fence '```' is not closed",
        "1:4 the '{' of the directive is not closed",
      ]
    ),
    ("a\n\n~~~~\nb\n~~~", ["3:1 the fence '~~~~' is not closed"]),
    ("- a\n  ```\n  b\n\nc", ["2:3 the fence '```' is not closed"]),
    ("```{figure #1a}\n```", ["1:12 '1a' cannot be a label"]),
    ("```{figure #a #b}\n```", ["1:15 a second label '#b'"]),
    ("```{figure seeds=20}\n```", ["1:12 options do not stand in the braces: 'seeds=20'"]),
    ("```{figure} show: a\n```", ["1:13 unexpected text after the '}' of the directive"]),
    ("```{}\n```", ["1:4 the directive has no kind"]),
    ("``` {#a}\n```", ["1:5 the directive has no kind"]),
    (
      "> ```{figure}\n> ```",
      ["1:3 a directive stands by itself, outside lists, quotes and footnotes"]
    ),
    ("---\ntitle: x", ["1:1 front matter is not closed"]),
    (
      "a\n\n$$\nx\n\ny\n$$\n\nz",
      [
        "3:1 the formula opened by '$$' is not closed before the next blank line",
        "7:1 the formula opened by '$$' is not closed before the next blank line",
      ]
    ),
    (
      "$$\nx\n$$ {eq-a}",
      ["3:4 expected a label or nothing after the closing '$$', found '{eq-a}'"]
    ),
    ("see @fig-clif\n\n```{figure #fig-cliff}\n```", ["1:5 nothing is labelled 'fig-clif'"]),
    ("# A {#sec-a}\n\n$$ x $$ {#sec-a}", ["3:10 the label 'sec-a' is already used"]),
    ("# A {#a b}", ["1:5 'a b' cannot be a label"]),
    (
      "a <b>c</b>",
      [
        "1:3 HTML is not interpreted and will be shown as text",
        "1:7 HTML is not interpreted and will be shown as text",
      ]
    ),
    ("[a](javascript:alert)", ["1:1 links to 'javascript:' are refused"]),
    ("[a](<java\tscript:x>)", ["1:1 links to 'javascript:' are refused"]),
    (
      "![a](https://b.org/c.png)",
      ["1:1 remote images are refused: a report is one file that needs no network"]
    ),
    (
      "![a](//b.org/c.png)",
      ["1:1 remote images are refused: a report is one file that needs no network"]
    ),
    ("![a](c.png)", []),
    ("![](c.png)", ["1:1 the picture says nothing to those who cannot see it"]),
    (
      "![a](data:image/svg+xml;base64,AAAA)",
      ["1:1 a picture in its URL is PNG, JPEG, GIF or WebP in base64"]
    ),
    ("a[^b]", ["1:2 footnote 'b' is not defined"]),
    ("a\n\n[^b]: c", ["3:1 footnote 'b' is not used"]),
  ]

  @Test("each mistake has its place and sentence", arguments: cases)
  func mistakes(_ markdown: String, _ expected: [String]) {
    let (template, mistakes) = Template.parse(SourceText(name: "t.md", text: markdown))
    let found = (mistakes + template.readingHTML(isAllowed: false).1).sorted {
      ($0.location?.description ?? "") < ($1.location?.description ?? "")
    }
    .map { "\($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)" }
    #expect(found == expected)
  }

  @Test("a mistyped reference suggests the right one")
  func suggestion() {
    let text = "see @fig-clif\n\n```{figure #fig-cliff}\n```"
    let (_, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(diagnostics.map(\.help) == ["did you mean '@fig-cliff'? there is: @fig-cliff"])
  }

  @Test("references of a caption are checked against the template")
  func captionReference() {
    let (template, _) = Template.parse(SourceText(name: "t.md", text: "# A {#sec-a}"))
    let (content, _) = Template.inlines(PositionedText("@sec-a @sec-b", file: "t.md", line: 9))
    let places = template.unknownReferences(in: content).map(\.location?.description)
    #expect(places == ["t.md:9:8"])
  }

  @Test("a table that would stall the parser is refused before parsing")
  func oversizedTable() {
    let head = String(repeating: "|a", count: 3000) + "\n" + String(repeating: "|-", count: 3000)
    let text = head + "\n" + String(repeating: "b\n", count: 3000)
    let start = ContinuousClock.now
    let (_, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(diagnostics.map(\.message) == ["the table has more than 20000 cells"])
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test("a template beyond 4 MiB is refused")
  func oversizedTemplate() {
    let text = String(repeating: "0123456789abcde\n", count: (4 << 20) / 16 + 1)
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(diagnostics.map(\.message) == ["the template is larger than 4 MiB"])
    #expect(template.blocks.isEmpty)
  }

  @Test("deep nesting is refused, not followed")
  func nesting() {
    let text = String(repeating: "> ", count: 500) + "a"
    let (_, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(diagnostics.map(\.message) == ["blocks are nested more than 64 deep"])
  }
}
