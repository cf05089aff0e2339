import Results

extension TrainingFigure {
  func notes(_ result: ExperimentResult, _ drawn: [Trajectory], leftOut: Int) -> [String] {
    let isTheory = result.experiment == "mean-field"
    var notes = [isTheory ? result.batchesNote : result.sizesNote]
    let runs = Set(result.units.map(\.seed)).count
    let isOverlaid = drawn.count > Self.columnLimit
    let noun = isTheory ? "batch" : "seed"
    let isPredicted = theory && drawn.contains { $0.predictedUpTo != nil }
    if runs == 1 {
      notes.append("Lines: the one \(noun).")
    } else if curves == .seeds, !isOverlaid {
      notes.append("Lines: one a \(noun).")
    } else {
      let lines = isPredicted ? "Markers, joined by thin lines" : "Lines"
      let plural = isTheory ? "batches" : "seeds"
      notes.append("\(lines): means over \(plural); bands: 95 % intervals of the mean.")
      if !isTheory, !isOverlaid, runs <= TrainingRow.seedLimit {
        notes.append("Thin pale lines: seeds.")
      }
    }
    if isPredicted {
      let lines = curves == .seeds && !isOverlaid ? "Black lines" : "Full lines under the markers"
      notes.append("\(lines): the mean field, the limit d → ∞ at the same δ.")
      if drawn.contains(where: { !$0.estimates("lambda_min").isEmpty }) {
        notes.append(
          isOverlaid
            ? "Beside λₘᵢₙ: the predicted left edge of the bulk."
            : "Dashed beside λₘᵢₙ: the predicted left edge of the bulk and hard outlier.")
      }
    }
    if isTheory { notes += meanFieldNotes(drawn) }
    if drawn.contains(where: { $0.steps.contains(0) }) {
      notes.append("The time axis is logarithmic from the first step on, linear before it.")
    }
    if !isTheory, result.options["d"] != nil || result.axis("d") != nil {
      notes.append("Dashed horizontal: the overlap of a random start.")
    }
    if leftOut > 0 {
      notes.append("\(leftOut) further network\(leftOut == 1 ? " is" : "s are") in the table only.")
    }
    // A mean field's own notes tell of its batches.
    if !isTheory, let missing = result.missingNote {
      notes.append(missing)
      notes.append("Crosses: the last report of a run that diverged or failed.")
    }
    return notes
  }

  private func meanFieldNotes(_ drawn: [Trajectory]) -> [String] {
    var notes: [String] = []
    if drawn.contains(where: { !$0.estimates("margin").isEmpty }) {
      notes.append("Above zero margin a hard outlier stands left of the bulk.")
    }
    if !drawn.isEmpty, !drawn.contains(where: \.learns) {
      notes.append("The overlap, below 0.1 throughout, is in the table only.")
    }
    return notes
  }

  func altText(_ result: ExperimentResult, _ drawn: [Trajectory]) -> String {
    guard !drawn.isEmpty else { return "An empty plot of training: no run was reported." }
    func has(_ quantity: String) -> Bool {
      drawn.contains { !$0.estimates(quantity).isEmpty }
    }
    let isTheory = result.experiment == "mean-field"
    let shown =
      ["the risks"] + (isTheory && !drawn.contains(where: \.learns) ? [] : ["the overlap"])
      + (has("lambda_min") ? ["the lowest eigenvalue"] : [])
      + (has("margin") ? ["the margin"] : [])
      + (has("left_edge") ? ["the left edge and outlier of the spectrum"] : [])
    let opening =
      "Plots of \(listed(shown)) against the step of \(isTheory ? "the mean field of " : "")"
      + "gradient descent on a logarithmic axis."
    let rest = drawn.count > 4 ? ["The table has the other \(drawn.count - 4)."] : []
    return ([opening] + drawn.prefix(4).map(sentence) + rest).joined(separator: " ")
  }

  private func sentence(_ trajectory: Trajectory) -> String {
    let named: [(String, String)] = [
      ("train_risk", "training risk"), ("population_risk", "population risk"),
      ("overlap", "overlap"), ("lambda_min", "lowest eigenvalue"), ("margin", "margin"),
      ("left_edge", "left edge"), ("outlier", "outlier"),
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
    return "\(opening) the \(listed(parts))." + (agreement(trajectory).map { " " + $0 } ?? "")
  }

  /// How far theory and the mean over seeds are apart.
  private func agreement(_ trajectory: Trajectory) -> String? {
    guard theory, let upTo = trajectory.predictedUpTo else { return nil }
    let named: [(String, String)] = [
      ("train_risk", "training risk"), ("population_risk", "population risk"),
      ("overlap", "overlap"),
    ]
    let parts = named.compactMap { quantity, words in
      trajectory.deviation(of: quantity).map { "\(significant($0, 2)) in \(words)" }
    }
    guard !parts.isEmpty else { return nil }
    return "Up to step \(cellText(upTo)) it differs from the mean field by at most "
      + listed(parts) + "."
  }

  func table(_ result: ExperimentResult, _ all: [Trajectory]) -> DataTable {
    let names = result.axes.map(\.name)
    let known = ["train_risk", "population_risk", "overlap", "lambda_min", "theta_norm"]
    let spectral = ["left_edge", "margin", "outlier", "outlier_overlap_sq"]
    let simulated = known + (1...64).map { "overlap_z\($0)" } + spectral
    let predicted = theory ? simulated.map { "predicted_\($0)" } : []
    let quantities = (simulated + predicted).filter { quantity in
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
