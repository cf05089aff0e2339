import Diagnostics
import Inspection
import Publishing
import Templates
import Testing
import TypstEngine
import Weaving

/// Each document tries one way from an author's words to something that runs, fetches or writes:
/// some are refused with the messages they state, the others become reports in which the words are
/// only words.
@Suite("Malicious documents are inert")
struct HostileDocumentTests {
  static let documents = AnnotatedTemplate.all(
    in: String(decoding: PackageResources.hostile_documents_txt, as: UTF8.self))
  static let accepted = documents.filter { document in
    document.expected.allSatisfy { $0.hasPrefix("^^") || $0.hasPrefix("^ warning") }
  }

  @Test("a document is refused, or becomes a page that neither runs nor fetches anything")
  func pages() async throws {
    #expect(Self.documents.count >= 60)
    for document in Self.documents {
      let outcome = try await outcome(
        of: document.source, beside: document.files, variant: document.variant())
      let found: [Diagnostic]
      switch outcome {
      case .refused(let diagnostics): found = diagnostics
      case .woven(let report, let warnings):
        found = warnings
        let inspection = PageInspection(page: page(of: report))
        #expect(inspection.faults == [], "\(document.name)")
      }
      let messages = annotations(of: found, in: document.sources)
      let isExpected = messages == document.expected
      #expect(isExpected, "\(document.name)\n\(messages.joined(separator: "\n"))")
    }
  }

  @Test("on paper its words are words: Typst sets it, and nothing of it is code")
  func paper() async throws {
    let engine = TypstEngine()
    for document in Self.accepted {
      let outcome = try await outcome(
        of: document.source, beside: document.files, variant: document.variant(),
        for: [.html, .pdf])
      guard case .woven(let report, _) = outcome else {
        Issue.record("\(document.name) is refused for paper")
        continue
      }
      let source = PDFDocument(report: report) { _ in "<svg width=\"1\" height=\"1\"></svg>" }
        .source
      let code = TypstCode(source)
      #expect(code.faults == [], "\(document.name)")
      guard engine.installation.isPresent, document.options.contains("paper") else { continue }
      let pdf = try engine.pdf(of: PDFDocument(report: report, drawing: letteredSVG))
      #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)), "\(document.name)")
    }
  }

  @Test("files for papers have plain names, and no macro of an author in them")
  func exports() async throws {
    for document in Self.accepted {
      let outcome = try await outcome(
        of: document.source, beside: document.files, variant: document.variant())
      guard case .woven(let report, _) = outcome else { continue }
      for file in ReportExport(report).files {
        let plain = file.name.utf8.allSatisfy {
          (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
            || "-_.".utf8.contains($0)
        }
        #expect(plain && !file.name.hasPrefix(".") && file.name.utf8.count < 128, "\(file.name)")
        guard file.name.hasSuffix(".tex") else { continue }
        let commands = texCommands(in: String(decoding: file.bytes, as: UTF8.self))
        #expect(commands.isSubset(of: writtenCommands), "\(document.name): \(commands)")
      }
    }
  }
}

/// What scarp itself writes into TeX, beside the macros it defines.
private let writtenCommands: Set<String> = [
  "newcommand", "textbackslash", "textasciitilde", "textasciicircum", "ensuremath", "{", "}", "$",
  "&", "#", "%", "_", "begin", "end", "hline", "multicolumn", "\\",
]

/// The commands that TeX would run: comments left out, names that `\newcommand` defines too.
private func texCommands(in text: String) -> Set<String> {
  var commands: Set<String> = []
  for line in text.split(separator: "\n") where !line.hasPrefix("%") {
    var rest = line
    if rest.hasPrefix("\\newcommand{\\") {
      commands.insert("newcommand")
      rest = rest.dropFirst("\\newcommand{\\".count).drop { $0 != "}" }
    }
    while let slash = rest.firstIndex(of: "\\") {
      rest = rest[slash...].dropFirst()
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      commands.insert(name.isEmpty ? String(rest.prefix(1)) : String(name))
      rest = rest.dropFirst(max(1, name.count))
    }
  }
  return commands
}
