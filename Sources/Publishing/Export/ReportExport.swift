import Plotting
import Results
import Weaving

/// The figures, tables and inline values of a report as files for a paper.
///
/// A figure is a PDF, an SVG and a PNG with its numbers as CSV and JSON; a table is a LaTeX
/// `tabular` with the same; `values.tex` has a macro for each inline value. Files are named after
/// labels, else `figure-2`. Equal reports give equal files.
public struct ReportExport: Sendable {
  public struct File: Sendable, Equatable {
    /// ASCII letters, digits, `-`, `_` and the point before the ending.
    public var name: String
    public var bytes: [UInt8]
  }

  /// Pixels a point of the PNGs: 300 an inch.
  private static let resolution = 300.0 / 72

  public private(set) var files: [File] = []
  private var stems: Set<String> = ["values", "files"]

  /// What the page shows, also inside divs, under the page's numbers.
  public init(_ report: WovenReport) {
    let blocks = report.shown(in: .html).blocks.flatMap(\.undivided)
    // A label keeps its name, also where a figure without one is called that.
    stems.formUnion(
      blocks.compactMap { block in
        switch block {
        case .figure(let figure): figure.label?.lowercased()
        case .table(let table): table.label?.lowercased()
        default: nil
        }
      })
    var labels: Set<String> = ["values", "files"]
    for block in blocks {
      switch block {
      case .figure(let figure):
        add(figure, stem: stem(figure.label, else: "figure-\(figure.number)", &labels))
      case .table(let table):
        add(table, stem: stem(table.label, else: "table-\(table.number)", &labels))
      default: break
      }
    }
    let macros = ValueMacros(report.values)
    if !macros.macros.isEmpty { add("values.tex", macros.text) }
  }

  /// A stem that no other figure or table has, also where file systems ignore case.
  private mutating func stem(
    _ label: String?, else fallback: String, _ labels: inout Set<String>
  ) -> String {
    if let label, labels.insert(label.lowercased()).inserted { return label }
    let wanted = label ?? fallback
    var stem = wanted
    var count = 1
    while !stems.insert(stem.lowercased()).inserted {
      count += 1
      stem = "\(wanted)-\(count)"
    }
    return stem
  }

  private mutating func add(_ name: String, _ text: String) {
    files.append(File(name: name, bytes: Array(text.utf8)))
  }

  private mutating func add(_ figure: WovenFigure, stem: String) {
    let title = "Figure \(figure.number)"
    let subject = figure.origin.map(Self.summary) ?? ""
    files.append(
      File(name: stem + ".pdf", bytes: pdf(figure.scene, title: title, subject: subject)))
    add(stem + ".svg", svg(figure.scene, title: title, description: figure.altText))
    files.append(File(name: stem + ".png", bytes: png(figure.scene, scale: Self.resolution)))
    add(stem + ".csv", figure.data.csv)
    add(stem + ".json", ShownJSON(figure).text)
  }

  private mutating func add(_ table: WovenTable, stem: String) {
    add(stem + ".tex", table.teX)
    add(stem + ".csv", table.data.csv)
    add(stem + ".json", ShownJSON(table).text)
  }

  /// `threshold-sweep, revision 2; activation: [quad]; …; scarp 0.1.0`.
  private static func summary(_ origin: Origin) -> String {
    let options = origin.options.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return
      (["\(origin.experiment), revision \(origin.revision)"] + options
      + ["scarp \(origin.version)"]).joined(separator: "; ")
  }
}

extension WovenBlock {
  /// The block, or all the blocks in a div.
  fileprivate var undivided: [WovenBlock] {
    if case .div(let div) = self { div.blocks.flatMap(\.undivided) } else { [self] }
  }
}
