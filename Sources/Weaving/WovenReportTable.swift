import Results
import Templates

/// A table of results in its place.
public struct WovenTable: Sendable {
  public struct Column: Sendable, Equatable {
    public var title: String
    /// Printed small beside the title; empty for none.
    public var unit: String
    /// Aligned at the decimal point, else at the left.
    public var isNumeric: Bool

    public init(title: String, unit: String = "", isNumeric: Bool) {
      self.title = title
      self.unit = unit
      self.isNumeric = isNumeric
    }
  }

  public struct Cell: Sendable, Equatable {
    public var text: String
    /// `[2.91, 3.20]` or `± 0.1`, printed smaller beside the number.
    public var interval: String?

    public init(_ text: String, interval: String? = nil) {
      self.text = text
      self.interval = interval
    }
  }

  /// From `{table #label}`; the anchor on the page.
  public var label: String?
  /// Tables count from 1 in reading order.
  public var number: Int
  public var caption: [Inline]
  public var columns: [Column]
  /// One cell a column.
  public var rows: [[Cell]]
  /// How it was made.
  public var notes: [String]
  /// The same numbers in full precision.
  public var data: DataTable
  /// What they were made from; nil in a report that no experiment went into.
  public var origin: Origin?

  public init(
    label: String?, number: Int, caption: [Inline], columns: [Column], rows: [[Cell]],
    notes: [String], data: DataTable, origin: Origin? = nil
  ) {
    self.label = label
    self.number = number
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.data = data
    self.origin = origin
  }
}
