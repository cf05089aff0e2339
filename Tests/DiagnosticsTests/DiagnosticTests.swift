import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  @Test(
    "a misspelt word suggests the close one and nothing far",
    arguments: [
      ("quda", "quad"), ("gleu", "gelu"), ("threshold-swep", "threshold-sweep"), ("xyz", nil),
      ("gelu", "gelu"),
    ])
  func closeWords(word: String, expected: String?) {
    let known = ["quad", "gelu", "relu", "threshold-sweep"]
    #expect(suggestion(for: word, among: known) == expected)
  }

  @Test("a diagnostic shows its line with a caret under the column, and the help")
  func excerpt() {
    let source = SourceText(name: "a.md", text: "one\nactivation: quda\n")
    let diagnostic = Diagnostic(
      at: SourceLocation(file: "a.md", line: 2, column: 13), "no such activation", help: "quad")
    let text = DiagnosticRenderer(sources: [source], colour: false).text(diagnostic)
    #expect(
      text == """
        a.md:2:13: error: no such activation
        2 | activation: quda
                        ^
          help: quad
        """)
  }

  @Test("columns count characters, not bytes")
  func characterColumns() {
    let source = SourceText(name: "a.md", text: "δ₅₀: x")
    // δ has 2 bytes, each subscript 3: the x stands at byte 11.
    #expect(source.characterColumn(line: 1, byteColumn: 11) == 6)
    #expect(source.characterColumn(line: 1, byteColumn: 1) == 1)
    #expect(source.characterColumn(line: 1, byteColumn: 400) == 7)
  }

  @Test("diagnostics print in the order of the file")
  func order() {
    let places = [(3, 1), (1, 9), (1, 2)].map {
      SourceLocation(file: "a.md", line: $0.0, column: $0.1)
    }
    let text = DiagnosticRenderer(sources: [], colour: false)
      .text(places.map { Diagnostic(at: $0, "wrong") })
    #expect(
      text == """
        a.md:1:2: error: wrong
        a.md:1:9: error: wrong
        a.md:3:1: error: wrong
        """)
  }
}
