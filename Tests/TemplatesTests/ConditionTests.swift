import Diagnostics
import Templates
import Testing

@Suite("What a condition leaves out is absent, as if it had not been written")
struct ConditionTests {
  private func parsed(_ text: String, _ conditions: Conditions = Conditions()) -> (
    String, [String]
  ) {
    let (template, diagnostics) = Template.parse(
      SourceText(name: "t.md", text: text), under: conditions)
    let notes = template.footnotes.map { sketch($0) }.joined(separator: " / ")
    return (
      sketch(template.blocks) + (notes.isEmpty ? "" : " // " + notes),
      diagnostics.map { "\($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)" }
    )
  }

  static let cases: [(String, Conditions, String)] = [
    ("when=profile:p", Conditions(profiles: ["p"]), "p(a)"),
    ("when=profile:p", Conditions(), ""),
    ("unless=profile:p", Conditions(), "p(a)"),
    ("when=\"profile:p\" unless=profile:q", Conditions(profiles: ["p", "q"]), ""),
    ("when=param:d=500", Conditions(parameters: ["d": "500"]), "p(a)"),
    ("unless=param:d=500", Conditions(parameters: ["d": "50"]), "p(a)"),
    ("when=format:pdf", Conditions(format: .pdf), "p(a)"),
    ("when=format:pdf", Conditions(format: .html), ""),
    ("when=format:pdf", Conditions(), "div.only?format:pdf(p(a))"),
    ("unless=format:pdf", Conditions(), "div.only?!format:pdf(p(a))"),
  ]

  @Test("profiles, parameters and formats decide", arguments: cases)
  func decided(_ condition: String, _ conditions: Conditions, _ expected: String) {
    let found = parsed("::: {.only \(condition)}\na\n:::", conditions)
    #expect(found.0 == expected && found.1.isEmpty)
  }

  @Test("the rest reads as if the div were not there: anchors, footnotes, labels")
  func absence() {
    let before = "a[^x]\n\n# A\n\n"
    let hidden =
      "::: {.solution}\nb[^y]\n\n# B\n\n# A\n\n::: {.note #n}\n:::\n```{figure #fig-a}\n```\n:::\n\n"
    let after = "c[^z]\n\n# A\n\n# B\n\n[^x]: X\n\n[^z]: Z[^w]\n\n[^w]: W\n\n"
    let note = "[^y]: Y\n"
    let whole = parsed(before + hidden + after + note)
    let without = parsed(before + after)
    #expect(whole.0 == without.0)
    #expect(whole.1.isEmpty)
    #expect(
      parsed(before + hidden + after + note, Conditions(profiles: ["solutions"])).0 != whole.0)
  }

  @Test("with the solutions there is no space to write in")
  func space() {
    let text = "::: {.exercise space=6cm}\na\n::: {.solution}\nb\n:::\n:::"
    #expect(parsed(text).0 == "div.exercise|6.0cm(p(a))")
    #expect(
      parsed(text, Conditions(profiles: ["solutions"])).0
        == "div.exercise(p(a) div.solution(p(b)))")
  }

  @Test("alternatives may share a label")
  func alternatives() {
    for (one, other) in [
      ("when=format:html", "when=format:pdf"), ("when=profile:p", "unless=profile:p"),
    ] {
      let text =
        "::: {.only \(one)}\n# A {#sec-a}\n:::\n::: {.only \(other)}\n# B {#sec-a}\n:::\n\n@sec-a"
      #expect(parsed(text).1.isEmpty)
    }
  }

  @Test("a reference to what is left out says why")
  func references() {
    let solution = "::: {.solution}\n# A {#sec-a}\n:::\n\n@sec-a"
    #expect(parsed(solution).1 == ["5:1 'sec-a' is left out by its condition"])
    #expect(parsed(solution, Conditions(profiles: ["solutions"])).1.isEmpty)
    let format = "::: {.only when=format:pdf}\n# A {#sec-a}\n\n@sec-a\n:::\n\n@sec-a"
    #expect(parsed(format).1 == ["7:1 'sec-a' is absent from the HTML"])
  }

  @Test("what is left out is still read for its form")
  func form() {
    #expect(
      parsed("::: {.only when=profile:p}\n[a](javascript:x)\n\n::: {.notte}\n:::\n:::").1 == [
        "4:7 no div has the class 'notte'", "2:1 links to 'javascript:' are refused",
      ])
  }

  @Test("a parameter that does not exist is a mistake, not a silent no")
  func parameter() {
    let text = "::: {.only when=param:dleta=4}\n:::"
    let (_, diagnostics) = Template.parse(
      SourceText(name: "t.md", text: text), under: Conditions(parameters: ["delta": "4"]))
    #expect(diagnostics.map(\.message) == ["no parameter is called 'dleta'"])
    #expect(diagnostics.map(\.help) == ["did you mean 'delta'? parameters: delta"])
    #expect(diagnostics.map(\.location?.column) == [17])
  }
}
