import Diagnostics
import FoundationEssentials
import Templates
import Testing
import Weaving

/// 3×2 pixels of one colour.
private let png = [UInt8](
  Data(
    base64Encoded: """
      iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGPgipkHQQxwFgA5\
      jAYZjZuvmQAAAABJRU5ErkJggg==
      """)!)

/// The frame and the end of a JPEG of 3×2 pixels.
private let jpeg: [UInt8] =
  [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0, 0xFF, 0xD9]

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
    (
      "![a](a%20b.png)", Array(png[..<50] + [png[50] ^ 1] + png[51...]),
      ["t.md:1:1 a b.png is a damaged PNG"]
    ),
    (
      "![a](a%20b.png)", Array(jpeg.dropLast(2)) + Array(repeating: 0, count: 2000),
      ["t.md:1:1 a b.png is a damaged JPEG"]
    ),
    ("![a](a%20b.png)", jpeg, []),
    ("![a](../b.png)", png, ["t.md:1:1 cannot read ../b.png"]),
    (
      "![a](//b.org/c.png)", png,
      ["t.md:1:1 remote images are refused: a report is one file that needs no network"]
    ),
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
