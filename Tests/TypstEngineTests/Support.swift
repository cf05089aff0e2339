import Bibliography
import Diagnostics
import Experiments
import Figures
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
  let mistakes = found.filter { $0.severity == .error && !$0.message.contains("labelled") }
  guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
  return try report(
    of: template.blocks, footnotes: template.footnotes, metadata: metadata, then: others)
}

func report(
  of blocks: [Block], footnotes: [[Block]] = [], metadata: WovenReport.Metadata = .init(title: "T"),
  then others: [WovenBlock] = []
) throws -> WovenReport {
  let prose = blocks + footnotes.joined()
  let typeset = TypesetFormulas(blocks: prose, captions: [], by: MathTypesetter())
  let printed = PrintedFormulas(blocks: prose, captions: [], sound: typeset.formulas)
  let diagnostics = typeset.diagnostics + printed.diagnostics
  guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
  return WovenReport(
    metadata: metadata, blocks: blocks.map(WovenBlock.woven) + others,
    footnotes: footnotes, formulas: typeset.formulas, printedFormulas: printed.formulas,
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
        kind: div.kind, label: div.label, title: div.title, formats: formats, space: div.space,
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
  return try output(of: "pdftotext", ["-raw", file.path, "-"])
}

/// The titles in a PDF's outline, in order; nil without the program that reads them.
func bookmarks(of pdf: [UInt8]) throws -> [String]? {
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
  try Data(pdf).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try output(of: "pdftohtml", ["-xml", "-i", "-stdout", file.path])?
    .split(separator: "<item ").dropFirst()
    .compactMap { item -> String? in
      guard let start = item.firstIndex(of: ">"), let end = item.firstIndex(of: "<") else {
        return nil
      }
      return String(item[item.index(after: start)..<end].replacing("\u{A0}", with: " "))
    }
}

let place = SourceLocation(file: "t.md", line: 1, column: 1)

/// A figure of two lines, with the words in every place that takes some.
func sampleFigure(label: String?, words: String) -> WovenFigure {
  let scene = Scene(
    panels: [
      Panel(
        x: Axis("step", scale: Scale(from: 0, to: 1)),
        y: Axis("risk", scale: Scale(from: 0, to: 1)),
        marks: [.line(Mark.Line([Position(0, 0), Position(1, 1)], style: Style(.series(0))))])
    ], panelHeights: [80])
  return WovenFigure(
    label: label, number: 1, caption: [.text(words)], notes: [words], altText: words,
    scene: scene, data: DataTable(columns: ["x", words], rows: [["1", "2"], ["2", words]]))
}

func sampleTable(label: String?, words: String) -> WovenTable {
  WovenTable(
    label: label, number: 1, caption: [.text(words)],
    columns: [
      .init(title: words, isNumeric: false),
      .init(title: "δ_NN", unit: "samples", isNumeric: true),
    ],
    rows: [
      [.init(words), .init("3.5", interval: "[3.1, 4.25]")],
      [.init("gelu"), .init("-12", interval: "[-14, -9]")],
    ], notes: [words],
    data: DataTable(columns: ["a", "b"], rows: [["1", "2"]]))
}

/// Two works, one with an accent and a formula.
private let works = """
  @article{cliff2026, author={Noether, Emmy and Erd{\\H{o}}s, Paul}, title={Cliffs at $\\delta > 2$},
    journal={Annals of Cliffs}, volume=3, pages={1--20}, year=2026, doi={10.1000/cliff.2026}}
  @book{saad1995, author={Saad, David}, title={On-line Learning}, publisher={A Press}, year=1995,
    url={https://example.org/on_line}}
  """

private let hill = """
  <svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">
  <path d="M0 30L30 0L60 30Z" fill="#2a6a3b"/></svg>
  """

/// Twelve by six shades of grey, as PNG.
private let shades = Data(
  base64Encoded: """
    iVBORw0KGgoAAAANSUhEUgAAAAwAAAAGCAAAAADShSBdAAAAEklEQVR42mNkEEEAJgYkQA4HAD8mAOjtkbBt\
    AAAAAElFTkSuQmCC
    """)

/// Text, a footnote and a directive of its own.
private let part = """
  ## From another file {#sec-part}

  This stands in a file of its own, with a note[^own], and refers to @tbl-gain and to @fig-line.

  ```{table #tbl-gain}
  of: gain
  columns: [step, gain]
  caption: How far the risk fell, from the other file.
  ```

  [^own]: Of the other file.
  """

/// What stands beside `features.md`.
private struct FilesBeside: SourceReader {
  func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile {
    if path == "shades.png", let shades { return SourceFile(name: path, bytes: Array(shades)) }
    let texts = [
      "works.bib": works, "a hill.svg": hill, "points.csv": "step,risk,se\n2,0.5,0.1\n6,0.4,\n",
      "parts/part.md": part,
    ]
    guard let text = texts[path] else { throw Diagnostic(at: place, "no file \(path)") }
    return SourceFile(name: path, bytes: Array(text.utf8))
  }
}

/// Computes what a document asks for, one unit after another, and keeps nothing.
struct OneByOne: ResultStore, Engine, Weaving.Progress {
  func results(for units: [WorkUnit]) -> KeptResults { KeptResults(count: units.count) }
  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) -> String? { nil }
  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    for (index, unit) in units.enumerated() {
      if let result = unit.result() { try finished(index, result, 1) }
    }
  }
  func began(total: Int, reused: Int, cost: Double) {}
  func foundDamaged(_ count: Int, of experiment: String) {}
  func finishedUnit(cost: Double) {}
  func ended() {}
}

/// `features.md`, then a note on lost seeds and a table with an unusual head.
func featureReport(_ style: CitationStyle = .numeric) async throws -> WovenReport {
  let text = String(decoding: PackageResources.features_md, as: UTF8.self)
    .replacing("citation-style: numeric", with: "citation-style: \(style.rawValue)")
  let catalog = Catalog(
    experiments: [GradientDescentExperiment.self, HessianSpectrumExperiment.self],
    figures: [OutliersFigure.self, SpectrumFigure.self, TrainingFigure.self])
  let checked = try TemplateChecker(catalog: catalog, memoryLimit: 1_000_000_000).check(
    SourceText(name: "features.md", text: text), files: FilesBeside(), for: [.html, .pdf]
  ).0
  let direct = OneByOne()
  var report = try await checked.woven(
    by: Computation(store: direct, engine: direct, progress: direct), version: "test")
  report.blocks += [
    .note("Three seeds failed."),
    .table(sampleTable(label: "tbl-cells", words: "quad cells")),
  ]
  return report
}
