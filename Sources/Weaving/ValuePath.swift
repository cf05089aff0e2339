import Diagnostics
import Expressions
import Templates

/// An inline value as it is written: a path and how to print it, `m.population_risk[30] :.3f±`.
struct ValuePath: Sendable, Equatable {
  var label: String
  var selectors: [QuantityPath.Selector]
  var quantity: String
  var format: ValueFormat

  init(
    label: String, selectors: [QuantityPath.Selector], quantity: String, format: ValueFormat
  ) {
    self.label = label
    self.selectors = selectors
    self.quantity = quantity
    self.format = format
  }

  /// - Throws: one mistake, placed in the file.
  init(_ body: PositionedText) throws(Diagnostic) {
    let end: Int
    (end, format) = try ValueFormat.split(body)
    let path = try QuantityPath(String(body.text.prefix(end))) { body.location(offset: $0) }
    label = path.label
    selectors = path.selectors
    guard let last = path.quantity else {
      throw Diagnostic(
        at: body.location(offset: max(0, end - 1)), "a quantity is missing",
        help: "write label.quantity, label.value.quantity or label[axis=value].quantity")
    }
    quantity = last
  }
}
