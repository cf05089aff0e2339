import Diagnostics
import Templates
import Testing

private func read(_ text: String) -> String {
  sketch(Template.read(SourceText(name: "t.md", text: text)).0.blocks)
}

@Suite("At signs cite works and name figures")
struct CitationTests {
  static let cases: [(String, String)] = [
    ("As @a2026 says.", "p(As says(a2026) says.)"),
    ("As @a [p. 3, *top*] says", "p(As says(a|p. 3, em(top)) says)"),
    ("@a [@b] and @a [] and @a[x]", "p(says(a) cite(b) and says(a) [] and says(a)[x])"),
    ("Seen [@a2026].", "p(Seen cite(a2026).)"),
    ("[see @a, p. 3; @b]", "p(cite(see|a|p. 3; b))"),
    ("[-@a]", "p(cite(-a))"),
    ("[@a;\n@b, *passim*]", "p(cite(a; b|em(passim)))"),
    ("[@a, p. 3; and more]", "p(cite(a|p. 3; and more))"),
    ("[@DBLP:journals/x-1.]", "p(cite(DBLP:journals/x-1|.))"),
    ("@a. Then (@b)", "p(says(a). Then (says(b)))"),
    ("me@example.org", "p(a<mailto:me@example.org>(me@example.org))"),
    (#"\@a, \\@b, `\@c`"#, #"p(@a, \says(b), code(\@c))"#),
    (#"\@a and [-\@b]"#, "p(@a and [-@b])"),
    ("[nothing] and [] and @ and [x@y]", "p([nothing] and [] and @ and [x@y])"),
    ("@fig-x and @Fig-x", "p(@(fig-x) and @(fig-x))"),
    ("[@fig-x] or [-@fig-x]", "p(@(fig-x) or -@(fig-x))"),
    ("[[@a]] and [see @a [sic]]", "p([cite(a)] and cite(see|a|[sic]))"),
    ("[see @fig-x]", "p([see @(fig-x)])"),
    ("[@a, @fig-x]", "p(cite(a|@(fig-x)))"),
    ("# On @a", "h1#(On says(a))"),
    ("| @a |\n|----|\n| [@b] |", "table:n(says(a)/cite(b))"),
  ]

  @Test("marks are read as pandoc and Quarto have them", arguments: cases)
  func reading(_ text: String, _ expected: String) {
    #expect(read(text) == expected)
  }

  @Test("a citation knows its place, also behind an address and an escape")
  func places() throws {
    let text = "Mail me@example.org.\n\nAn \\@ and [see @key]"
    let template = Template.read(SourceText(name: "t.md", text: text)).0
    var places: [String] = []
    for block in template.blocks {
      block.forEachInlines { content in
        for case .citation(let citation) in content.map(\.content) {
          places += citation.items.compactMap { $0.location?.description }
        }
      }
    }
    #expect(places == ["t.md:3:16"])
  }

  @Test("brackets within brackets cost no more than they are long")
  func nested() {
    let text = String(repeating: "[", count: 20_000) + "@a" + String(repeating: "]", count: 20_000)
    let blocks = Template.read(SourceText(name: "t.md", text: text)).0.blocks
    #expect(sketch(blocks).contains("cite(a)") || sketch(blocks).contains("says(a)"))
  }
}
