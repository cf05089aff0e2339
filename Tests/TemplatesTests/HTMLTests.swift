import Diagnostics
import Templates
import Testing

@Suite("HTML that is allowed") struct HTMLTests {
  private static func read(_ markdown: String) -> (blocks: String, mistakes: [String]) {
    let (template, found) = Template.parse(SourceText(name: "t.md", text: markdown))
    let (read, mistakes) = template.readingHTML(isAllowed: true)
    let lines = (found + mistakes).inOrder.map {
      "\($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)"
    }
    return (sketch(read.blocks), lines)
  }

  @Test(
    "tags come around what stands between them",
    arguments: [
      ("a <b>c *d*</b>", "p(a <b>(c em(d)))"),
      ("H<SUB>2</sub>O<br/>", "p(H<sub>(2)O<br>())"),
      ("*<i>a</i>* <!-- b -->", "p(em(<i>(a)) )"),
      ("<p title='a &amp; &#34;b&#x22;'>c &lt; d</p>", "<p title=a & \"b\">(c < d)"),
      (
        "<details open>\n<summary>a</summary>\n\nb **c**\n\n</details>\n\nd",
        "<details open=>(⏎<summary>(a)⏎p(b strong(c))) p(d)"
      ),
      ("- <kbd>a</kbd>\n- <div>\n\n  b\n\n  </div>", "ul-loose(p(<kbd>(a)) | <div>(⏎p(b)))"),
      (
        "<table><tr><td rowspan=2>a</td><th scope=col>b</th></tr></table>",
        "<table>(<tr>(<td rowspan=2>(a)<th scope=col>(b)))"
      ),
    ])
  func trees(_ markdown: String, _ expected: String) {
    let (blocks, mistakes) = Self.read(markdown)
    #expect(blocks == expected)
    #expect(mistakes == [])
  }

  @Test(
    "each mistake has its place",
    arguments: [
      ("a <u>b", "1:3 the element 'u' is not closed"),
      ("a\nb </u>", "2:3 </u> closes nothing here"),
      ("a <b>c <i>d</b>", "1:12 </b> closes nothing here"),
      ("<div>\n <blink>a</blink>\n</div>", "2:2 the element 'blink' is not allowed"),
      ("> <div>\n> <p id=a>b</p></div>", "2:3 'id' is not allowed in the tag 'p'"),
      ("<p title=\"a\" title=\"b\">c</p>", "1:14 'title' stands twice in the tag 'p'"),
      ("a <a href='javascript:b'>c</a>", "1:3 href=\"javascript:b\" is not allowed"),
      ("<ul><p>a</p></ul>", "1:5 the element 'p' has no place in the element 'ul'"),
      ("a <p>b</p>", "1:3 the element 'p' has no place in this text"),
      ("<ul>a</ul>", "1:5 text has no place in the element 'ul': 'a'"),
      ("<div>a & b &c;</div>", "1:12 '&c' is no reference known here"),
      ("<div>a <3</div>", "1:8 '<' begins no tag"),
    ])
  func mistakes(_ markdown: String, _ expected: String) {
    #expect(Self.read(markdown).mistakes.contains(expected))
  }

  @Test("where nothing allows them, tags are words")
  func words() {
    let (template, _) = Template.parse(SourceText(name: "t.md", text: "a <b>c</b>"))
    #expect(sketch(template.readingHTML(isAllowed: false).0.blocks) == "p(a html(<b>)chtml(</b>))")
  }
}
