import Diagnostics
import Templates
import Testing

@Suite("Every node knows its line and column")
struct PositionTests {
  /// `line:column` of the inlines that `pick` chooses, in reading order.
  private func places(
    _ text: String, where pick: (Inline.Content) -> Bool
  ) -> [String] {
    let (template, _) = Template.parse(SourceText(name: "t.md", text: text))
    var places: [String] = []
    for block in template.blocks {
      block.forEachInlines { content in
        for inline in content {
          inline.forEachInline { inline in
            if pick(inline.content) {
              places.append(inline.location.map { "\($0.line):\($0.column)" } ?? "-")
            }
          }
        }
      }
    }
    return places
  }

  static let emphases: [(String, [String])] = [
    ("a *b*", ["1:3"]),
    ("é *b*\n   ü *c*", ["1:3", "2:6"]),
    ("---\na: b\n---\n\na *b*", ["5:3"]),
    ("> a *b*\n>   c *d*\n> > e *f*\ng *h*", ["1:5", "2:7", "3:7", "4:3"]),
    ("- a *b*\n  c *d*\nlazy *e*", ["1:5", "2:5", "3:6"]),
    ("`a\n  b` *c*", ["2:6"]),
    ("$a\n b$ *c*\n*d*", ["2:5", "3:1"]),
    ("$a\nb$ $c\n  d$ *e*", ["3:6"]),
    ("$$\na\nb\n$$\n*c*", ["5:1"]),
    ("| a | *b* |\n|--|--|\n| é | *c* |", ["1:7", "3:7"]),
    ("# a *b*", ["1:5"]),
  ]

  @Test("emphasis is found where its star stands", arguments: emphases)
  func emphasis(_ markdown: String, _ expected: [String]) {
    let found = places(markdown) { if case .emphasis = $0 { true } else { false } }
    #expect(found == expected)
  }

  @Test("a cross-reference is found at its @")
  func reference() {
    let found = places("see é @fig-a, @fig-b") {
      if case .reference = $0 { true } else { false }
    }
    #expect(found == ["1:7", "1:15"])
  }

  @Test("TeX knows where its characters stand")
  func tex() throws {
    let text = "a $\\frac\n  12$\n\n> $$\n> x\n>   \\bad\n> $$ {#eq-a}"
    let (template, _) = Template.parse(SourceText(name: "t.md", text: text))
    guard case .paragraph(let content) = template.blocks[0].content,
      case .math(let inline, false) = content[1].content,
      case .quote(let inner) = template.blocks[1].content,
      case .equation(let equation) = inner[0].content
    else {
      Issue.record("unexpected tree: \(sketch(template.blocks))")
      return
    }
    #expect(inline.location(offset: 1).description == "t.md:1:5")
    #expect(equation.tex.text == "x\n  \\bad")
    #expect(equation.tex.location(offset: 4).description == "t.md:6:5")
  }

  @Test("a directive's body begins on the line after its fence")
  func directiveBody() {
    let text = "a\n\n```{experiment #e}\nrun: x\n```"
    let (template, _) = Template.parse(SourceText(name: "t.md", text: text))
    guard case .directive(let directive) = template.blocks[1].content else {
      Issue.record("no directive")
      return
    }
    #expect(directive.location.description == "t.md:3:1")
    #expect(directive.body.location.description == "t.md:4:1")
  }

  @Test("an inline value knows where its path stands")
  func inlineValue() {
    let (template, _) = Template.parse(SourceText(name: "t.md", text: "é `{value}  a.b`"))
    guard case .paragraph(let content) = template.blocks[0].content,
      case .directive(_, let body) = content[1].content
    else {
      Issue.record("no inline directive")
      return
    }
    #expect(body.location.description == "t.md:1:13")
  }
}
