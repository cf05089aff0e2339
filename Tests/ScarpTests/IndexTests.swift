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
    let again = try scarp("index", "reports", in: folder)
    #expect(again.code == 0)
    #expect(try folder.text("reports/index.html") == page)
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
    let ran = try scarp(
      "index", "reports", "--check", "--templates", "\(root)/templates", in: folder)
    #expect(ran.code == 0, "\(ran.messages)")
    for name in names {
      #expect(folder.bytes(String(name)).map { $0.count <= 3_000_000 } == true, "\(name)")
    }
  }
}
