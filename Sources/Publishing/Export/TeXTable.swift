import Weaving

extension WovenTable {
  /// The rows as a LaTeX `tabular`, intervals in columns of their own; no package is needed.
  var teX: String {
    let hasIntervals = columns.indices.map { index in
      columns[index].isNumeric && rows.contains { $0[index].interval != nil }
    }
    var format = ""
    var head: [String] = []
    for (column, interval) in zip(columns, hasIntervals) {
      format += column.isNumeric ? (interval ? "r@{ }l" : "r") : "l"
      let unit = column.unit.isEmpty ? "" : " " + teXText(column.unit)
      let title = teXText(column.title) + unit
      head.append(interval ? "\\multicolumn{2}{l}{\(title)}" : title)
    }
    let body = rows.map { row in
      zip(row, hasIntervals).flatMap { cell, interval in
        [teXText(typographic(cell.text))]
          + (interval ? [teXText(typographic(cell.interval ?? ""))] : [])
      }
    }
    // Without a length, a bracket at the start of the next row would be read as one.
    let lines = ([head] + body).map { $0.joined(separator: " & ") + " \\\\[0pt]" }
    return """
      \\begin{tabular}{\(format)}
      \\hline
      \(lines[0])
      \\hline
      \(lines.dropFirst().joined(separator: "\n"))
      \\hline
      \\end{tabular}

      """
  }
}
