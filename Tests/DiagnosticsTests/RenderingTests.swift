import Diagnostics
import Testing

import struct Diagnostics.SourceLocation

private func rendered(_ text: String, _ diagnostic: Diagnostic) -> String {
  DiagnosticRenderer(sources: [SourceText(name: "a.md", text: text)], colour: false)
    .text(diagnostic)
}

private func place(_ line: Int, _ column: Int) -> SourceLocation {
  SourceLocation(file: "a.md", line: line, column: column)
}

/// The marked line and the line under it.
private func excerpt(_ text: String, column: Int, length: Int? = nil) -> [String] {
  rendered(text, Diagnostic(at: place(1, column), length: length, "wrong"))
    .split(separator: "\n").dropFirst().map(String.init)
}

@Suite struct RenderingTests {
  @Test("a diagnostic shows its line with the word underlined, and the help")
  func word() {
    let diagnostic = Diagnostic(at: place(2, 13), "no such activation", help: "quad")
    #expect(
      rendered("one\nactivation: quda\n", diagnostic) == """
        a.md:2:13: error: no such activation
        2 | activation: quda
          |             ^~~~
          help: quad
        """)
  }

  @Test("a second place is shown with its own words")
  func related() {
    let first = Diagnostic.Related(at: place(1, 6), "first used here")
    let diagnostic = Diagnostic(at: place(2, 6), "the label is used twice", related: [first])
    #expect(
      rendered("# A {#sec-a}\n# B {#sec-a}", diagnostic) == """
        a.md:2:6: error: the label is used twice
        2 | # B {#sec-a}
          |      ^~~~~~
          a.md:1:6: first used here
        1 | # A {#sec-a}
          |      ------
        """)
  }

  @Test("marks stand under wide, combined and tabbed characters")
  func widths() {
    #expect(excerpt("漢字 x", column: 4) == ["1 | 漢字 x", "  |      ^"])
    #expect(excerpt("e\u{301}δ x", column: 4) == ["1 | e\u{301}δ x", "  |    ^"])
    #expect(excerpt("👩‍🔬 x", column: 3) == ["1 | 👩‍🔬 x", "  |    ^"])
    #expect(excerpt("a\tx", column: 3) == ["1 | a   x", "  |     ^"])
    #expect(excerpt("漢字漢", column: 1, length: 2) == ["1 | 漢字漢", "  | ^~~~"])
  }

  @Test("a mark at or beyond the end of a line stands behind it")
  func end() {
    #expect(excerpt("ab", column: 3) == ["1 | ab", "  |   ^"])
    #expect(excerpt("ab", column: 99) == ["1 | ab", "  |   ^"])
  }

  @Test("a long line is cut around the place")
  func long() {
    let line = String(repeating: "a ", count: 300) + "wrong" + String(repeating: " b", count: 300)
    let found = excerpt(line, column: 601)
    #expect(found[0].hasPrefix("1 | …") && found[0].hasSuffix("…") && found[0].count <= 130)
    let mark = found[1].firstIndex(of: "^")!
    let column = found[1].distance(from: found[1].startIndex, to: mark)
    #expect(found[0].dropFirst(column).hasPrefix("wrong") && found[1].hasSuffix("^~~~~"))
  }

  @Test("a template cannot steer the terminal")
  func controls() {
    let text = rendered(
      "a\u{1B}[2Jb\u{202E}c",
      Diagnostic(at: place(1, 1), "'\u{1B}]0;x\u{7}' is wrong", help: "\u{1B}[1A"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(text.contains("1 | a␛[2Jb\u{FFFD}c") && text.contains("'␛]0;x␇' is wrong"))
  }

  @Test("diagnostics print in the order of the file, each once")
  func order() {
    let places = [(3, 1), (1, 9), (1, 2), (3, 1)].map { place($0.0, $0.1) }
    let text = DiagnosticRenderer(sources: [], colour: false)
      .text(places.map { Diagnostic(at: $0, "wrong") })
    #expect(
      text == """
        a.md:1:2: error: wrong
        a.md:1:9: error: wrong
        a.md:3:1: error: wrong
        """)
  }

  @Test("of many the first errors are shown, and the others counted")
  func limit() {
    let warnings = (1...5).map { Diagnostic(.warning, at: place($0, 1), "odd") }
    let errors = (6...9).map { Diagnostic(at: place($0, 1), "wrong") }
    let all = warnings + errors
    let text = DiagnosticRenderer(sources: [], colour: false).text(all, limit: 5)
    #expect(
      text == """
        a.md:1:1: warning: odd
        a.md:6:1: error: wrong
        a.md:7:1: error: wrong
        a.md:8:1: error: wrong
        a.md:9:1: error: wrong
        and 4 more
        """)
  }

  @Test("colour is only around what is said, and only if asked for")
  func colour() {
    let diagnostic = Diagnostic(at: place(1, 1), "wrong")
    let source = SourceText(name: "a.md", text: "x")
    let coloured = DiagnosticRenderer(sources: [source], colour: true).text(diagnostic)
    #expect(coloured.contains("\u{1B}[31;1merror:\u{1B}[0m"))
    #expect(!rendered("x", diagnostic).contains("\u{1B}"))
  }
}
