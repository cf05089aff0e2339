import Diagnostics
import Templates
import Testing
import Weaving

private let png: [UInt8] =
  [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
  + [0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0] + Array("IEND".utf8)
  + [0, 0, 0, 0]

private func mistakes(_ text: String, _ bytes: [UInt8]) -> [String] {
  var files = Files([:])
  files.bytes["a b.png"] = bytes
  do throws(Diagnostics) {
    return try TemplateChecker(catalog: catalog, memoryLimit: 1 << 30)
      .check(SourceText(name: "t.md", text: text), files: files).warnings.map(\.message)
  } catch {
    return error.all.map { "\($0.location?.description ?? "") \($0.message)" }
  }
}

@Suite("Pictures from files")
struct PictureTests {
  static let cases: [(String, [UInt8], [String])] = [
    ("![a](a%20b.png)", png, []),
    ("See ![a](gone.png)", png, ["t.md:1:5 cannot read gone.png"]),
    ("![a](a%20b.png)", Array(png.dropLast(9)), ["t.md:1:1 a b.png is a damaged PNG"]),
    ("![a](a%20b.png)", Array("GIF89a".utf8), ["t.md:1:1 a b.png is neither PNG, JPEG nor SVG"]),
    (
      "![a](a%20b.png)", Array("<svg></svg>".utf8),
      ["t.md:1:1 a b.png is an SVG without its namespace, which browsers do not show"]
    ),
  ]

  @Test("what is no sound picture is refused where it is named", arguments: cases)
  func checking(_ text: String, _ bytes: [UInt8], _ expected: [String]) {
    #expect(mistakes(text, bytes) == expected)
  }
}
