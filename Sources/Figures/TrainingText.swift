import Results

extension TrainingFigure {
  func notes(_ result: ExperimentResult, _ drawn: [Trajectory], leftOut: Int) -> [String] {
    var notes = [result.sizesNote]
    let seeds = Set(result.units.map(\.seed)).count
    let isOverlaid = drawn.count > Self.columnLimit
    if seeds == 1 {
      notes.append("Lines: the one seed.")
    } else if curves == .seeds, !isOverlaid {
      notes.append("Lines: one a seed.")
    } else {
      notes.append("Lines: means over seeds; bands: 95 % intervals of the mean.")
      if !isOverlaid, seeds <= TrainingRow.seedLimit { notes.append("Thin lines: seeds.") }
    }
    notes.append("The time axis is logarithmic from the first step on, linear before it.")
    if result.options["d"] != nil || result.axis("d") != nil {
      notes.append("Dashed horizontal: the overlap of a random start.")
    }
    if leftOut > 0 { notes.append("\(leftOut) further networks are in the table only.") }
    if let missing = result.missingNote {
      notes.append(missing)
      notes.append("Crosses: the last report of a run that diverged or failed.")
    }
    return notes
  }

  func altText(_ drawn: [Trajectory]) -> String {
    guard !drawn.isEmpty else { return "An empty plot of training: no run was reported." }
    let hasEdge = drawn.contains { !$0.estimates("lambda_min").isEmpty }
    let shown = listed(["the risks", "the overlap"] + (hasEdge ? ["the lowest eigenvalue"] : []))
    let opening = "Plots of \(shown) against the step of gradient descent on a logarithmic axis."
    let rest = drawn.count > 4 ? ["The table has the other \(drawn.count - 4)."] : []
    return ([opening] + drawn.prefix(4).map(sentence) + rest).joined(separator: " ")
  }

  private func sentence(_ trajectory: Trajectory) -> String {
    let named: [(String, String)] = [
      ("train_risk", "training risk"), ("population_risk", "population risk"),
      ("overlap", "overlap"), ("lambda_min", "lowest eigenvalue"),
    ]
    let parts = named.compactMap { quantity, words -> String? in
      let estimates = trajectory.estimates(quantity)
      guard let first = estimates.first, let last = estimates.last else { return nil }
      let from = significant(first.estimate.value, 2).typographic
      let to = significant(last.estimate.value, 2).typographic
      return estimates.count == 1 ? "\(words) is \(from)" : "\(words) goes from \(from) to \(to)"
    }
    let name = trajectory.name
    guard !parts.isEmpty else {
      return name.isEmpty ? "No run finished." : "\(name): no run finished."
    }
    let last = cellText(trajectory.points.last?.step)
    let opening = name.isEmpty ? "By step \(last)" : "\(name): by step \(last)"
    return "\(opening) the \(listed(parts))."
  }

  func table(_ result: ExperimentResult, _ all: [Trajectory]) -> DataTable {
    let names = result.axes.map(\.name)
    let known = ["train_risk", "population_risk", "overlap", "lambda_min", "theta_norm"]
    let latents = (1...64).map { "overlap_z\($0)" }
    let quantities = (known + latents).filter { quantity in
      all.contains { !$0.estimates(quantity).isEmpty }
    }
    let columns =
      names + ["step", "seeds"] + quantities.flatMap { [$0, "\($0)_low", "\($0)_high"] }
    let rows = all.flatMap { trajectory in
      trajectory.points.map { step, point -> [String] in
        let place = names.map { trajectory.cell[$0]?.text ?? "" }
        let seeds = quantities.compactMap { point[$0]?.n }.max() ?? 0
        return place + [cellText(step), String(seeds)]
          + quantities.flatMap { quantity in
            let estimate = point[quantity]
            return [cellText(estimate?.value), cellText(estimate?.low), cellText(estimate?.high)]
          }
      }
    }
    return DataTable(columns: columns, rows: rows)
  }
}
