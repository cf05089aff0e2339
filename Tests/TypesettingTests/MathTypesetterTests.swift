import Diagnostics
import Testing
import Typesetting

@Suite("TeX becomes HTML with MathML")
struct MathTypesetterTests {
  private let gradientStep = Formula(
    #"\Theta^{t+1} = \Theta^t - \eta \nabla \widehat{R}_n(\Theta^t)"#, display: true)

  @Test("a formula carries both the typeset form and MathML with its TeX")
  func twoForms() throws {
    let html = try MathTypesetter().html(gradientStep).get()
    #expect(html.hasPrefix("<span class=\"katex-display\">"))
    #expect(html.contains("<math "))
    #expect(html.contains("annotation encoding=\"application/x-tex\""))
    #expect(html.contains("aria-hidden=\"true\""))
  }

  @Test("bytes depend neither on the engine nor on what came before")
  func determinism() throws {
    let alone = try MathTypesetter().html(gradientStep).get()
    let typesetter = MathTypesetter()
    _ = typesetter.html(Formula(#"\gdef\nabla{x}"#, display: true))
    _ = typesetter.html(Formula(#"\def\eta{y} \eta"#, display: false))
    #expect(try typesetter.html(gradientStep).get() == alone)
  }

  static let mistakes: [(String, Int, String)] = [
    (#"\foo x"#, 0, #"undefined control sequence: \foo"#),
    (#"x + y_"#, 5, "expected group after '_'"),
    (#"é \foo"#, 0, "accented Unicode text character \"é\" used in math mode"),
    (#"\text{é} \foo"#, 9, #"undefined control sequence: \foo"#),
    (#"\frac{1}{2"#, 10, "unexpected end of input in a macro argument, expected '}'"),
    (#"a \href{javascript:x}{y}"#, 2, #"\href is not allowed"#),
    (#"\includegraphics{https://a.org/b.png}"#, 0, #"\includegraphics is not allowed"#),
    (
      #"\def\a{\a\a}\a"#, 0,
      "too many expansions: infinite loop or need to increase maxExpand setting"
    ),
  ]

  @Test("a mistake is named with the characters before it", arguments: mistakes)
  func mistake(_ tex: String, _ offset: Int, _ message: String) {
    let result = MathTypesetter().html(Formula(tex, display: false))
    #expect(result == .failure(FormulaError(message, offset: offset)))
  }

  @Test("a mistake is placed in the file")
  func place() {
    let result = MathTypesetter().html(Formula(#"x + \foo"#, display: false)) { offset in
      SourceLocation(file: "t.md", line: 3, column: 10 + offset)
    }
    #expect(throws: Diagnostic.self) { try result.get() }
    if case .failure(let diagnostic) = result {
      #expect(diagnostic.location?.description == "t.md:3:14")
      #expect(diagnostic.message == #"in this formula: undefined control sequence: \foo"#)
    }
  }

  @Test("a failing formula leaves the next one as it was")
  func recovery() throws {
    let typesetter = MathTypesetter()
    let before = try typesetter.html(gradientStep).get()
    let deep = String(repeating: #"\sqrt{"#, count: 580) + String(repeating: "}", count: 580)
    for tex in [#"\foo"#, "{", #"\def\a{\a\a}\a"#, deep] {
      _ = typesetter.html(Formula(tex, display: true))
      #expect(try typesetter.html(gradientStep).get() == before)
    }
  }

  @Test("a formula beyond 4096 bytes is refused")
  func length() {
    let result = MathTypesetter().html(
      Formula(String(repeating: "x", count: 4097), display: false))
    #expect(result == .failure(FormulaError("the formula is longer than 4096 bytes")))
  }

  @Test("a control character is refused where it stands, also between bars")
  func controlCharacters() {
    let result = MathTypesetter().html(Formula("\\verb|a\u{19}|", display: false))
    #expect(
      result == .failure(FormulaError("a formula holds no control characters", offset: 7)))
  }

  @Test("a formula that asks for more than its length allows is left at once")
  func work() throws {
    let typesetter = MathTypesetter()
    let deep = String(repeating: #"\sqrt{"#, count: 580) + String(repeating: "}", count: 580)
    #expect(
      typesetter.html(Formula(deep, display: false))
        == .failure(FormulaError("the formula takes too much work for its length")))
    _ = try typesetter.html(gradientStep).get()
  }

  @Test("tags in TeX stay text")
  func escaping() throws {
    let html = try MathTypesetter().html(
      Formula(#"\text{<script>alert(1)</script>} < \text{"\&'}"#, display: false)
    ).get()
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;script&gt;"))
  }
}
