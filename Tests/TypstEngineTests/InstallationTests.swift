import Publishing
import Testing
import TypstEngine

/// Whether the pinned Typst is on this machine; what needs it is skipped where it is not.
let hasTypst = TypstInstallation().isPresent

@Suite("What needs Typst is refused clearly without it")
struct MissingTypstTests {
  @Test("asking for a PDF names the one command that installs Typst")
  func command() throws {
    let installation = TypstInstallation(folder: "/nowhere/it's here")
    let document = PDFDocument(report: emptyReport, drawing: { _ in "" })
    #expect(throws: TypstFailure.notInstalled(installation)) {
      try TypstEngine(installation: installation).pdf(of: document)
    }
    #expect(
      installation.command
        == "python3 -m venv '/nowhere/it'\\''s here' && "
        + "'/nowhere/it'\\''s here'/bin/pip install typst==0.15.2")
  }

  static let places: [([String: String], String)] = [
    (["SCARP_TYPST": "/a", "HOME": "/h"], "/a"),
    (["XDG_CACHE_HOME": "/c", "HOME": "/h"], "/c/scarp/typst-0.15.2"),
    (["HOME": "/h"], "/h/.cache/scarp/typst-0.15.2"),
  ]

  @Test("Typst is kept in the user's cache unless a variable says otherwise", arguments: places)
  func place(_ environment: [String: String], _ folder: String) {
    #expect(TypstInstallation(environment: { environment[$0] }).folder == folder)
  }
}
