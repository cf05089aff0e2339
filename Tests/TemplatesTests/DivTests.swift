import Diagnostics
import Templates
import Testing

@Suite("Fenced divs set blocks apart")
struct DivTests {
  static let cases: [(String, String)] = [
    ("::: {.note}\na\n:::", "div.note(p(a))"),
    ("::: note\na\n:::", "div.note(p(a))"),
    ("::: {.note} :::\na\n::::::", "div.note(p(a))"),
    ("a\n::: {.tip}\nb\n:::\nc", "p(a) div.tip(p(b)) p(c)"),
    (
      "::: {.warning #w title=\"A *b* $c$\"}\n:::", "div.warning#w[A em(b) $(c)]()"
    ),
    ("- a\n- b\n::: {.note}\nc\n:::\n- d", "ul(p(a) | p(b)) div.note(p(c)) ul(p(d))"),
    ("::: {.note}\n- a\n- b\n:::\nc", "div.note(ul(p(a) | p(b))) p(c)"),
    ("- a\n\n  ::: {.note}\n  b\n  :::\n- c", "ul-loose(p(a) div.note(p(b)) | p(c))"),
    ("> ::: {.note}\n> a\n> :::\n\nb", "quote(div.note(p(a))) p(b)"),
    ("::: {.note}\n> a\n:::", "div.note(quote(p(a)))"),
    (
      ":::: {.note}\na\n::: {.tip}\nb\n:::\nc\n::::",
      "div.note(p(a) div.tip(p(b)) p(c))"
    ),
    ("::: {.note}\n::: {.tip}\nb\n:::\n:::", "div.note(div.tip(p(b)))"),
    ("::: {.note}\n| a |\n|---|\n| b |\n:::", "div.note(table:n(a/b))"),
    ("::: {.note}\n$$\nx\n$$ {#eq-a}\n:::", "div.note(eq#eq-a(x))"),
    ("::: {.note}\n# A\n:::\n\n# A", "div.note(h1#a(A)) h1#a-2(A)"),
    ("::: {.note}\n```{figure #fig-a}\n```\n:::", "div.note({figure#fig-a}())"),
    ("::: {.exercise #exr-a}\n:::\n\n@exr-a", "div.exercise#exr-a() p(@(exr-a))"),
    ("::: {.exercise space=6cm}\n:::", "div.exercise|6.0cm()"),
    ("::: {.exercise space=\"55mm\"}\n:::", "div.exercise|5.5cm()"),
    ("::: {#refs}\n:::", "div.references#refs()"),
    ("```\n::: {.note}\n```", "code:(::: {.note}⏎)"),
    ("    ::: {.note}", "code:(::: {.note}⏎)"),
    ("<!--\n::: {.note}\n-->\n\na", "p(a)"),
    ("a ::: b", "p(a ::: b)"),
    ("[a]\n\n::: {.note}\n[a]: u\n:::", "p(a<u>(a)) div.note()"),
    ("a[^n]\n\n::: {.note}\n[^n]: b\n:::", "p(afn1) div.note()"),
  ]

  @Test("each place where a div can stand", arguments: cases)
  func tree(_ markdown: String, _ expected: String) {
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: markdown))
    #expect(sketch(template.blocks) == expected)
    #expect(diagnostics.isEmpty)
  }

  static let faulty: [(String, [String])] = [
    ("::: {.note}\na", ["1:1 the fenced div is not closed"]),
    ("a\n\n:::", ["3:1 no fenced div is open here"]),
    (
      "::: {.note}\n- a\n\n  :::\n",
      ["1:1 the fenced div is not closed", "4:3 no fenced div is open here"]
    ),
    ("> ::: {.note}\n> a\n\nb", ["1:3 the fenced div is not closed"]),
    ("::: {.notte}\n:::", ["1:7 no div has the class 'notte'"]),
    ("::: wrning\n:::", ["1:5 no div has the class 'wrning'"]),
    ("::: {.references}\n:::", ["1:7 no div has the class 'references'"]),
    ("::: {.note .tip}\n:::", ["1:13 a second class 'tip'"]),
    ("::: {.note #a #b}\n:::", ["1:15 a second label '#b'"]),
    ("::: {.note #1}\n:::", ["1:12 '1' cannot be a label"]),
    ("::: {#a}\n:::", ["1:5 the div has no class"]),
    ("::: {.exercise space=6}\n:::", ["1:22 '6' is no height of a space to write in"]),
    ("::: {.exercise space=1m}\n:::", ["1:22 '1m' is no height of a space to write in"]),
    ("::: {.exercise space=30cm}\n:::", ["1:22 '30cm' is no height of a space to write in"]),
    ("::: {.note space=6cm}\n:::", ["1:12 only an exercise has a space to write in"]),
    ("::: {.note\n:::", ["1:5 the '{' of the div is not closed"]),
    ("::: {.note title=\"a}\n:::", ["1:12 the '\"' is not closed"]),
    ("::: {.note titel=a}\n:::", ["1:12 a div has no attribute 'titel'"]),
    ("::: {.note title=\"a[^b]\"}\n:::", ["1:20 a footnote has no place here"]),
    ("::: {.note} x\n:::", ["1:13 unexpected 'x'"]),
    ("::: {.only}\n:::", ["1:5 'only' needs a condition"]),
    ("::: {.only when=profil:a}\n:::", ["1:17 'profil:a' is not a condition"]),
    ("::: {.only when=format:docx}\n:::", ["1:17 'docx' is not a format of reports"]),
    ("::: {.only when=param:d}\n:::", ["1:17 'param:d' is not a condition"]),
    ("- ::: {.note}", ["1:3 a ':::' line has no place here"]),
    ("a[^b]\n\n[^b]: c\n\n    ::: {.note}", ["5:5 a ':::' line has no place here"]),
    (
      "- ::: a\n\n  ::: {.exercise}\n  :::",
      [
        "1:3 a ':::' line has no place here",
        "3:3 this div stands by itself, outside lists, quotes and footnotes",
      ]
    ),
    (
      "<div>\n::: {.note}\n</div>\n\na",
      [
        "1:1 HTML is not interpreted and will be shown as text",
        "2:1 this ':::' belongs to the block above it",
      ]
    ),
    ("# A {#a}\n\n::: {.note #a}\n:::", ["3:12 the label 'a' is already used"]),
  ]

  @Test("each mistake has its place and sentence", arguments: faulty)
  func mistakes(_ markdown: String, _ expected: [String]) {
    #expect(found(markdown) == expected)
  }

  @Test("a misspelt class suggests the right one")
  func suggestion() {
    let (_, diagnostics) = Template.parse(SourceText(name: "t.md", text: "::: {.wraning}\n:::"))
    #expect(
      diagnostics.map(\.help) == [
        "did you mean 'warning'? classes: note, tip, warning, exercise, hint, solution, only"
      ])
  }

  @Test("divs nested without end are refused, not followed")
  func nesting() {
    let text =
      String(repeating: "::: {.note}\n", count: 70) + String(repeating: ":::\n", count: 70)
    #expect(Set(found(text).map { $0.split(separator: " ", maxSplits: 1)[1] }).count == 1)
    #expect(found(text).first?.hasSuffix("blocks are nested more than 64 deep") == true)
  }

  private func found(_ markdown: String) -> [String] {
    let (template, mistakes) = Template.parse(SourceText(name: "t.md", text: markdown))
    return (mistakes + template.readingHTML(isAllowed: false).1).map { found in
      (found.location.map { "\($0.line):\($0.column)" } ?? "-") + " " + found.message
    }.sorted()
  }
}
