import Diagnostics
import Directives
import Testing

@Suite("Places in YAML scalars") struct ScalarPlaceTests {
  private func place(_ yaml: String, _ option: String, of word: String) throws -> String {
    let source = SourceText(name: "t", text: yaml)
    let tree = try #require(try OptionTree.reading(yaml: yaml, in: source, firstLine: 1))
    let value = try #require(tree[option])
    let text = try #require(value.scalar)
    let start = try #require(value.location)
    let range = try #require(text.firstRange(of: word))
    let offset = text.distance(from: text.startIndex, to: range.lowerBound)
    let place = source.location(offset: offset, ofScalar: text, at: start)
    return "\(place.line):\(place.column)"
  }

  @Test("a word of a plain, quoted, folded or literal scalar is found where it was written")
  func places() throws {
    #expect(try place("holds: a > b", "holds", of: "b") == "1:12")
    #expect(try place("x: 1\nholds: 'a > ''b'", "holds", of: "b") == "2:15")
    #expect(try place("holds: \"a > b\"", "holds", of: ">") == "1:11")
    #expect(try place("holds: >-\n  - a >\n    b\n", "holds", of: "b") == "3:5")
    #expect(try place("holds: |\n\n  > a\n  bb > c\n", "holds", of: "c") == "4:8")
    #expect(try place("holds: a >\n  b", "holds", of: "b") == "2:3")
  }

  @Test("what does not stand there is placed at the scalar's beginning")
  func absent() {
    let source = SourceText(name: "t", text: "holds: {param: x}")
    let start = SourceLocation(file: "t", line: 1, column: 8)
    #expect(source.location(offset: 2, ofScalar: "a > b", at: start) == start)
  }
}
