import ArgumentParser
import Diagnostics
import Publishing
import ScarpCatalog
import Templates
import TypstEngine
import Weaving

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn templates into self-contained HTML and PDF reports.",
    discussion: """
      Every mistake of a template is shown before anything is computed. Finished runs are kept, so \
      that a second render, or one after Ctrl-C, computes only what is missing. A file scarp.yml \
      beside a template or above it gives a project's defaults: scarp help directive scarp.yml.
      """)

  @Argument(help: "Markdown files with directives.")
  var templates: [String]

  @Option(help: "Folder of the reports; else the project's, else reports.")
  var outputDir: String?

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      """
      What to write: html, pdf, or both as html,pdf; else what the project says, else html. A PDF \
      needs Typst; see scarp check.
      """,
      valueName: "formats"))
  var formats: ReportFormats?

  @Flag(help: "Only look for mistakes: compute nothing, write no report.")
  var check = false

  @OptionGroup var messages: MessageOptions

  @Flag(
    inversion: .prefixedNo,
    help: """
      Also write every figure as PDF, SVG and PNG, its numbers as CSV and JSON, tables as LaTeX, \
      and values.tex with a macro for each inline value, into NAME_files beside the report.
      """)
  var export: Bool?

  @OptionGroup var chosen: VariantOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let places = templates.map { Place(of: $0, self) }
    let paths = places.map { "\($0.folder)/\($0.name)" }
    if let twice = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw CommandFailure(message: "two templates would both make \(twice)")
    }
    if !check, places.contains(where: { $0.formats.contains(.pdf) }),
      !TypstInstallation().isPresent
    {
      throw CommandFailure(message: "\(TypstFailure.notInstalled(TypstInstallation()))")
    }
    // All templates are checked before the first one is computed.
    var sources: [SourceText] = []
    var checked: [Checked] = []
    var diagnostics: [Diagnostic] = []
    for (path, place) in zip(templates, places) {
      let files = place.files
      defer { sources += files.read }
      do {
        let source = try SourceText.reading(path: path)
        sources.append(source)
        // Looking for mistakes alone makes no store.
        let store =
          check
          ? try work.place.existingStore(beside: parentFolder(of: path))
          : try work.place.openStore(beside: parentFolder(of: path))
        let checker = TemplateChecker(
          catalog: .scarp, memoryLimit: work.memoryLimit, memo: store?.memo ?? NoMemo())
        let (template, warnings) = try checker.check(
          source, files: files, variant: chosen.variant, for: place.formats)
        if let store {
          checked.append(
            Checked(
              path: path, place: place, template: template, sources: [source] + files.read,
              store: store))
        }
        diagnostics += files.defaults.strict ? warnings.strict : warnings
      } catch let error as Diagnostics {
        diagnostics += error.all
      }
    }
    try messages.report(diagnostics, in: sources)
    if check { return }

    for place in places { try makeWritable(folder: place.folder) }
    let interruption = Interruption()
    for entry in checked { try await render(entry, interruption: interruption) }
  }

  /// What becomes of a template, by the command line or else its project.
  private struct Place {
    let files: FolderReader
    let name: String
    let folder: String
    let formats: [OutputFormat]
    let exports: Bool

    init(of path: String, _ options: Render) {
      files = FolderReader(besideTemplate: path)
      name = reportName(path)
      let defaults = files.defaults
      folder = options.outputDir ?? defaults.outputDir ?? "reports"
      formats = (options.formats ?? defaults.formats)?.all ?? [.html]
      exports = options.export ?? defaults.export
    }
  }

  /// A template without mistakes, and the texts that messages about it quote.
  private struct Checked {
    let path: String
    let place: Place
    let template: CheckedTemplate
    let sources: [SourceText]
    let store: SQLiteStore
  }

  private func render(_ checked: Checked, interruption: Interruption) async throws {
    let (name, folder) = (checked.place.name, checked.place.folder)
    let store = checked.store
    let computation = work.computation(
      in: store, interruption: interruption, progress: TerminalProgress(name: name))
    do {
      let template = checked.template
      let plan = PlanName(
        template: checked.path, variant: try chosen.variant.description, store: store)
      // Before the work, so that what it leaves is not taken for refuse if it is interrupted.
      if !work.cached { store.keep(template.plannedDirectives, as: plan) }
      let report = try await template.woven(by: computation, version: Scarp.version)
      if work.cached { store.keep(template.plannedDirectives, as: plan) }
      for format in checked.place.formats {
        switch format {
        case .html: try writePage(of: report, memo: store.memo, to: "\(folder)/\(name).html")
        case .pdf: try writePDF(of: report, to: "\(folder)/\(name).pdf")
        }
      }
      if checked.place.exports {
        let files = ReportExport(report).files
        let export = ExportFolder(path: "\(folder)/\(name)_files")
        try export.write(files)
        printError("\(export.path): \(files.count) files")
      }
    } catch is Interrupted {
      printError("\ninterrupted; finished runs are kept and the same command goes on from them")
      Interruption.exit()
    } catch let mistakes as Diagnostics {
      try messages.report(mistakes.all, in: checked.sources)
    } catch let failure as SQLiteStore.Failure {
      throw CommandFailure(message: failure.description)
    } catch let failure as TypstFailure {
      throw CommandFailure(message: "\(folder)/\(name).pdf: \(failure)")
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

  private func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\((bytes + 999) / 1000) kB" : "\(bytes / 100_000 / 10).\(bytes / 100_000 % 10) MB"
  }
}
