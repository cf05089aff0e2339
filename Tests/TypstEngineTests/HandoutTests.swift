import Diagnostics
import Experiments
import Foundation
import Publishing
import Results
import Templates
import Testing
import TypstEngine
import Weaving

private func report(profiles: [String]) async throws -> WovenReport {
  let text = String(decoding: PackageResources.handout_md, as: UTF8.self)
  let checker = TemplateChecker(
    catalog: Catalog(experiments: [], figures: []), memoryLimit: 1_000_000_000)
  let checked = try checker.check(
    SourceText(name: "handout.md", text: text),
    variant: try Variant(profiles: profiles, parameters: []), for: [.html, .pdf]
  ).0
  let none = OneByOne()
  return try await checked.woven(
    by: Computation(store: none, engine: none, progress: none), version: "0")
}

@Suite("A handout holds no trace of its solutions") struct HandoutTests {
  /// Every piece of a solution in `handout.md` begins so, whatever it is: text, title, formula,
  /// footnote, link, code, table, condition of another div.
  private let mark = "zqx"

  @Test("neither the page nor what the PDF is made of")
  func sources() async throws {
    let handout = try await report(profiles: [])
    let key = try await report(profiles: ["solutions"])
    func traces(_ report: WovenReport) -> (page: Int, pdf: Int) {
      let page = HTMLPage(report: report, drawing: svg).html
      let document = PDFDocument(report: report, drawing: letteredSVG)
      let parts =
        [document.source] + document.files.map { String(decoding: $0.bytes, as: UTF8.self) }
      return (page.ranges(of: mark).count, parts.joined().ranges(of: mark).count)
    }
    #expect(traces(handout) == (0, 0))
    #expect(traces(key).page > 12 && traces(key).pdf > 12)
  }

  @Test("nor the PDF", .enabled(if: hasTypst && (try? words(of: [])) != nil))
  func pdf() async throws {
    func bytes(_ profiles: [String]) async throws -> [UInt8] {
      let document = PDFDocument(
        report: try await report(profiles: profiles), drawing: letteredSVG)
      return try TypstEngine().pdf(of: document).0
    }
    let handout = try await bytes([])
    #expect(try words(of: handout)?.contains("What is the margin?") == true)
    #expect(try words(of: handout)?.contains(mark) == false)
    // Titles of the outline and metadata stand in a PDF without compression.
    #expect(!String(decoding: handout, as: UTF8.self).contains(mark))
    #expect(try words(of: try await bytes(["solutions"]))?.contains(mark) == true)
  }
}
