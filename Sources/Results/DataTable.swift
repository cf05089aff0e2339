/// The numbers behind a figure or table: named columns of text, as a CSV file has them.
public struct DataTable: Sendable, Equatable {
  public var columns: [String]
  /// One entry a column; an empty text where a quantity is undefined.
  public var rows: [[String]]

  public init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Whether a quantity has a column, or rows of its own.
  public func names(_ quantity: String) -> Bool {
    columns.contains(quantity) || rows.contains { $0.contains(quantity) }
  }
}
