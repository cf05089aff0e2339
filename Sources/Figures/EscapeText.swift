import Results

extension EscapeFigure {
  func notes(
    _ result: ExperimentResult, _ curves: [EscapeCurve], _ cliffs: [EscapeCliff],
    _ thresholds: [EscapeThreshold]
  ) -> [String] {
    var notes = [
      result.sizesNote,
      "Escape: the first step at which the squared overlap with the hard directions exceeds one "
        + "half. Markers: Kaplan–Meier medians over seeds; bars: their 95 % intervals.",
    ]
    let last = result.options["steps"] ?? ""
    if curves.contains(where: { !$0.waiting.isEmpty }) {
      notes.append(
        "Crosses: half of the runs or more have not escaped by step \(last), the last one.")
    }
    if curves.contains(where: { $0.points.contains { $0.time.low != nil && $0.time.high == nil } })
    {
      notes.append("Bars that end at step \(last) have no upper end.")
    }
    if cliffs.contains(where: { !$0.points.isEmpty }) {
      notes.append(
        "Beneath: δ₅₀, where half of the runs escape within \(last) steps, with 95 % intervals.")
    }
    if !thresholds.isEmpty {
      notes.append(
        "Horizontals: \(listed(distinct(thresholds.map(\.words)))), theory for d → ∞, above which "
          + "the Hessian has a negative hard outlier.")
    }
    if curves.count > 1 {
      notes.append("Markers are set apart sideways by up to \(3 * (curves.count - 1) / 2 + 1) pt.")
    }
    if let missing = result.missingNote { notes.append(missing) }
    return notes
  }

  func altText(
    _ curves: [EscapeCurve], _ cliffs: [EscapeCliff], _ thresholds: [EscapeThreshold]
  ) -> String {
    let dimensions = curves.flatMap { $0.points.map(\.d) + $0.waiting }
    guard let low = dimensions.min(), let high = dimensions.max() else {
      return "An empty plot of escape times against the dimension: no run finished."
    }
    var sentences = [
      "Plot of the median escape time against the dimension d from \(cellText(low)) to "
        + "\(cellText(high)) on a logarithmic axis."
    ]
    for curve in curves {
      let name = curve.name.isEmpty ? "It" : "\(curve.name): it"
      guard let first = curve.points.first, let last = curve.points.last else {
        sentences.append("\(name) is beyond the last step throughout.")
        continue
      }
      var text = "\(name) goes from \(significant(first.time.value, 3)) steps at d = "
      text += "\(cellText(first.d)) to \(significant(last.time.value, 3)) at \(cellText(last.d))"
      if let growth = curve.growth { text += ", adding \(growth.prose) for each factor e of d" }
      if !curve.waiting.isEmpty {
        text += "; at d = \(listed(curve.waiting.map(cellText))) most runs do not escape"
      }
      sentences.append(text + ".")
    }
    for cliff in cliffs {
      guard let first = cliff.points.first, let last = cliff.points.last else { continue }
      let name = cliff.name.isEmpty ? "δ₅₀" : "\(cliff.name): δ₅₀"
      sentences.append(
        "\(name) goes from \(first.delta50.prose) at d = \(cellText(first.d)) to "
          + "\(last.delta50.prose) at \(cellText(last.d)).")
    }
    if !thresholds.isEmpty {
      sentences.append(
        "Theory for d → ∞: \(listed(thresholds.map { "\($0.words) \($0.text)" })).")
    }
    return sentences.joined(separator: " ")
  }

  /// A row for each cell: escape time, fraction that escaped, and δ_50 at its d.
  func table(
    _ result: ExperimentResult, _ curves: [EscapeCurve], _ cliffs: [EscapeCliff]
  ) -> DataTable {
    let names = result.axes.map(\.name)
    let quantities = ["escape_time", "escaped", "train_risk"]
    let columns =
      names + quantities.flatMap { [$0, "\($0)_low", "\($0)_high"] }
      + ["seeds", "delta50", "delta50_low", "delta50_high"]
    let rows = result.cells.map { cell -> [String] in
      let point = result.points(in: cell).first
      let cliff = result.points(in: cell.filter { $0.key != "delta" })
        .compactMap { $0["delta50"] }.first
      let values = quantities.flatMap { name -> [Double?] in
        let estimate = point?[name]
        return [estimate?.value, estimate?.low, estimate?.high]
      }
      return names.map { cell[$0]?.text ?? "" } + values.map(cellText)
        + [String(result.units(in: cell).count)]
        + [cliff?.value, cliff?.low, cliff?.high].map(cellText)
    }
    return DataTable(columns: columns, rows: rows)
  }
}

private func distinct(_ words: [String]) -> [String] {
  words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}
