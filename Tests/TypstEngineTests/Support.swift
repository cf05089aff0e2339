import Diagnostics
import Foundation
import Plotting
import Publishing
import Results
import Templates
import Typesetting
import Weaving

let emptyReport = WovenReport(metadata: .init(title: "Empty"), blocks: [])

/// The report of some Markdown, followed by other blocks.
func report(
  of markdown: String, metadata: WovenReport.Metadata = .init(title: "T"),
  then others: [WovenBlock] = []
) throws -> WovenReport {
  let (template, found) = Template.parse(SourceText(name: "t.md", text: markdown))
  var diagnostics = found.filter { $0.severity == .error && !$0.message.contains("labelled") }
  var formulas: [Formula: String] = [:]
  let typesetter = MathTypesetter()
  let prose = template.blocks + template.footnotes.joined()
  for block in prose { typesetter.typeset(block, into: &formulas, &diagnostics) }
  let printed = PrintedFormulas(blocks: prose, captions: [], sound: formulas)
  diagnostics += printed.diagnostics
  guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
  return WovenReport(
    metadata: metadata, blocks: template.blocks.map(WovenBlock.woven) + others,
    footnotes: template.footnotes, formulas: formulas, printedFormulas: printed.formulas,
    provenance: [.init("scarp", "test"), .init("experiment #a", "revision 1; delta: 1, 2")])
}

extension WovenBlock {
  /// A block without directives, divs opened as weaving opens them.
  fileprivate static func woven(_ block: Block) -> WovenBlock {
    guard case .div(let div) = block.content else { return .markdown(block) }
    let formats = OutputFormat.allCases.filter { format in
      ![block].kept(in: format).isEmpty
    }
    return .div(
      WovenDiv(
        kind: div.kind, label: div.label, title: div.title, formats: formats,
        blocks: div.blocks.map(WovenBlock.woven)))
  }
}

/// A program's output, or nil if it is not on this machine.
func output(of program: String, _ arguments: [String]) throws -> String? {
  let path = ["/usr/bin/", "/usr/local/bin/"].map { $0 + program }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  guard let path else { return nil }
  let process = Process()
  process.executableURL = URL(filePath: path)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}

/// The words of a PDF as `pdftotext` reads them; nil without that program.
func words(of pdf: [UInt8]) throws -> String? {
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
  try Data(pdf).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try output(of: "pdftotext", [file.path, "-"])
}
