import Results
import Weaving

extension DataTable {
  /// The table as CSV (RFC 4180): a line of names, then the rows.
  public var csv: String {
    ([columns] + rows).map { row in row.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  private func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    let doubled = text.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"\(doubled)\""
  }
}
