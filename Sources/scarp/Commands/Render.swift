import ArgumentParser
import Diagnostics
import FoundationEssentials
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

  @Option(
    name: .customLong("for-each"),
    help: ArgumentHelp(
      """
      Render a sheet and a key with solutions for every student of a table with a column student, \
      into NAME_sheets and NAME_keys. Other columns are values of parameters.
      """,
      valueName: "roster.csv"))
  var roster: String?

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
    let (copies, rosterText) = try copies()
    // All templates are checked before the first one is computed.
    var sources: [String: SourceText] = [:]
    if let rosterText { sources[rosterText.name] = rosterText }
    var checked: [Checked] = []
    var diagnostics: [Diagnostic] = []
    for (path, place) in zip(templates, places) {
      do {
        let source = try SourceText.reading(path: path)
        sources[source.name] = source
        // Looking for mistakes alone makes no store.
        let store =
          check
          ? try work.place.existingStore(beside: parentFolder(of: path))
          : try work.place.openStore(beside: parentFolder(of: path))
        let checker = TemplateChecker(
          catalog: .scarp, memoryLimit: work.memoryLimit, memo: store?.memo ?? NoMemo())
        for copy in copies {
          let files = FolderReader(besideTemplate: path)
          let result = Result { () throws(Diagnostics) in
            try checker.check(source, files: files, variant: copy.variant, for: place.formats)
          }
          for file in files.read { sources[file.name] = file }
          switch result {
          case .success(let (template, warnings)):
            if let store {
              checked.append(
                Checked(
                  path: path, place: place, copy: copy, template: template,
                  sources: [source] + files.read, store: store))
            }
            diagnostics += files.defaults.strict ? warnings.strict : warnings
          case .failure(let mistakes): diagnostics += mistakes.all
          }
        }
      } catch let error as Diagnostics {
        diagnostics += error.all
      }
    }
    try messages.report(diagnostics, in: sources.values.sorted { $0.name < $1.name })
    if check { return }

    let folders = Set(places.flatMap { place in copies.map { $0.folder(of: place) } })
    for folder in folders.sorted() { try makeWritable(folder: folder) }
    let interruption = Interruption()
    var isWhole = true
    for entry in checked {
      let failures = try await render(entry, interruption: interruption)
      for failure in failures { printError("error: \(failure)") }
      isWhole = isWhole && failures.isEmpty
    }
    // The reports are there and say what they lack.
    if !isWhole { throw CommandFailure(message: "") }
  }

  /// One rendering of every template: the template itself, or a student's.
  private struct Copy {
    let variant: Variant
    /// What the folder's name adds to the report's, and the file's name; nil where it is the report.
    let student: (kind: String, name: String)?

    func folder(of place: Place) -> String {
      student.map { "\(place.folder)/\(place.name)_\($0.kind)" } ?? place.folder
    }

    func name(of place: Place) -> String { student?.name ?? place.name }
  }

  /// The sheets and keys of a roster, with its text; or each template as it is.
  private func copies() throws -> ([Copy], SourceText?) {
    var source: SourceText?
    do {
      guard let roster else {
        return ([Copy(variant: try chosen.variant, student: nil)], nil)
      }
      let text = try SourceText.reading(path: roster, noun: "roster")
      source = text
      let copies = try Roster(text).students.flatMap { student in
        let (sheet, key) = try chosen.variant.sheets(for: student)
        return [
          Copy(variant: sheet, student: ("sheets", student.name)),
          Copy(variant: key, student: ("keys", student.name)),
        ]
      }
      return (copies, text)
    } catch let mistakes as Diagnostics {
      try messages.report(mistakes.all, in: source.map { [$0] } ?? [])
      return ([], nil)
    }
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
    let copy: Copy
    let template: CheckedTemplate
    let sources: [SourceText]
    let store: SQLiteStore
  }

  /// - Returns: what the report lacks, experiment by experiment; divergence is a result.
  private func render(_ checked: Checked, interruption: Interruption) async throws -> [String] {
    let name = checked.copy.name(of: checked.place)
    let folder = checked.copy.folder(of: checked.place)
    let store = checked.store
    let progress = AccountedProgress(TerminalProgress(name: name))
    let computation = work.computation(
      in: store, interruption: interruption, progress: progress)
    let started = Date.now
    do {
      let template = checked.template
      let plan = PlanName(
        template: checked.path, variant: checked.copy.variant.description, store: store)
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
      let record = RunRecord(
        of: template, progress.accounts, started: started, jobs: work.jobs ?? Machine.cores,
        numericsClass: report.record?.numericsClass ?? "")
      if record.directives.contains(where: { $0.computed > 0 }) { printError(record.text) }
      try writeWhole(try record.bytes, to: "\(folder)/\(name).run.json")
      return (report.record?.experiments ?? []).filter { $0.failed > 0 }.map {
        "\(checked.path): \($0.failed) of \($0.planned) runs of "
          + "\($0.label.map { "#\($0)" } ?? $0.name) failed; the report says why"
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
    return []
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
