import Bibliography
import Diagnostics
import Templates
import Testing

private let keys = ["a", "b", "c", "d", "e"]

private func list(_ style: CitationStyle) -> ReferenceList {
  let text = keys.map { "@misc{\($0), author={A. \($0)son}, title={T}, year=2020}" }
  var diagnostics: [Diagnostic] = []
  let bibliography = Bibliography(
    [SourceText(name: "r.bib", text: text.joined(separator: "\n"))], &diagnostics)
  return ReferenceList(keys.compactMap { bibliography.work($0, &diagnostics) }, style: style)
}

private func words(_ cited: String, _ style: CitationStyle = .numeric) -> String {
  let citation = Inline.Citation(
    items: cited.map { .init(key: String($0)) }, isTextual: false, source: "")
  return plainText(list(style).words(of: citation) { _ in nil })
}

@Suite("The words of a citation") struct CitationWordsTests {
  @Test(
    "numbers ascend, each once, three neighbours or more as a run",
    arguments: [
      ("a", "[1]"), ("ba", "[1, 2]"), ("abc", "[1–3]"), ("ecbda", "[1–5]"), ("eabcc", "[1–3, 5]"),
      ("adeb", "[1, 2, 4, 5]"), ("ace", "[1, 3, 5]"),
    ])
  func runs(_ cited: String, _ expected: String) {
    #expect(words(cited) == expected)
  }

  @Test("names and years stay in the order of the author")
  func names() {
    #expect(words("ba", .authorYear) == "(bson, 2020; ason, 2020)")
  }

  @Test("a place in a work that the sentence names stands in its brackets")
  func locators() {
    let item = Inline.Citation.Item(key: "b", after: [.text("p. 3")])
    let citation = Inline.Citation(items: [item], isTextual: true, source: "")
    #expect(plainText(list(.numeric).words(of: citation) { _ in nil }) == "bson\u{A0}[2, p. 3]")
    #expect(plainText(list(.authorYear).words(of: citation) { _ in nil }) == "bson (2020, p. 3)")
  }
}
