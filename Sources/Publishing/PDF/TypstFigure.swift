import Results
import Templates
import Weaving

extension TypstWriter {
  mutating func figure(_ figure: WovenFigure) -> String {
    let name = "Figure \(figure.number)"
    let file = file(Array(drawing(figure.scene).utf8), ending: "svg")
    let picture = "drawn(\(typstString(file)), \(typstString(figure.altText)))"
    let caption = caption(name, figure.caption, notes: figure.notes)
    // Never above the heading it belongs to, as a figure that floats to the top may be.
    let placement = lastFigures.contains(figure.number) ? "none" : "bottom"
    return data(figure.data, name: fileName(figure.label) ?? "figure-\(figure.number)", of: name)
      + "#figure(\(picture), caption: \(caption), placement: \(placement))\(place(figure.label))"
  }

  /// The number, what to see, then how it was made in smaller type.
  mutating func caption(_ name: String, _ content: [Inline], notes: [String]) -> String {
    let words = content.isEmpty ? "none" : "[\(inlines(content))]"
    let method = notes.isEmpty ? "none" : "[\(typstSymbols(notes.joined(separator: " ")))]"
    return "caption([\(typstText(name))], \(words), \(method))"
  }

  /// The numbers behind a figure or table, as a file inside the PDF.
  func data(_ data: DataTable, name: String, of what: String) -> String {
    guard !data.rows.isEmpty else { return "" }
    return "#pdf.attach(\(typstString(name + ".csv")), bytes(\(typstString(data.csv))), "
      + "mime-type: \"text/csv\", relationship: \"data\", "
      + "description: \(typstString("The data of \(what)")))\n"
  }

  /// Tables with more rows may go over pages.
  private static let rowsKeptTogether = 24

  /// A label that is one by the rules, which any system takes as the name of a file.
  private func fileName(_ label: String?) -> String? { label.flatMap { isLabel($0) ? $0 : nil } }

  mutating func table(_ table: WovenTable) -> String {
    let name = "Table \(table.number)"
    let columns = table.columns.indices.map { index in
      NumberColumn(cells: table.rows.map { $0[index] }, isNumeric: table.columns[index].isNumeric)
    }
    var alignments: [String] = []
    var head: [String] = []
    for (column, numbers) in zip(table.columns, columns) {
      let unit = column.unit.isEmpty ? "" : "#h(0.4em)#unit[\(typstText(column.unit))]"
      let words = "[#strong[\(typstSymbols(column.title))]\(unit)]"
      let alignment = column.isNumeric ? "right" : "left"
      alignments.append(alignment)
      if numbers.hasIntervals {
        alignments.append("left")
        head.append("table.cell(colspan: 2, align: left, \(words))")
      } else {
        head.append(words)
      }
    }
    let rows = table.rows.enumerated().map { row, cells in
      let source = cells.enumerated().map { index, cell -> String in
        let padding = columns[index].padding[row]
        let number =
          table.columns[index].isNumeric
          ? typstText(typographic(cell.text)) : typstText(cell.text)
        let aligned = padding.isEmpty ? number : number + "#hide[\(typstText(padding))];"
        guard columns[index].hasIntervals else { return "[\(aligned)]," }
        return "[\(aligned)], [#interval[\(typstText(typographic(cell.interval ?? "")))]],"
      }
      return "    " + source.joined(separator: " ")
    }
    let caption = caption(name, table.caption, notes: [])
    let notes =
      table.notes.isEmpty
      ? "" : "\n#table-notes[\(typstSymbols(table.notes.joined(separator: " ")))]"
    let body = """
      #fitted(table(
          columns: \(alignments.count), align: (\(alignments.joined(separator: ", ")),),
          top-rule, table.header(\(head.joined(separator: ", "))), mid-rule,
      \(rows.joined(separator: "\n"))
          top-rule))
      """
    return data(table.data, name: fileName(table.label) ?? "table-\(table.number)", of: name)
      + "#block(breakable: \(table.rows.count > Self.rowsKeptTogether), spacing: 1.8em)"
      + "[#figure(kind: table, caption: \(caption), [\n\(body)\(notes)])\(place(table.label))]"
  }
}
