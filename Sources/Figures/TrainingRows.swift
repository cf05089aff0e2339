import Plotting
import Results

/// The rows of panels, from the risks down to the ends of the spectrum.
extension TrainingFigure {
  func rows(of result: ExperimentResult, _ drawn: [Trajectory], isOverlaid: Bool) -> [TrainingRow] {
    let isTheory = result.experiment == "mean-field"
    var rows = isOverlaid ? overlaidRows(drawn) : sideBySideRows(drawn)
    if isTheory {
      // Hard directions have overlap zero in the limit.
      if !drawn.contains(where: \.learns) { rows.removeAll { $0.kind == .overlap } }
      rows += isOverlaid ? overlaidSpectrumRows(drawn) : spectrumRows(drawn)
    }
    for index in rows.indices {
      rows[index].drawsSeeds = curves == .seeds && !isOverlaid
      rows[index].isLogarithmic = riskScale == .log && rows[index].kind == .risk
      rows[index].isTheory = isTheory
      rows[index].drawsTheory =
        theory && !isTheory && drawn.contains { $0.predictedUpTo != nil }
    }
    return rows
  }

  private func sideBySideRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    var rows = [
      TrainingRow(
        label: "risk", kind: .risk,
        curves: [
          TrainingCurve("train_risk", .series(0), "training"),
          TrainingCurve("population_risk", Self.populationStyle, "population"),
        ]),
      TrainingRow(label: "overlap", kind: .overlap, curves: overlapCurves(trajectories)),
    ]
    if trajectories.contains(where: { !$0.estimates("lambda_min").isEmpty }) {
      rows.append(
        TrainingRow(
          label: "*λ*_{min}", kind: .signed,
          curves: [
            TrainingCurve(
              "lambda_min", Style(.series(3), marker: .diamond), nil, predictedBy: nil)
          ],
          predictions: predictedEdges(trajectories)))
    }
    return rows
  }

  private static let populationStyle = Style(.series(1), dash: .dashed, marker: .square)

  /// One curve a latent direction where there are several.
  private func overlapCurves(_ trajectories: [Trajectory]) -> [TrainingCurve] {
    let directions = (1...64).prefix { direction in
      trajectories.contains { !$0.estimates("overlap_z\(direction)").isEmpty }
    }
    guard !directions.isEmpty else {
      return [TrainingCurve("overlap", Style(.series(2), marker: .circle), nil)]
    }
    return directions.map { direction in
      var style = Style.series(direction + 1)
      if direction == 1 { style.dash = .solid }
      return TrainingCurve(
        "overlap_z\(direction)", style, RichText(markup: "*z*_{\(direction)}"))
    }
  }

  private func overlaidRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    let names: [(String, RichText, TrainingRow.Kind)] = [
      ("train_risk", "training risk", .risk), ("population_risk", "population risk", .risk),
      ("overlap", "overlap", .overlap), ("lambda_min", "*λ*_{min}", .signed),
    ]
    return names.compactMap { name, label, kind in
      let isEdge = name == "lambda_min"
      guard !isEdge || trajectories.contains(where: { !$0.estimates(name).isEmpty })
      else { return nil }
      let predictor = isEdge ? "predicted_left_edge" : "predicted_\(name)"
      return TrainingRow(
        label: label, kind: kind, curves: [TrainingCurve(name, nil, nil, predictedBy: predictor)])
    }
  }

  /// Left edge and hard outlier, which bound the lowest eigenvalue.
  private func predictedEdges(_ trajectories: [Trajectory]) -> [TrainingCurve] {
    edges("predicted_left_edge", "predicted_outlier", trajectories)
  }

  private func edges(
    _ edge: String, _ outlier: String, _ trajectories: [Trajectory]
  ) -> [TrainingCurve] {
    let known: [TrainingCurve] = [
      TrainingCurve(edge, Style(.secondary, dash: .dashed, width: 1.1), "left edge"),
      TrainingCurve(outlier, Style(.series(1), dash: .dashed, width: 1.1), "outlier"),
    ]
    return known.filter { curve in
      trajectories.contains { !$0.estimates(curve.quantity).isEmpty }
    }
  }

  /// What the mean field says of the spectrum: margin, left edge, hard outlier.
  private func spectrumRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    var rows: [TrainingRow] = []
    if trajectories.contains(where: { !$0.estimates("margin").isEmpty }) {
      rows.append(
        TrainingRow(
          label: "margin *μ*", kind: .signed,
          curves: [TrainingCurve("margin", Style(.series(2)), nil)]))
    }
    let ends = edges("left_edge", "outlier", trajectories)
    if !ends.isEmpty {
      rows.append(TrainingRow(label: "eigenvalue *ζ*", kind: .signed, curves: ends))
    }
    return rows
  }

  private func overlaidSpectrumRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    let names: [(String, RichText)] = [("margin", "margin *μ*"), ("left_edge", "left edge")]
    return names.compactMap { name, label in
      guard trajectories.contains(where: { !$0.estimates(name).isEmpty }) else { return nil }
      return TrainingRow(
        label: label, kind: .signed, curves: [TrainingCurve(name, nil, nil)])
    }
  }
}
