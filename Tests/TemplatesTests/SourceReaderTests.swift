import Diagnostics
import Templates
import Testing

@Suite("Files a template names stay inside its folder")
struct SourceReaderTests {
  private let place = SourceLocation(file: "t.md", line: 3, column: 7)

  static let sound: [(String, [String], [String])] = [
    ("refs.bib", [], ["refs.bib"]),
    ("./a/b.md", [], ["a", "b.md"]),
    ("../c.md", ["parts"], ["c.md"]),
    ("x//y.md", ["p"], ["p", "x", "y.md"]),
    ("a/../b.md", [], ["b.md"]),
    ("..hidden", [], ["..hidden"]),
  ]

  @Test("a path is read from the folder of the file that names it", arguments: sound)
  func inside(_ path: String, _ folder: [String], _ expected: [String]) throws {
    #expect(try confinedPath(path, from: folder, at: place) == expected)
  }

  static let refused: [(String, [String], String)] = [
    ("", [], "the path is empty"),
    ("/etc/passwd", [], "'/etc/passwd' is an absolute path"),
    ("../a.md", [], "'../a.md' leads out of the template's folder"),
    ("a/../../b", [], "'a/../../b' leads out of the template's folder"),
    ("../../b", ["parts"], "'../../b' leads out of the template's folder"),
    ("a/..", [], "'a/..' is a folder"),
    ("a/", [], "'a/' is a folder"),
    ("a\u{0}.bib", [], "the path holds a control character"),
  ]

  @Test("a path that leads elsewhere is refused where it is written", arguments: refused)
  func outside(_ path: String, _ folder: [String], _ message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try confinedPath(path, from: folder, at: place)
    }
    #expect(error?.message == message)
    #expect(error?.location == place)
  }

  @Test("a byte that is not UTF-8 is named with its place")
  func bytes() {
    let file = SourceFile(name: "a.bib", bytes: Array("é\nab".utf8) + [0xFF, 0x41])
    let error = #expect(throws: Diagnostic.self) { try file.text() }
    #expect(error?.message == "the file is not UTF-8: byte 0xff here")
    #expect(error?.location?.description == "a.bib:2:3")
  }
}
