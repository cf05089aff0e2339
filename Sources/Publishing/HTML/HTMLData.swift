import Results
import Weaving

extension HTMLWriter {
  /// Rows beyond this many are in the CSV alone.
  private static let shownRows = 200

  /// The quiet line under a figure or table: its numbers, folded and to download.
  func tools(_ data: DataTable, name: String, of what: String, others: String = "") -> String {
    var tools = others
    if !data.rows.isEmpty {
      let download = element(
        "a",
        [
          "class": "csv", "download": name + ".csv", "href": DataURI.csv(data.csv),
          "aria-label": "Download the data of \(what) as CSV",
        ], "CSV")
      let folded = element(
        "details", [:],
        element("summary", ["aria-label": "Data of \(what)"], "Data") + dataTable(data, of: what))
      tools = download + tools + folded
    }
    return tools.isEmpty ? "" : element("div", ["class": "tools"], tools)
  }

  private func dataTable(_ data: DataTable, of what: String) -> String {
    let head = data.columns.map { element("th", ["scope": "col"], escaped($0)) }.joined()
    let rows = data.rows.prefix(Self.shownRows).map { row in
      element("tr", [:], row.map { element("td", [:], escaped($0)) }.joined())
    }
    let table = element(
      "table", [:],
      element("thead", [:], element("tr", [:], head))
        + element("tbody", [:], rows.joined(separator: "\n")))
    let left = data.rows.count - Self.shownRows
    let more =
      left > 0
      ? element(
        "p", ["class": "method"],
        "The first \(Self.shownRows) of \(data.rows.count) rows; the CSV has them all.") : ""
    return scrolling("Data of \(what)", table) + more
  }
}
