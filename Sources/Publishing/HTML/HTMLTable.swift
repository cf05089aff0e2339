import Weaving

extension HTMLWriter {
  mutating func table(_ table: WovenTable) -> String {
    let id = table.label ?? "table:\(table.number)"
    let name = "Table \(table.number)"
    let columns = table.columns.indices.map { index in
      NumberColumn(cells: table.rows.map { $0[index] }, isNumeric: table.columns[index].isNumeric)
    }
    let head = zip(table.columns, columns).map { column, numbers in
      let unit =
        column.unit.isEmpty ? "" : " " + element("span", ["class": "unit"], escaped(column.unit))
      return element(
        "th",
        [
          "scope": "col", "class": column.isNumeric ? "number" : nil,
          "colspan": numbers.hasIntervals ? "2" : nil,
        ], symbols(column.title) + unit)
    }
    let rows = table.rows.enumerated().map { row, cells in
      let html = cells.enumerated().map { index, cell -> String in
        guard table.columns[index].isNumeric else {
          // A name at the start of a row says what the row is.
          return index == 0
            ? element("th", ["scope": "row"], escaped(cell.text))
            : element("td", [:], escaped(cell.text))
        }
        let number = element("td", ["class": "number"], aligned(cell, columns[index].padding[row]))
        guard columns[index].hasIntervals else { return number }
        let interval = escaped(typographic(cell.interval ?? ""))
        return number + element("td", ["class": "interval"], interval)
      }
      return element("tr", [:], html.joined())
    }
    let body = element(
      "table", [:],
      element("thead", [:], element("tr", [:], head.joined()))
        + element("tbody", [:], "\n" + rows.joined(separator: "\n") + "\n"))
    let caption = self.caption(name, id: id, table.caption, notes: [])
    let notes =
      table.notes.isEmpty
      ? "" : element("p", ["class": "method"], symbols(table.notes.joined(separator: " ")))
    let tools = self.tools(
      table.data, name: table.label ?? "table-\(table.number)", of: "table \(table.number)")
    return element(
      "figure", ["id": id, "class": isWide(table) ? "numbers wide" : "numbers"],
      caption + "\n" + scrolling(name, body) + notes + tools)
  }

  /// The number with spaces after it that are as wide as what the longest one has there.
  private func aligned(_ cell: WovenTable.Cell, _ padding: String) -> String {
    // U+2008 is as wide as a point, U+2007 as a digit.
    escaped(typographic(cell.text)) + padding.map { $0 == "." ? "\u{2008}" : "\u{2007}" }.joined()
  }

  /// Whether its columns, set on one line, are wider than the text.
  private func isWide(_ table: WovenTable) -> Bool {
    let letters = table.columns.indices.reduce(0) { sum, index in
      let cells = table.rows.map { $0[index] }
      let widest = cells.map { $0.text.count + ($0.interval?.count ?? 0) }.max() ?? 0
      return sum + max(widest, table.columns[index].title.count) + 3
    }
    return letters > 75
  }
}
