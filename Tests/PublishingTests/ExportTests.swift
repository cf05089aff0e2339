import FoundationEssentials
import Publishing
import Results
import Testing
import Weaving

@Suite("Export")
struct ExportTests {
  private let origin = Origin(
    version: "1.2", numericsClass: "avx2", experiment: "threshold-sweep", label: "cliff",
    revision: 3, options: ["d": "500", "activation": "[quad]"], seeds: [1, 2], planned: 4,
    finished: 3, diverged: 1, failed: 0)

  private func export(_ blocks: [WovenBlock], values: [WovenValue] = []) -> [ReportExport.File] {
    ReportExport(
      WovenReport(metadata: .init(title: "T"), blocks: blocks, values: values)
    ).files
  }

  private func text(_ name: String, of files: [ReportExport.File]) throws -> String {
    String(decoding: try #require(files.first { $0.name == name }).bytes, as: UTF8.self)
  }

  @Test("a figure is PDF, SVG, PNG, CSV and JSON under its label")
  func figureFiles() throws {
    let files = export([.figure(figure(label: "fig-cliff"))])
    #expect(files.map(\.name) == ["pdf", "svg", "png", "csv", "json"].map { "fig-cliff.\($0)" })
    let heads: [[UInt8]] = [Array("%PDF-".utf8), Array("<?xml".utf8), [0x89, 0x50, 0x4E, 0x47]]
    for (file, head) in zip(files, heads) { #expect(file.bytes.starts(with: head)) }
    #expect(try text("fig-cliff.csv", of: files) == "x,y\r\n1,2\r\n")
  }

  @Test("a PDF page has the column's width to a hundredth of a point and equal bytes each time")
  func exactPDF() throws {
    let first = pdf(sampleScene, title: "Figure 1", subject: "")
    #expect(first == pdf(sampleScene, title: "Figure 1", subject: ""))
    let text = String(decoding: first, as: UTF8.self)
    let box = try #require(text.firstRange(of: "/MediaBox [ 0 0 ")).upperBound
    let width = try #require(Double(text[box...].prefix { $0 != " " }))
    #expect(abs(width - 8.6 / 2.54 * 72) < 0.01)
  }

  @Test("an SVG for print has words and no dark colours")
  func printSVG() throws {
    let files = export([.figure(figure(alt: "Rises < & falls."))])
    let text = try text("fig-a.svg", of: files)
    #expect(text.contains("<desc>Rises &lt; &amp; falls.</desc>"))
    #expect(!text.contains("<style>") && !text.contains("class="))
  }

  @Test("figures without a label have their number, and no two share a file")
  func names() {
    let files = export([
      .figure(figure(label: nil)), .figure(figure(label: "figure-1")),
      .figure(figure(label: "FIGURE-1")), .figure(figure(label: "values")),
    ])
    let pdfs = files.map(\.name).filter { $0.hasSuffix(".pdf") }
    #expect(pdfs == ["figure-1-2.pdf", "figure-1.pdf", "FIGURE-1-3.pdf", "values-2.pdf"])
  }

  private struct Read: Decodable {
    struct Source: Decodable {
      var scarp: String
      var revision: Int
      var options: [String: String]
      var seeds: [Int]
      var runs: [String: Int]
    }

    var columns: [String]
    var method: [String]
    var source: Source
  }

  @Test("the JSON of a figure has its numbers, what bands are, and what made it")
  func json() throws {
    var shown = figure(
      data: DataTable(columns: ["a", "x"], rows: [["quad", "1e-05"], ["", "2"]]))
    shown.origin = origin
    let text = try text("fig-a.json", of: export([.figure(shown)]))
    let read = try JSONDecoder().decode(Read.self, from: Data(text.utf8))
    #expect(read.columns == ["a", "x"])
    #expect(read.method == ["20 seeds."])
    #expect(read.source.scarp == "1.2" && read.source.revision == 3)
    #expect(read.source.options == origin.options && read.source.seeds == [1, 2])
    #expect(read.source.runs == ["planned": 4, "finished": 3, "diverged": 1, "failed": 0])
    #expect(text.contains(#""rows":[["quad",1e-05],[null,2]]"#))
  }

  @Test("a table is a tabular whose intervals stand in columns of their own")
  func tabular() throws {
    let shown = table(
      columns: [
        .init(title: "activation", isNumeric: false), .init(title: "δ₅₀", isNumeric: true),
      ],
      rows: [[.init("leaky_relu"), .init("-3.1", interval: "[-4, ∞]")]])
    let title = #"\ensuremath{\delta}\ensuremath{_{5}}\ensuremath{_{0}}"#
    let expected = #"""
      \begin{tabular}{lr@{ }l}
      \hline
      activation & \multicolumn{2}{l}{\#(title)} \\[0pt]
      \hline
      leaky\_relu & \ensuremath{-}3.1 & [\ensuremath{-}4, \ensuremath{\infty}] \\[0pt]
      \hline
      \end{tabular}

      """#
    #expect(try text("tbl-a.tex", of: export([.table(shown)])) == expected)
  }

  @Test("equal reports give equal files")
  func determinism() {
    let blocks: [WovenBlock] = [.figure(figure())]
    #expect(export(blocks) == export(blocks))
  }
}

@Suite("Macros of inline values")
struct ValueMacroTests {
  private func value(
    _ path: String, _ text: String?, format: String = "",
    interval: WovenValue.Interval? = nil
  ) -> WovenValue {
    WovenValue(path: path, format: format, text: text, interval: interval)
  }

  private func names(_ values: WovenValue...) -> [String] {
    ValueMacros(values).macros.map(\.name)
  }

  @Test("a path is spelled in letters")
  func spelling() {
    #expect(
      names(
        value("cliff.quad.delta50", "3"), value("m.population_risk[30]", "1"),
        value("s[activation=leaky-relu, delta=0.5].success", "1")) == [
          "CliffQuadDeltaFiveZero", "MPopulationRiskThreeZero",
          "SActivationLeakyReluDeltaZeroFiveSuccess",
        ])
  }

  @Test("an interval has macros for its ends and for both")
  func intervals() {
    let macros = ValueMacros([
      value("a.b", "−1.5", format: ".1f", interval: .init(low: "−∞", high: "2.0"))
    ])
    #expect(
      macros.text.hasSuffix(
        #"""
        % a.b :.1f
        \newcommand{\AB}{\ensuremath{-}1.5}
        \newcommand{\ABLow}{\ensuremath{-}\ensuremath{\infty}}
        \newcommand{\ABHigh}{2.0}
        \newcommand{\ABInterval}{[\ensuremath{-}\ensuremath{\infty}, 2.0]}

        """#))
  }

  @Test("equal values share a macro; other formats and other paths of one name get their own")
  func collisions() {
    #expect(
      names(
        value("a.b", "1"), value("a.b", "1"), value("a.b", "1.00", format: ".2f"),
        value("a-b", "7"), value("a_b", "8"), value("ab", "9")) == [
          "AB", "ABTwoDecimals", "ABDefault", "ABDefaultB", "Ab",
        ])
  }

  @Test("an interval's macros take no other path's name")
  func ends() {
    let interval = WovenValue.Interval(low: "0", high: "1")
    #expect(
      names(value("a.low", "3"), value("a", "1", interval: interval)) == [
        "ALow", "ADefault", "ADefaultLow", "ADefaultHigh", "ADefaultInterval",
      ])
  }

  @Test("what TeX would read as its own is escaped, the undefined is a dash")
  func escapes() {
    let macros = ValueMacros([value("p", #"50 % & $x_1^2 {a}\~"#), value("q", nil)]).macros
    #expect(
      macros.map(\.body) == [
        #"50 \% \& \$x\_1\textasciicircum{}2 \{a\}\textbackslash{}\textasciitilde{}"#, "---",
      ])
  }
}
