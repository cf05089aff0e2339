import Foundation
import Testing

@Suite("The index of reports, and whether they are up to date") struct IndexTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(
      """
      ---
      title: Small & sound
      bibliography: refs.bib
      abstract: >-
        About cliffs. With $x_1$ near 0.5 there is *nothing* to be seen, whatever the number of samples
        that a network may be given, and nothing that anyone has ever seen before in such a network. Not
        here.
      ---
      As @a says.

      """ + smallTemplate(prose: "").split(separator: "---\n", omittingEmptySubsequences: false)[2],
      to: "templates/t.md")
    try folder.write(
      "@misc{a, title = {A}, author = {B, C}, year = {2000}}", to: "templates/refs.bib")
  }

  private func made() throws {
    let ran = try scarp("render", "templates/t.md", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(try scarp("index", "reports", in: folder).code == 0)
  }

  @Test("it lists each report with its first figure, in equal bytes")
  func listed() throws {
    try made()
    let page = try folder.text("reports/index.html")
    #expect(page.contains("<a href=\"t.html\">Small &amp; sound</a>"))
    #expect(page.contains("<img src=\"data:image/svg+xml,") && !page.contains("<script"))
    // What it is about, what is to be seen, and what makes it anew from here.
    #expect(page.contains("<p>About cliffs. With"))
    #expect(page.contains("<code>scarp render templates/t.md</code>"))
    let again = try scarp("index", "reports", in: folder)
    #expect(again.code == 0)
    #expect(try folder.text("reports/index.html") == page)
    #expect(try scarp("index", "reports", "--check", in: folder).code == 0)
  }

  @Test("reports are listed as they are named, and a folder keeps that order")
  func order() throws {
    try made()
    for name in ["s", "u"] {
      try folder.write(try folder.text("reports/t.html"), to: "reports/\(name).html")
    }
    func listed() throws -> [String] {
      try folder.text("reports/index.html").split(separator: "<h2><a href=\"").dropFirst()
        .map { String($0.prefix { $0 != "." }) }
    }
    #expect(
      try scarp("index", "reports/u.html", "reports/t.html", "reports/u.html", in: folder).code == 0
    )
    #expect(try listed() == ["u", "t"])
    #expect(try scarp("index", "reports", in: folder).code == 0)
    #expect(try listed() == ["u", "t", "s"])
    #expect(try scarp("index", "reports", "--check", in: folder).code == 0)
  }

  @Test(
    "a change of the template or of its bibliography makes the report out of date, by name",
    arguments: ["t.md", "refs.bib"])
  func changed(file: String) throws {
    try made()
    try folder.write(try folder.text("templates/\(file)") + "\n", to: "templates/\(file)")
    let ran = try scarp("index", "reports", "--check", in: folder)
    #expect(ran.code == 1)
    #expect(
      ran.messages.contains("reports/t.html: \(file) has changed")
        && ran.messages.contains("scarp render t.md"), "\(ran.messages)")
  }

  @Test("a page without a record and an index of other reports are told")
  func strange() throws {
    try made()
    try folder.write(try folder.text("reports/t.html"), to: "reports/u.html")
    let ran = try scarp("index", "reports", "--check", in: folder)
    #expect(ran.code == 1 && ran.messages.contains("reports/index.html"), "\(ran.messages)")
    try folder.write("<!DOCTYPE html>", to: "reports/v.html")
    let other = try scarp("index", "reports", "--check", in: folder)
    #expect(other.code == 1 && other.messages.contains("reports/v.html: it holds no record"))
  }

  @Test("the committed reports are what their templates and experiments would make")
  func committed() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let committed = try String(contentsOfFile: "\(root)/.gitignore", encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("!/reports/") && $0.hasSuffix(".html") }
    let names = committed.map { $0.dropFirst(2) }
      .filter { FileManager.default.fileExists(atPath: "\(root)/\($0)") }
    #expect(names.count > 2)
    // Reports that somebody rendered for himself are not the repository's.
    for name in names {
      try folder.write(
        try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8), to: String(name))
    }
    // The index names the folder as its reader sees it.
    try FileManager.default.removeItem(atPath: "\(folder.path)/templates")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/templates", withDestinationPath: "\(root)/templates")
    let ran = try scarp("index", "reports", "--check", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    for name in names {
      #expect(folder.bytes(String(name)).map { $0.count <= 3_000_000 } == true, "\(name)")
    }
  }
}
