import Diagnostics
import Templates
import Testing

@Suite("Dollars open formulas only where a formula can stand")
struct MathTests {
  static let cases: [(String, String)] = [
    ("$x$", "p($(x))"),
    ("$a_1*b*c_2$ and *d*", "p($(a_1*b*c_2) and em(d))"),
    ("$\\frac{1}{2}\\$$", "p($(\\frac{1}{2}\\$))"),
    ("costs $5 and $6", "p(costs $5 and $6)"),
    ("between $5-$10", "p(between $5-$10)"),
    ("$ x$ and $x $", "p($ x$ and $x $)"),
    ("\\$x$", "p($x$)"),
    ("`$x$`", "p(code($x$))"),
    ("$x `$` y", "p($x code($) y)"),
    ("$x `a` y$", "p($(x `a` y))"),
    ("in $$x + y$$ text", "p(in $$(x + y) text)"),
    ("$$x$$ begins a line.", "p($$(x) begins a line.)"),
    ("*$x$*, [$y$](u)", "p(em($(x)), a<u>($(y)))"),
    ("$a\nb$ c", "p($(a⏎b) c)"),
    ("$$\na\n+ b\n- c\n$$", "eq#(a⏎+ b⏎- c)"),
    ("$$ x $$ {#eq-x}", "eq#eq-x(x)"),
    ("$$x\n= y$$ {#eq-y}", "eq#eq-y(x⏎= y)"),
    ("text\n$$\nx\n$$\nmore", "p(text) eq#(x) p(more)"),
    ("> $$\n> x\n> = y\n> $$", "quote(eq#(x⏎= y))"),
    ("- a\n\n  $$\n  x\n  $$\n", "ul-loose(p(a) eq#(x))"),
    ("- $$x$$", "ul(p($$(x)))"),
    ("```\n$$\nx\n$$\n```", "code:($$⏎x⏎$$⏎)"),
    ("- a\n```\n$$\n```\n\n$$\nx\n$$", "ul(p(a)) code:($$⏎) eq#(x)"),
    ("    $$\n    x\n    $$", "code:($$⏎x⏎$$⏎)"),
    ("```math\nx\n```", "eq#(x⏎)"),
  ]

  @Test("each rule of dollars", arguments: cases)
  func dollars(_ markdown: String, _ expected: String) {
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: markdown))
    #expect(sketch(template.blocks) == expected)
    #expect(diagnostics.isEmpty)
  }

  @Test("an escaped dollar does not close a displayed formula")
  func escapedDollar() {
    let text = "$$\n\\text{a \\$\\$ b}\n$$"
    let (template, diagnostics) = Template.parse(SourceText(name: "t.md", text: text))
    #expect(sketch(template.blocks) == "eq#(\\text{a \\$\\$ b})")
    #expect(diagnostics.isEmpty)
  }
}
