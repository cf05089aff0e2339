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

  @Test("columns count characters, not bytes")
  func characterColumns() {
    let source = SourceText(name: "a.md", text: "δ₅₀: x")
    // δ has 2 bytes, each subscript 3: the x stands at byte 11.
    #expect(source.characterColumn(line: 1, byteColumn: 11) == 6)
    #expect(source.characterColumn(line: 1, byteColumn: 1) == 1)
    #expect(source.characterColumn(line: 1, byteColumn: 400) == 7)
  }

  @Test("a record has the place, the end of the word there, and every key")
  func record() {
    let source = SourceText(name: "a.md", text: "one\nactivation: quda")
    let place = SourceLocation(file: "a.md", line: 2, column: 13)
    let word = DiagnosticRecord(Diagnostic(at: place, "wrong", help: "quad"), in: source)
    #expect([word.line, word.column, word.endLine, word.endColumn] == [2, 13, 2, 17])
    #expect(word.severity == "error" && word.file == "a.md" && word.help == "quad")
    let given = DiagnosticRecord(Diagnostic(.warning, at: place, length: 2, "odd"), in: source)
    #expect(given.severity == "warning" && given.endColumn == 15)
    let unplaced = DiagnosticRecord(Diagnostic("no such file"), in: nil)
    #expect(unplaced.file == nil && unplaced.line == nil && unplaced.endColumn == nil)
  }

  @Test("strict makes every warning an error, and the summary counts both")
  func strict() {
    let found = [Diagnostic(.warning, "a"), Diagnostic("b"), Diagnostic("c")]
    #expect(found.summary == "2 errors and 1 warning")
    #expect(found.strict.summary == "3 errors")
    #expect([Diagnostic(.warning, "a")].summary == "1 warning")
  }
}
