import Foundation
import Glibc
import Testing

/// A template that includes one file.
private func template(_ path: String) -> String { "```{include}\nfile: \(path)\n```\n" }

@Suite("Files that a template includes, on disk") struct IncludedFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// What a check of `sub/t.md` says first.
  private func message(including path: String) throws -> String {
    try folder.write(template(path), to: "sub/t.md")
    let ran = try scarp("render", "--check", "sub/t.md", in: folder)
    #expect(ran.code == 1 && ran.output.isEmpty)
    return ran.messages.split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test("a file is found beside the file that names it, whatever the working folder")
  func found() throws {
    try folder.write(template("parts/a.md"), to: "sub/t.md")
    try folder.write(template("../b.md"), to: "sub/parts/a.md")
    try folder.write("# Deep\n", to: "sub/b.md")
    let ran = try scarp("render", "sub/t.md", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(try folder.text("reports/t.html").contains(">Deep"))
  }

  @Test("no path leads out of the template's folder, by dots, from the root or through a link")
  func confined() throws {
    try folder.write("secret", to: "secret.md")
    try folder.write("secret", to: "sub/inner/a.md")
    let sub = "\(folder.path)/sub"
    #expect(symlink("../secret.md", "\(sub)/link.md") == 0)
    #expect(symlink("inner", "\(sub)/folder") == 0)
    #expect(symlink("inner/a.md", "\(sub)/inside.md") == 0)
    let link = "it passes through a symbolic link or a file"
    for (path, expected) in [
      ("../secret.md", "'../secret.md' leads out of the template's folder"),
      ("inner/../../secret.md", "'inner/../../secret.md' leads out of the template's folder"),
      ("\(folder.path)/secret.md", "'\(folder.path)/secret.md' is an absolute path"),
      ("link.md", "cannot read sub/link.md: \(link)"),
      ("folder/a.md", "cannot read sub/folder/a.md: \(link)"),
      ("inside.md", "cannot read sub/inside.md: \(link)"),
      ("inner/a.md/b.md", "cannot read sub/inner/a.md/b.md: \(link)"),
      ("none.md", "cannot read sub/none.md: no such file or directory"),
      ("inner", "sub/inner is not a file"),
      ("inner/", "'inner/' is a folder"),
    ] {
      #expect(try message(including: path) == "sub/t.md:2:7: error: \(expected)")
    }
  }

  @Test("what is no file is refused without waiting for it")
  func special() throws {
    try folder.write("", to: "sub/t.md")
    #expect(mkfifo("\(folder.path)/sub/pipe.md", 0o600) == 0)
    #expect(
      try message(including: "pipe.md") == "sub/t.md:2:7: error: sub/pipe.md is not a file")
  }

  @Test("a file beyond the limit is refused before it is read")
  func huge() throws {
    try folder.write("", to: "sub/huge.md")
    #expect(truncate("\(folder.path)/sub/huge.md", 1 << 40) == 0)
    #expect(
      try message(including: "huge.md")
        == "sub/t.md:2:7: error: sub/huge.md is larger than 4194304 bytes")
  }

  @Test("a byte that is no UTF-8 is told at its place, with the place of the include")
  func encoding() throws {
    try folder.write(template("a.md"), to: "t.md")
    try Data([0x61, 0x0A, 0x62, 0xFF]).write(to: URL(filePath: "\(folder.path)/a.md"))
    let ran = try scarp("render", "--check", "t.md", in: folder)
    #expect(ran.messages.hasPrefix("a.md:2:2: error: the file is not UTF-8: byte 0xff here"))
    #expect(ran.messages.contains("t.md:2:7: included from here"))
  }

  @Test("a mistake in an included file shows its line, and the line that includes it")
  func excerpts() throws {
    try folder.write("Text.\n\n" + template("a.md"), to: "t.md")
    try folder.write("```{experiment}\nrun: swep\n```\n", to: "a.md")
    let ran = try scarp("render", "--check", "t.md", in: folder)
    let lines = ran.messages.split(separator: "\n").map(String.init)
    #expect(lines.first == "a.md:2:6: error: run: 'swep' is not a known value")
    #expect(lines.contains("2 | run: swep"))
    #expect(lines.contains("  t.md:4:7: included from here"))
    #expect(lines.contains("4 | file: a.md"))
  }

  @Test("explain names directives of included files by file and line, in reading order")
  func explained() throws {
    try folder.write(
      template("a.md") + "\n```{figure}\nshow: cliff\nof: cliff\n```\n", to: "t.md")
    try folder.write(
      "```{experiment #cliff}\nrun: threshold-sweep\nd: 20\nsteps: 3\nseeds: 2\n"
        + "delta: [1, 2]\ntheory: false\n```\n", to: "a.md")
    let ran = try scarp("explain", "t.md", in: folder)
    let lines = ran.output.split(separator: "\n").map(String.init)
    #expect(lines.count > 3 && lines[0] == "t.md")
    #expect(lines[1].contains("a.md:1  experiment #cliff"))
    #expect(lines[3].contains("5  figure"), "\(lines)")
  }
}
