import Plotting
import Results

extension OutliersFigure {
  func notes(
    _ result: ExperimentResult, _ series: [OutlierSeries], _ names: OutlierNames, leftOut: Int
  ) -> [String] {
    let isTheory = names.eigenvalue == nil
    var notes = [isTheory ? result.batchesNote : result.sizesNote]
    func has(_ quantity: String?) -> Bool {
      series.contains { !$0.estimates(quantity).isEmpty }
    }
    if has(names.eigenvalue) {
      notes.append(
        "Markers: the lowest eigenvalue and, below, the squared overlap q² of its eigenvector with "
          + "the latent directions, means over seeds with 95 % intervals.")
      if series.count > 1 {
        let most = Int((Self.pitch * Double(series.count - 1) / 2).rounded(.up))
        notes.append("They are set apart sideways by up to \(most) pt.")
      }
    } else if result.experiment == "gradient-descent" {
      notes.append("The runs have no eigenvalues: that takes extremes: true.")
    }
    if has(names.outlier) {
      notes.append(
        "Full lines: the hard outlier that theory predicts for d → ∞, where there is one, and its "
          + "q².")
    } else if has(names.edge) {
      notes.append("Theory has no hard outlier here.")
    }
    if has(names.edge) { notes.append("Dashed: the predicted left edge of the bulk.") }
    if let along, along != axis(of: result) {
      notes.append("The experiment has no axis of numbers called \(along).")
    }
    if axis(of: result) == "step", series.contains(where: { $0.points.contains { $0.x == 0 } }) {
      notes.append("The time axis is logarithmic from the first step on, linear before it.")
    }
    if leftOut > 0 {
      notes.append("\(leftOut) further series \(leftOut == 1 ? "is" : "are") in the table only.")
    }
    if !isTheory, let missing = result.missingNote { notes.append(missing) }
    return notes
  }

  func altText(_ axis: String, _ series: [OutlierSeries], _ names: OutlierNames) -> String {
    guard !series.isEmpty else {
      return "An empty plot of the lowest eigenvalue of the Hessian: none was reported."
    }
    let against = axis == "step" ? "the step" : axis == "delta" ? "δ" : axis
    let opening =
      "Plots against \(against) of the lowest end of the Hessian's spectrum and of the squared "
      + "overlap of its eigenvector with the latent directions."
    let rest = series.count > 4 ? ["The table has the other \(series.count - 4)."] : []
    return ([opening] + series.prefix(4).map { sentence($0, axis, names) } + rest)
      .joined(separator: " ")
  }

  private func sentence(
    _ one: OutlierSeries, _ axis: String, _ names: OutlierNames
  ) -> String {
    let named: [(String?, String)] = [
      (names.eigenvalue, "the lowest eigenvalue"), (names.overlap, "its squared overlap"),
      (names.edge, "the predicted left edge"), (names.outlier, "the predicted outlier"),
      (names.outlierOverlap, "the predicted squared overlap"),
    ]
    let parts = named.compactMap { quantity, words -> String? in
      let estimates = one.estimates(quantity)
      guard let first = estimates.first, let last = estimates.last else { return nil }
      let from = significant(first.estimate.value, 2).typographic
      let to = significant(last.estimate.value, 2).typographic
      return estimates.count == 1 ? "\(words) is \(from)" : "\(words) goes from \(from) to \(to)"
    }
    guard let first = one.points.first?.x, let last = one.points.last?.x, !parts.isEmpty else {
      return "Nothing was reported."
    }
    let name = one.label.map { $0.plain + ": " } ?? ""
    let symbol = axis == "step" ? "step" : axis == "delta" ? "δ =" : axis
    let range =
      first == last
      ? "at \(symbol) \(cellText(first))" : "from \(symbol) \(cellText(first)) to \(cellText(last))"
    return "\(name)\(range), \(listed(parts))."
  }

  func table(
    _ result: ExperimentResult, _ all: [OutlierSeries], _ quantities: [String]
  ) -> DataTable {
    let names = result.axes.map(\.name) + ["step"]
    let shown = quantities.filter { quantity in all.contains { !$0.estimates(quantity).isEmpty } }
    let rows = all.flatMap { one in
      one.points.map { _, point -> [String] in
        let seeds = shown.compactMap { point[$0]?.n }.max()
        return names.map { point.at[$0]?.text ?? "" } + [seeds.map(String.init) ?? ""]
          + shown.flatMap { quantity in
            let estimate = point[quantity]
            return [cellText(estimate?.value), cellText(estimate?.low), cellText(estimate?.high)]
          }
      }
    }
    return DataTable(
      columns: names + ["seeds"] + shown.flatMap { [$0, "\($0)_low", "\($0)_high"] }, rows: rows)
  }
}
