import Results

extension CliffFigure {
  func notes(_ result: ExperimentResult, _ curves: [CliffCurve]) -> [String] {
    var notes = [result.sizesNote, quantity.barsNote]
    let fitted = quantity == .success && curves.contains { $0.logistic != nil }
    if fitted { notes.append("Curves: logistic fits (Firth).") }
    if curves.contains(where: { $0.thresholds["delta50"] != nil }) {
      notes.append(
        "Dotted verticals: δ₅₀, where success crosses one half; shading: its 95 % interval.")
    }
    if curves.count > 1 {
      notes.append("Markers are set apart sideways by up to \(curves.count) pt; curves are not.")
    }
    if let missing = result.missingNote {
      notes.append(missing)
      if curves.contains(where: { !$0.incomplete.isEmpty }) {
        notes.append("Crosses on the axis: δ with such runs.")
      }
    }
    return notes
  }

  func altText(_ curves: [CliffCurve]) -> String {
    let deltas = curves.flatMap { $0.points.map(\.delta) }
    guard let low = deltas.min(), let high = deltas.max() else {
      return "An empty plot of the \(quantity.words) against samples per dimension δ: "
        + "no run finished."
    }
    let span =
      low == high ? "at δ = \(number(low))" : "for δ from \(number(low)) to \(number(high))"
    let opening = "Plot of the \(quantity.words) against samples per dimension δ, \(span)."
    return ([opening] + curves.compactMap(sentence)).joined(separator: " ")
  }

  private func sentence(_ curve: CliffCurve) -> String? {
    guard let first = curve.points.first, let last = curve.points.last else {
      return curve.name.isEmpty ? nil : "\(curve.name): no run finished."
    }
    let name = curve.name.isEmpty ? "It" : "\(curve.name):"
    let change = last.estimate.value - first.estimate.value
    let verb =
      curve.points.count == 1
      ? "is" : abs(change) < 0.02 ? "stays near" : change > 0 ? "rises from" : "falls from"
    var text = "\(name) \(verb) \(significant(first.estimate.value, 2))"
    if curve.points.count > 1, abs(change) >= 0.02 {
      text += " to \(significant(last.estimate.value, 2))"
    }
    if let middle = curve.thresholds["delta50"], middle.value.isFinite {
      text +=
        quantity == .success
        ? ", crossing one half at δ₅₀ = \(middle.prose)"
        : "; success crosses one half at δ₅₀ = \(middle.prose)"
    }
    return text + "."
  }

  private func number(_ value: Double) -> String { AxisValue.number(value).text }

  func table(_ result: ExperimentResult, _ curves: [CliffCurve]) -> DataTable {
    let names = result.axes.map(\.name)
    let columns = names + [quantity.rawValue, "low", "high", "seeds", "diverged", "failed"]
    let rows = result.cells.map { cell -> [String] in
      let estimate = result.points(in: cell).first?[quantity.rawValue]
      let units = result.units(in: cell)
      let failed = units.count { if case .failed = $0.outcome { true } else { false } }
      let lost = units.count { $0.outcome != .finished }
      return names.map { cell[$0]?.text ?? "" } + [
        cellText(estimate?.value), cellText(estimate?.low), cellText(estimate?.high),
        String(estimate?.n ?? 0), String(lost - failed), String(failed),
      ]
    }
    return DataTable(columns: columns, rows: rows)
  }
}
