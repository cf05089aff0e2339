import Results

extension CliffFigure {
  func notes(
    _ result: ExperimentResult, _ curves: [CliffCurve], _ thresholds: CliffThresholds
  ) -> [String] {
    var notes = [result.sizesNote, quantity.barsNote]
    let fitted = quantity == .success && curves.contains { $0.logistic != nil }
    if fitted { notes.append("Curves: logistic fits (Firth).") }
    if curves.contains(where: { $0.thresholds["delta50"] != nil }) {
      let half = "δ₅₀, where success crosses one half"
      notes.append(
        !thresholds.isCrowded
          ? "Dotted verticals: \(half); shading: its 95 % interval."
          : quantity == .success
            ? "Horizontal bars about one half: 95 % intervals of \(half)."
            : "Dotted verticals: \(half).")
    }
    notes += theoryNotes(result, thresholds)
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

  private func theoryNotes(
    _ result: ExperimentResult, _ thresholds: CliffThresholds
  ) -> [String] {
    let names = Set(thresholds.entries.map(\.name))
    var notes: [String] = []
    if names.contains("delta_nn") || thresholds.hasClosing {
      var text =
        "\(thresholds.hasClosing ? "δ_NN(t)" : "Long dashes: δ_NN"), theory for d → ∞: above it the "
        + "Hessian at step t has a negative hard outlier"
      if let last = thresholds.lastStep { text += "; the runs end at step \(cellText(last))" }
      notes.append(text + ".")
    }
    let limits = thresholds.entries.filter { $0.name == "delta_nn_limit" }
    if !limits.isEmpty {
      let shading =
        limits.allSatisfy(\.isBound)
        ? "known from below only, it lies in the shading to the right"
        : limits.contains(where: \.isBound)
          ? "shading: where it lies, to the right of the line where it is known from below only"
          : "shading: where it lies"
      notes.append("Dashes with two dots: δ_NN(∞), to which δ_NN rises with t; \(shading).")
    }
    if thresholds.hasClosing {
      notes.append(
        "Panel (b): δ_NN against the step, with 95 % intervals; "
          + (thresholds.curves.count < 3 ? "long dashes in (a): its last value; " : "")
          + "markers: the measured δ₅₀.")
    }
    if names.contains("delta_alg") {
      notes.append("Dashes and dots: δ_alg, below which no fast algorithm is known to succeed.")
    }
    if !thresholds.outside.isEmpty {
      notes.append("Beyond the axis: \(listed(thresholds.outside)).")
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
    let predicted = theory ? predictions(curve) : []
    if !predicted.isEmpty { text += "; theory predicts \(listed(predicted))" }
    return text + "."
  }

  private func predictions(_ curve: CliffCurve) -> [String] {
    let time = curve.closing.last { $0.estimate == curve.thresholds["delta_nn"] }?.step
    let names = [
      ("delta_nn", "δ_NN\(time.map { "(\(cellText($0)))" } ?? "")"),
      ("delta_nn_limit", "δ_NN(∞)"), ("delta_alg", "δ_alg"),
    ]
    return names.compactMap { name, symbol in
      guard let estimate = curve.thresholds[name], estimate.value.isFinite else { return nil }
      let isBound = name == "delta_nn_limit" && estimate.low != nil && estimate.high == nil
      return isBound
        ? "\(symbol) ≥ \(estimate.labelText())" : "\(symbol) = \(estimate.prose)"
    }
  }

  private func number(_ value: Double) -> String { AxisValue.number(value).text }

  func table(_ result: ExperimentResult, _ curves: [CliffCurve]) -> DataTable {
    let names = result.axes.map(\.name)
    let thresholds = thresholdColumns(curves)
    let columns =
      names + [quantity.rawValue, "low", "high", "seeds", "diverged", "failed"]
      + thresholds.map(\.title)
    let outer = names.filter { $0 != "delta" }
    let rows = result.cells.map { cell -> [String] in
      let estimate = result.points(in: cell).first?[quantity.rawValue]
      let units = result.units(in: cell)
      let failed = units.count { if case .failed = $0.outcome { true } else { false } }
      let lost = units.count { $0.outcome != .finished }
      return names.map { cell[$0]?.text ?? "" } + [
        cellText(estimate?.value), cellText(estimate?.low), cellText(estimate?.high),
        String(estimate?.n ?? 0), String(lost - failed), String(failed),
      ]
        + thresholds.map { column in
          curves.first { curve in outer.allSatisfy { curve.cell[$0] == cell[$0] } }
            .map { cellText(column.value($0)) } ?? ""
        }
    }
    return DataTable(columns: columns, rows: rows)
  }

  /// Thresholds with the ends of their intervals, the same in all rows of a curve.
  private func thresholdColumns(
    _ curves: [CliffCurve]
  ) -> [(title: String, value: (CliffCurve) -> Double?)] {
    var columns: [(title: String, value: (CliffCurve) -> Double?)] = []
    func add(_ title: String, _ estimate: @escaping (CliffCurve) -> Estimate?) {
      let ends: [(String, (Estimate) -> Double?)] = [
        ("", { $0.value }), ("_low", { $0.low }), ("_high", { $0.high }),
      ]
      for (suffix, end) in ends
      where curves.contains(where: { estimate($0).flatMap(end) != nil }) {
        columns.append((title + suffix, { estimate($0).flatMap(end) }))
      }
    }
    add("delta50") { $0.thresholds["delta50"] }
    guard theory else { return columns }
    for name in ["delta_alg", "delta_nn", "delta_nn_limit"] { add(name) { $0.thresholds[name] } }
    for step in Set(curves.flatMap { $0.closing.map(\.step) }).sorted() {
      add("delta_nn[\(cellText(step))]") { curve in
        curve.closing.first { $0.step == step }?.estimate
      }
    }
    return columns
  }
}
