import Diagnostics
import Plotting
import Publishing
import Results
import Templates
import Typesetting
import Weaving

/// A small drawing with a size, and colours for the dark.
let sampleSVG = """
  <?xml version="1.0" encoding="UTF-8"?>
  <svg xmlns="http://www.w3.org/2000/svg" width="243.75pt" height="150pt" viewBox="0 0 243 150">
  <style>@media (prefers-color-scheme: dark) { path { stroke: #fff } }</style>
  <path d="M0 0L100 50" stroke="#000" id="surface1"/></svg>
  """

/// A report of the blocks of some Markdown, followed by others.
func sampleReport(
  _ markdown: String, metadata: WovenReport.Metadata = .init(title: "T"),
  then others: [WovenBlock] = [], provenance: [WovenReport.Provenance] = []
) throws -> WovenReport {
  let (template, found) = Template.parse(SourceText(name: "t.md", text: markdown))
  var diagnostics = found.filter { $0.severity == .error && !$0.message.contains("labelled") }
  let prose = template.blocks + template.footnotes.joined()
  let typeset = TypesetFormulas(blocks: prose, captions: [], by: MathTypesetter())
  let printed = PrintedFormulas(blocks: prose, captions: [], sound: typeset.formulas)
  diagnostics += typeset.diagnostics + printed.diagnostics
  guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
  return WovenReport(
    metadata: metadata, blocks: template.blocks.map(WovenBlock.markdown) + others,
    footnotes: template.footnotes, formulas: typeset.formulas,
    printedFormulas: printed.formulas, provenance: provenance)
}

func page(_ report: WovenReport) -> String {
  HTMLPage(report: report, drawing: { _ in sampleSVG }).html
}

/// What stands between `<main …>` and `</main>`.
func mainText(_ report: WovenReport) -> Substring {
  let html = page(report)
  let start = html.firstRange(of: "<main id=\"page:text\">\n")?.upperBound ?? html.endIndex
  let end = html.firstRange(of: "\n</main>")?.lowerBound ?? html.endIndex
  return html[start..<end]
}

func figure(
  label: String? = "fig-a", caption: [Inline] = [.text("What to see.")],
  notes: [String] = ["20 seeds."], alt: String = "A line rises.",
  data: DataTable = DataTable(columns: ["x", "y"], rows: [["1", "2"]])
) -> WovenFigure {
  WovenFigure(
    label: label, number: 1, caption: caption, notes: notes, altText: alt, scene: sampleScene,
    data: data)
}

func table(
  columns: [WovenTable.Column], rows: [[WovenTable.Cell]], caption: [Inline] = [.text("Numbers.")],
  notes: [String] = []
) -> WovenTable {
  WovenTable(
    label: "tbl-a", number: 1, caption: caption, columns: columns, rows: rows, notes: notes,
    data: DataTable(columns: columns.map(\.title), rows: rows.map { $0.map(\.text) }))
}
