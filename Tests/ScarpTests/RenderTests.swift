import Foundation
import Testing

@Suite struct RenderTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// The objects of the lines of an output.
  private func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
  }

  private let faulty = """
    ```{experiment #a}
    run: threshold-sweep
    activation: gelv
    ```

    ```{figure}
    show: cliff
    of: b
    ```
    """

  @Test("--check looks for mistakes, and makes neither a report nor a store")
  func check() throws {
    try folder.write(smallTemplate(), to: "t.md")
    let ran = try scarp("render", "--check", "t.md", in: folder)
    #expect(ran.code == 0 && ran.output.isEmpty && ran.messages.isEmpty, "\(ran.messages)")
    try folder.write(faulty, to: "t.md")
    let wrong = try scarp("render", "--check", "t.md", in: folder)
    #expect(wrong.code == 1)
    #expect(wrong.messages.contains("t.md:3:13") && wrong.messages.contains("t.md:8:5"))
    #expect(folder.names() == ["t.md"])
  }

  @Test("--json tells mistakes as one object a line, with place, words and help")
  func json() throws {
    try folder.write(faulty, to: "t.md")
    let ran = try scarp("render", "t.md", "--json", in: folder)
    #expect(ran.code == 1 && ran.messages.isEmpty, "\(ran.messages)")
    let found = try lines(ran.output)
    #expect(found.count == 2)
    let first = try #require(found.first)
    #expect(
      Set(first.keys) == [
        "severity", "message", "file", "line", "column", "endLine", "endColumn", "help", "related",
      ])
    #expect(first["severity"] as? String == "error" && first["file"] as? String == "t.md")
    #expect(first["line"] as? Int == 3 && first["column"] as? Int == 13)
    #expect(first["endColumn"] as? Int == 17)
    #expect((first["help"] as? String)?.contains("did you mean 'gelu'?") == true)
    #expect(!folder.has("reports"))
  }

  @Test("--json of a template without mistakes prints nothing on standard output")
  func soundJSON() throws {
    try folder.write(smallTemplate(), to: "t.md")
    let ran = try scarp("render", "t.md", "--json", in: folder)
    #expect(ran.code == 0 && ran.output.isEmpty && folder.has("reports/t.html"))
  }

  @Test("a warning leaves a report and code 0; --strict makes it an error before computing")
  func strict() throws {
    try folder.write(smallTemplate(prose: "Prose.\n\n[^a]: Never used."), to: "t.md")
    let mild = try scarp("render", "t.md", in: folder)
    #expect(mild.code == 0 && mild.messages.contains("warning: "), "\(mild.messages)")
    #expect(folder.has("reports/t.html"))
    let other = try Folder()
    try other.write(smallTemplate(prose: "Prose.\n\n[^a]: Never used."), to: "t.md")
    let strict = try scarp("render", "t.md", "--strict", in: other)
    #expect(strict.code == 1 && strict.messages.contains("error: "), "\(strict.messages)")
    #expect(!other.has("reports"))
    let told = try lines(try scarp("render", "t.md", "--strict", "--json", in: other).output)
    #expect(told.map { $0["severity"] as? String } == ["error"])
  }

  @Test("mistakes of all templates are told before the first is computed")
  func several() throws {
    try folder.write(smallTemplate(), to: "a.md")
    try folder.write(faulty, to: "b.md")
    let ran = try scarp("render", "a.md", "b.md", "none.md", in: folder)
    #expect(ran.code == 1 && ran.messages.contains("b.md:3:13"))
    #expect(ran.messages.contains("cannot read none.md"))
    #expect(!folder.has("reports"))
  }

  @Test("templates whose reports would have one name are refused")
  func twice() throws {
    try folder.write(smallTemplate(), to: "a/t.md")
    try folder.write(smallTemplate(), to: "b/t.md")
    let ran = try scarp("render", "a/t.md", "b/t.md", in: folder)
    #expect(ran.code == 1 && ran.messages.contains("two templates would both make reports/t"))
  }

  @Test("--cached says which directive lacks how many runs; --refresh computes what is there")
  func reuse() throws {
    try folder.write(smallTemplate(), to: "t.md")
    let empty = try scarp("render", "t.md", "--cached", in: folder)
    #expect(empty.code == 1 && empty.messages.contains("t.md:7:"), "\(empty.messages)")
    #expect(empty.messages.contains("4 of 4 runs of this threshold-sweep are not kept"))
    #expect(try scarp("render", "t.md", in: folder).code == 0)
    let fresh = folder.bytes("reports/t.html")
    let anew = try scarp("render", "t.md", "--refresh", in: folder)
    #expect(anew.messages.contains("6 of 6 runs") && folder.bytes("reports/t.html") == fresh)
    #expect(try scarp("render", "t.md", "--refresh", "--cached", in: folder).code == 1)
  }

  @Test("a link in the place of the temporary file leads nothing elsewhere")
  func laidLink() throws {
    try folder.write(smallTemplate(), to: "t.md")
    try folder.write("precious", to: "victim")
    // The shell becomes the program and so knows the number in the temporary's name.
    let lay = "mkdir reports; ln -s ../victim reports/.t.html.$$;"
    let ran = try start(["render", "t.md"], in: folder, limits: lay).ended()
    #expect(ran.code == 0 && folder.has("reports/t.html"), "\(ran.messages)")
    #expect(folder.bytes("victim") == Data("precious".utf8))
    #expect(!folder.names("reports").contains { $0.hasPrefix(".") })
  }
}
