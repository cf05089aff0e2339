import Results

extension PhaseDiagramFigure {
  func notes(
    _ result: ExperimentResult, _ drawn: [Phase], _ grid: PhaseGrid, leftOut: Int
  ) -> [String] {
    var notes = [result.batchesNote]
    let place = quantity == .margin ? "left of the bulk" : "left of the bulk and of zero"
    notes.append(
      "Colour: the margin \(quantity.plain), orange where the Hessian has a hard outlier \(place), "
        + "blue where it has none.")
    let margins = drawn.flatMap { $0.cells.compactMap(\.margin?.value) }
    if let least = margins.min(), let most = margins.max() {
      let limit = Self.limit(of: drawn)
      if max(-least, most) > limit {
        notes.append(
          "Shades are full from ±\(significant(limit, 2)) on; margins reach from "
            + "\(significant(least, 2).typographic) to \(significant(most, 2).typographic).")
      }
    }
    let argument = grid.isRescaled ? "τ" : "t"
    if drawn.contains(where: { !$0.boundary.isEmpty }) {
      notes.append(
        "Line: δ_NN(\(argument)), the least δ at which a hard outlier is negative; bars: its 95 % "
          + "intervals.")
    }
    if drawn.contains(where: { $0.limit != nil }) {
      notes.append("Dashed vertical: the limit of δ_NN at late times.")
    }
    if drawn.contains(where: { $0.algorithmic != nil }) {
      notes.append("Dashes and dots: δ_alg, below which no fast algorithm is known to succeed.")
    }
    if drawn.contains(where: { $0.cells.contains { $0.margin == nil } }) {
      notes.append("Crossed out: the margin is not defined.")
    }
    let sizes = Set(drawn.compactMap(\.stepSize))
    if grid.isRescaled, sizes.count == 1, let size = sizes.first {
      notes.append("η = \(cellText(size)).")
    } else if grid.isRescaled {
      let each = drawn.compactMap { phase in
        phase.stepSize.map { "\(cellText($0)) for \(phase.name)" }
      }
      if !each.isEmpty { notes.append("η = \(listed(each)).") }
    }
    let outside = drawn.flatMap { phase -> [String] in
      let known = [
        ("δ_NN(∞)", phase.limit, phase.isLimitBound), ("δ_alg", phase.algorithmic, false),
      ]
      return known.compactMap { symbol, estimate, isBound in
        guard let estimate, estimate.value.isFinite, !grid.deltaScale.contains(estimate.value)
        else { return nil }
        let owner = phase.name.isEmpty ? "" : " (\(phase.name))"
        return "\(symbol) \(isBound ? "≥" : "=") \(estimate.labelText())\(owner)"
      }
    }
    if !outside.isEmpty { notes.append("Beyond the δ axis: \(listed(outside)).") }
    if leftOut > 0 {
      notes.append("\(leftOut) further network\(leftOut == 1 ? " is" : "s are") in the table only.")
    }
    return notes
  }

  func altText(_ drawn: [Phase], _ grid: PhaseGrid) -> String {
    let cells = drawn.flatMap(\.cells)
    let deltas = Set(cells.map(\.delta)).sorted()
    let times = Set(cells.map(grid.time)).sorted()
    guard let lowest = deltas.first, let highest = deltas.last, let start = times.first,
      let end = times.last
    else { return "An empty phase diagram: nothing was computed." }
    func number(_ value: Double) -> String { significant(value, 2).typographic }
    let clock = grid.isRescaled ? "rescaled time τ" : "the step t"
    let opening =
      "Heat map of the margin \(quantity.plain) of the hard outlier over samples per dimension δ from "
      + "\(number(lowest)) to \(number(highest)), and \(clock) from \(number(start)) to "
      + "\(number(end))."
    let argument = grid.isRescaled ? "τ" : "t"
    let sentences = drawn.compactMap { phase -> String? in
      let margins = phase.cells.compactMap(\.margin?.value)
      guard let least = margins.min(), let most = margins.max() else {
        return phase.name.isEmpty ? nil : "\(phase.name): the margin is not defined."
      }
      var text = phase.name.isEmpty ? "It lies" : "\(phase.name): it lies"
      text += " between \(number(least)) and \(number(most))"
      if let first = phase.boundary.first, let last = phase.boundary.last {
        text +=
          phase.boundary.count == 1
          ? "; δ_NN is \(first.estimate.prose) at \(argument) = \(number(grid.time(first)))"
          : "; δ_NN goes from \(first.estimate.prose) at \(argument) = \(number(grid.time(first))) to "
            + "\(last.estimate.prose) at \(argument) = \(number(grid.time(last)))"
      }
      if let limit = phase.limit {
        text +=
          phase.isLimitBound
          ? ", its limit is at least \(limit.labelText())" : ", its limit is \(limit.prose)"
      }
      if let algorithmic = phase.algorithmic { text += "; δ_alg is \(algorithmic.prose)" }
      return text + "."
    }
    return ([opening] + sentences).joined(separator: " ")
  }

  /// The margins, then the thresholds, of every network.
  func table(_ result: ExperimentResult, _ all: [Phase]) -> DataTable {
    let names = result.axes.map(\.name).filter { $0 != "delta" && $0 != "step" }
    let columns = names + ["kind", "delta", "step", "tau", "value", "low", "high"]
    var rows: [[String]] = []
    for phase in all {
      let place = names.map { phase.at[$0]?.text ?? "" }
      func add(
        _ kind: String, delta: Double?, step: Double? = nil, tau: Double? = nil,
        _ estimate: Estimate?
      ) {
        rows.append(
          place + [kind]
            + [delta, step, tau, estimate?.value, estimate?.low, estimate?.high].map(cellText))
      }
      for cell in phase.cells {
        add(quantity.rawValue, delta: cell.delta, step: cell.step, tau: cell.tau, cell.margin)
      }
      for entry in phase.boundary {
        add(
          "delta_nn", delta: entry.estimate.value, step: entry.step, tau: entry.tau,
          entry.estimate)
      }
      if let limit = phase.limit { add("delta_nn_limit", delta: limit.value, limit) }
      if let value = phase.algorithmic { add("delta_alg", delta: value.value, value) }
    }
    return DataTable(columns: columns, rows: rows)
  }
}
