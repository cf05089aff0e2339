import Foundation
import Testing

@Suite("A project's scarp.yml") struct ProjectFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func place(_ ran: Ran) -> String {
    ran.messages.split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test("front matter that templates share: the template's own comes first, names by name")
  func frontMatter() throws {
    try folder.write(
      """
      author: [A. Author]
      lang: fr
      params: {d: 20, seeds: 3}
      profiles: {quick: {seeds: 2}}
      """, to: "scarp.yml")
    try folder.write(
      """
      ---
      title: T
      lang: de
      params: {d: 24}
      ---
      By `{param} d` and `{param} seeds`.
      """, to: "t.md")
    let ran = try scarp("render", "t.md", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    let page = try folder.text("reports/t.html")
    #expect(page.contains("<html lang=\"de\""))
    #expect(page.contains("By 24 and 3."))
    #expect(page.contains("A. Author"))
    #expect(page.contains("scarp.yml"))
    let quick = try scarp("render", "--check", "t.md", "--profile", "quick", in: folder)
    #expect(quick.code == 0, "\(quick.messages)")
  }

  @Test("options of the command line, their paths from the file; the command line comes first")
  func commandLine() throws {
    try folder.write(
      "render:\n  output-dir: out\n  store: kept/all.sqlite\n  export: true\n  profile: quick\n",
      to: "papers/scarp.yml")
    try folder.write(
      "---\nprofiles: {quick: {seeds: 2}}\n---\n" + smallTemplate(seeds: 4).dropFrontMatter,
      to: "papers/one/t.md")
    #expect(try scarp("render", "papers/one/t.md", in: folder).code == 0)
    #expect(folder.has("papers/out/t.html") && folder.has("papers/out/t_files/files.json"))
    #expect(folder.has("papers/kept/all.sqlite") && !folder.has("papers/one/.scarp"))
    #expect(try folder.text("papers/out/t.html").contains("quick"))
    let ran = try scarp(
      "render", "papers/one/t.md", "--output-dir", "here", "--no-export", "--profile", "none",
      "--store", "s.sqlite", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(folder.has("here/t.html") && !folder.has("here/t_files") && folder.has("s.sqlite"))
    #expect(try !folder.text("here/t.html").contains("quick"))
  }

  @Test("explain sees the results that a render put where the project says")
  func explain() throws {
    try folder.write("render: {store: kept.sqlite}\n", to: "scarp.yml")
    try folder.write(smallTemplate(), to: "sub/t.md")
    #expect(try scarp("render", "sub/t.md", in: folder).code == 0)
    let ran = try scarp("explain", "sub/t.md", in: folder)
    #expect(ran.output.contains("nothing to compute: all 6 runs are there"))
  }

  @Test("the nearest file is taken, and none beyond the repository's folder")
  func boundary() throws {
    try folder.write("render: {output-dir: outer}\n", to: "scarp.yml")
    try folder.write("", to: "repository/.git/HEAD")
    try folder.write("Text.\n", to: "repository/t.md")
    try folder.write("render: {output-dir: inner}\n", to: "repository/near/scarp.yml")
    try folder.write("Text.\n", to: "repository/near/below/u.md")
    #expect(
      try scarp("render", "repository/t.md", "repository/near/below/u.md", in: folder).code == 0)
    #expect(folder.has("reports/t.html") && folder.has("repository/near/inner/u.html"))
    #expect(!folder.has("outer"))
  }

  @Test("a bibliography of the project lies beside its file; a template's stays in its folder")
  func bibliography() throws {
    try folder.write("bibliography: refs.bib\n", to: "scarp.yml")
    try folder.write("@misc{a, title = {Some Title}, year = {2001}}\n", to: "refs.bib")
    try folder.write("As [@a].\n", to: "sub/t.md")
    let ran = try scarp("render", "sub/t.md", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(try folder.text("reports/t.html").contains("Some Title"))
    try folder.write("---\nbibliography: ../refs.bib\n---\nAs [@a].\n", to: "sub/t.md")
    #expect(
      place(try scarp("render", "--check", "sub/t.md", in: folder))
        == "sub/t.md:2:15: error: '../refs.bib' leads out of the template's folder")
    try folder.write("bibliography: ../refs.bib\n", to: "sub/scarp.yml")
    try folder.write("As [@a].\n", to: "sub/t.md")
    #expect(
      place(try scarp("render", "--check", "sub/t.md", in: folder))
        == "sub/scarp.yml:1:15: error: '../refs.bib' leads out of the template's folder")
  }

  @Test("warnings count as errors where the project says so")
  func strict() throws {
    try folder.write("<b>Text</b>\n", to: "t.md")
    #expect(try scarp("render", "--check", "t.md", in: folder).code == 0)
    try folder.write("render: {strict: true}\n", to: "scarp.yml")
    #expect(try scarp("render", "--check", "t.md", in: folder).code == 1)
  }

  @Test(
    "a mistake in it is told at its place",
    arguments: [
      ("titel: T\n", "1:1: error: scarp.yml has no option 'titel'"),
      ("title: T\n", "1:1: error: scarp.yml has no option 'title'"),
      ("lang: en\nrender: {to: docx}\n", "2:14: error: to: 'docx' is not a known value"),
      ("render: {outputdir: x}\n", "1:10: error: render has no option 'outputdir'"),
      ("render: fast\n", "1:9: error: options are written as name: value"),
      ("toc: maybe\n", "1:6: error: toc: 'maybe' is not a known value"),
      ("params: {d: {type: integr}}\n", "1:20: error: "),
      ("- a\n", "1:1: error: options are written as name: value"),
      ("a: [\n", "2:1: error: malformed YAML: a value is missing"),
      ("render: {profile: slow}\n", "1:19: error: no profile is called 'slow'"),
    ])
  func mistakes(text: String, expected: String) throws {
    try folder.write(text, to: "scarp.yml")
    try folder.write("Text.\n", to: "sub/t.md")
    let ran = try scarp("render", "--check", "sub/t.md", in: folder)
    #expect(ran.code == 1)
    #expect(ran.messages.hasPrefix("scarp.yml:" + expected), "\(ran.messages)")
  }

  @Test("help describes it")
  func help() throws {
    let ran = try scarp("help", "directive", "scarp.yml", in: folder)
    #expect(ran.code == 0 && ran.output.contains("bibliography"))
    let options = try scarp("help", "directive", "render", in: folder)
    #expect(options.output.contains("output-dir"))
  }
}

extension String {
  fileprivate var dropFrontMatter: String {
    guard let end = range(of: "\n---\n") else { return self }
    return String(self[end.upperBound...])
  }
}
