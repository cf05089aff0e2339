import Diagnostics
import Templates
import Testing

@Suite("Markdown becomes a tree of blocks")
struct BlockTests {
  static let cases: [(String, String)] = [
    (
      "Plain *em* **strong** ~~gone~~ `code`.", "p(Plain em(em) strong(strong) s(gone) code(code).)"
    ),
    ("a\nb  \nc", "p(a~b⏎c)"),
    ("# One\n\n## Two", "h1#one(One) h2#two(Two)"),
    ("- a\n- b\n  - c", "ul(p(a) | p(b) ul(p(c)))"),
    ("3. a\n\n4. b", "ol3-loose(p(a) | p(b))"),
    ("- [x] done\n- [ ] open", "ul([x]p(done) | [ ]p(open))"),
    ("> a\n> > b", "quote(p(a) quote(p(b)))"),
    ("```swift\nlet a = 1\n```", "code:swift(let a = 1⏎)"),
    ("    indented", "code:(indented⏎)"),
    ("***", "hr"),
    (
      "| a | *b* |\n|:--|--:|\n| 1 | $x$ |\n| 2 |",
      "table:lr(a|em(b)/1|$(x)/2|)"
    ),
    (
      "[t](https://a.org) and https://b.org",
      "p(a<https://a.org>(t) and a<https://b.org>(https://b.org))"
    ),
    ("It's \"so\" -- or...", "p(It’s “so” – or…)"),
    (
      "See @fig-a and @sec-b_c-1.\n\n# F {#fig-a}\n\n# S {#sec-b_c-1}",
      "p(See @(fig-a) and @(sec-b_c-1).) h1#fig-a(F) h1#sec-b_c-1(S)"
    ),
    (
      "mail me@fig-a.org or @nobody", "p(mail a<mailto:me@fig-a.org>(me@fig-a.org) or says(nobody))"
    ),
    ("`{value} cliff.q :.2f` and `{x} y`", "p({value}(cliff.q :.2f) and code({x} y))"),
    ("x<!-- gone -->y", "p(xy)"),
    ("a[^n] b[^n]\n\n[^n]: note", "p(afn1 bfn1)"),
    (
      "```{figure #fig-cliff .wide .plain}\nshow: cliff\nof: a\n```",
      "{figure#fig-cliff.wide.plain}(show: cliff⏎of: a⏎)"
    ),
    ("~~~ {experiment}\n~~~", "{experiment#}()"),
    ("", ""),
  ]

  @Test("each form of GitHub-flavoured Markdown has its block", arguments: cases)
  func tree(_ markdown: String, _ expected: String) {
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: markdown))
    #expect(sketch(template.blocks) == expected)
    #expect(diagnostics.isEmpty)
  }

  @Test("footnotes are numbered by first use, not by definition")
  func footnotes() {
    let text = "a[^late] b[^early]\n\n[^early]: *E*\n\n[^late]: L\n"
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(sketch(template.blocks) == "p(afn1 bfn2)")
    #expect(template.footnotes.map { sketch($0) } == ["p(L)", "p(em(E))"])
    #expect(diagnostics.isEmpty)
  }

  @Test("front matter is handed over as it stands, with the line it begins on")
  func frontMatter() {
    let text = "---\ntitle: x\n\nlang: en\n---\n# Body"
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(template.frontMatter?.text == "title: x\n\nlang: en")
    #expect(template.frontMatter?.line == 2)
    #expect(template.blocks.map(\.location.line) == [6])
    #expect(diagnostics.isEmpty)
  }

  @Test("a rule further down is not front matter")
  func lateRule() {
    let (template, _) = Template.parse(SourceText(name: "t.md", text: "text\n\n---\n\nmore"))
    #expect(template.frontMatter == nil)
    #expect(sketch(template.blocks) == "p(text) hr p(more)")
  }

  @Test("anchors are unique, and never take a label an author wrote further down")
  func anchors() {
    let text = "# Model\n\n# Model\n\n# Model {#model-2}\n\n# Δ & *β*?\n\n# !!"
    let (template, _) = Template.parse(SourceText(name: "t.md", text: text))
    let ids = template.blocks.compactMap { block -> String? in
      if case .heading(let heading) = block.content { heading.id } else { nil }
    }
    #expect(ids == ["model", "model-3", "model-2", "δ-β", "section"])
    #expect(template.labels == Set(ids))
  }

  @Test("a caption is one run of text, whatever its first character is elsewhere")
  func caption() {
    for (text, expected) in [
      ("# not a heading", "# not a heading"), ("- *a*\n- b", "- em(a) - b"),
      ("1. one", "1. one"), ("*a*", "em(a)"), ("\"q\" $x$", "“q” $(x)"), ("", ""),
      ("```{figure}", "```{figure}"), ("| a |\n|---|", "| a | |—|"),
    ] {
      let (content, diagnostics) = Template.inlines(PositionedText(text, file: "t.md", line: 7))
      #expect(sketch(content) == expected)
      #expect(diagnostics.isEmpty)
    }
  }

  @Test("an abstract may have paragraphs and lists but no headings")
  func abstract() {
    let text = PositionedText(
      "A *b*.\n\n- c\n\n# d", file: "t.md", line: 3, column: 5, continuationColumn: 3)
    let (blocks, diagnostics) = Template.blocks(text)
    #expect(sketch(blocks) == "p(A em(b).) ul(p(c)) p(d)")
    #expect(diagnostics.map(\.location?.description) == ["t.md:7:3"])
  }

  @Test("replacing inlines reaches every depth")
  func replacing() {
    let text = "*a [`{value} q`](u)*\n\n> - `{value} q`\n\n| `{value} q` |\n|---|\n"
    let (template, _) = Template.parse(SourceText(name: "t.md", text: text))
    let replaced = template.blocks.map { block in
      block.replacingInlines { inline in
        if case .directive = inline.content { [.text("7")] } else { [inline] }
      }
    }
    #expect(sketch(replaced) == "p(em(a a<u>(7))) quote(ul(p(7))) table:n(7)")
  }
}
