import ArgumentParser
import Diagnostics
import Publishing
import Templates
import TypstEngine
import Weaving

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn templates into self-contained HTML and PDF reports.",
    discussion: """
      Every mistake of a template is shown before anything is computed. Finished runs are kept, so \
      that a second render, or one after Ctrl-C, computes only what is missing.
      """)

  @Argument(help: "Markdown files with directives.")
  var templates: [String]

  @Option(help: "Folder of the reports.")
  var outputDir = "reports"

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "What to write: html, pdf, or both as html,pdf. A PDF needs Typst; see scarp check.",
      valueName: "formats"))
  var formats = ReportFormats(all: [.html])

  @Flag(help: "Only look for mistakes: compute nothing, write no report.")
  var check = false

  @OptionGroup var messages: MessageOptions

  @Flag(
    help: """
      Also write every figure as PDF, SVG and PNG, its numbers as CSV and JSON, tables as LaTeX, \
      and values.tex with a macro for each inline value, into NAME_files beside the report.
      """)
  var export = false

  @OptionGroup var chosen: VariantOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let names = templates.map(Self.reportName)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw CommandFailure(message: "two templates would both make \(outputDir)/\(twice)")
    }
    if !check, formats.all.contains(.pdf), !TypstInstallation().isPresent {
      throw CommandFailure(message: "\(TypstFailure.notInstalled(TypstInstallation()))")
    }
    // All templates are checked before the first one is computed.
    var sources: [SourceText] = []
    var checked: [Checked] = []
    var diagnostics: [Diagnostic] = []
    for path in templates {
      let files = FolderReader(besideTemplate: path)
      defer { sources += files.read }
      do {
        let source = try SourceText.reading(path: path)
        sources.append(source)
        let store = try work.openStore(beside: folder(of: path))
        let checker = TemplateChecker(
          catalog: .scarp, memoryLimit: work.memoryLimit, memo: store.memo)
        let (template, warnings) = try checker.check(
          source, files: files, variant: chosen.variant, for: formats.all)
        checked.append(
          Checked(path: path, template: template, sources: [source] + files.read, store: store))
        diagnostics += warnings
      } catch let error as Diagnostics {
        diagnostics += error.all
      }
    }
    try messages.report(diagnostics, in: sources)
    if check { return }

    try makeWritable(folder: outputDir)
    let interruption = Interruption()
    for entry in checked { try await render(entry, interruption: interruption) }
  }

  /// A template without mistakes, and the texts that messages about it quote.
  private struct Checked {
    let path: String
    let template: CheckedTemplate
    let sources: [SourceText]
    let store: SQLiteStore
  }

  private func render(_ checked: Checked, interruption: Interruption) async throws {
    let name = Self.reportName(checked.path)
    let store = checked.store
    let computation = work.computation(
      in: store, interruption: interruption, progress: TerminalProgress(name: name))
    do {
      let report = try await checked.template.woven(by: computation, version: Scarp.version)
      for format in formats.all {
        switch format {
        case .html: try writePage(of: report, memo: store.memo, to: "\(outputDir)/\(name).html")
        case .pdf: try writePDF(of: report, to: "\(outputDir)/\(name).pdf")
        }
      }
      if export {
        let files = ReportExport(report).files
        let folder = ExportFolder(path: "\(outputDir)/\(name)_files")
        try folder.write(files)
        printError("\(folder.path): \(files.count) files")
      }
    } catch is Interrupted {
      printError("\ninterrupted; finished runs are kept and the same command goes on from them")
      Interruption.exit()
    } catch let mistakes as Diagnostics {
      try messages.report(mistakes.all, in: checked.sources)
    } catch let failure as SQLiteStore.Failure {
      throw CommandFailure(message: failure.description)
    } catch let failure as TypstFailure {
      throw CommandFailure(message: "\(outputDir)/\(name).pdf: \(failure)")
    }
  }

  private func writePage(of report: WovenReport, memo: any Memo, to output: String) throws {
    let page = HTMLPage(report: report) { svg($0, memo: memo) }.html
    try writeWhole(Array(page.utf8), to: output)
    printError("\(output): \(size(page.utf8.count))")
    if page.utf8.count > 3_000_000 {
      let message = "\(output) is larger than 3 MB"
      try messages.report([
        Diagnostic(.warning, message, help: "fewer figures keep it easy to send")
      ])
    }
  }

  private func writePDF(of report: WovenReport, to output: String) throws {
    let document = PDFDocument(report: report, drawing: letteredSVG)
    let (bytes, warnings) = try TypstEngine().pdf(of: document)
    try writeWhole(bytes, to: output)
    printError("\(output): \(size(bytes.count))")
    try messages.report(warnings.map { Diagnostic(.warning, $0) })
  }

  /// The file's name without folder and ending.
  private static func reportName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  private func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\((bytes + 999) / 1000) kB" : "\(bytes / 100_000 / 10).\(bytes / 100_000 % 10) MB"
  }
}
