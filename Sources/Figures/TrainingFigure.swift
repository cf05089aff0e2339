import Plotting
import Results

/// Trajectories of gradient descent: risks, overlaps and the lowest eigenvalue on one time axis.
///
/// Up to four networks stand side by side; more share panels, one colour each.
public struct TrainingFigure: Sendable {
  /// What stands for the seeds of a network.
  public enum Curves: String, Sendable, CaseIterable {
    /// The mean with its interval, seeds as thin lines behind it.
    case mean
    /// Every seed by itself, which shows sudden changes that means blur.
    case seeds
  }

  public enum RiskScale: String, Sendable, CaseIterable { case linear, log }

  static let columnLimit = 4
  static let seriesLimit = 12

  public var curves: Curves
  public var riskScale: RiskScale

  public init(curves: Curves = .mean, riskScale: RiskScale = .linear) {
    self.curves = curves
    self.riskScale = riskScale
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let all = trajectories(of: result)
    let drawn = Array(all.prefix(Self.seriesLimit))
    let isOverlaid = drawn.count > Self.columnLimit
    var rows = isOverlaid ? overlaidRows(drawn) : sideBySideRows(drawn)
    for index in rows.indices {
      rows[index].drawsSeeds = curves == .seeds && !isOverlaid
      rows[index].isLogarithmic = riskScale == .log && rows[index].isRisk
    }
    let x = timeAxis(drawn)
    let columns = isOverlaid ? 1 : max(1, drawn.count)
    var panels: [Panel] = []
    for (index, row) in rows.enumerated() {
      let y = Axis(row.label, scale: row.scale(drawn))
      for column in 0..<columns {
        let members = isOverlaid ? drawn : Array(drawn.dropFirst(column).prefix(1))
        var marks: [Mark] = []
        for trajectory in members {
          marks += row.marks(trajectory, isOverlaid, column == 0 && (index == 0 || !isOverlaid))
        }
        marks += row.references(result, members, column == 0)
        if drawn.isEmpty { marks.append(.note(Mark.Note("no run was reported", in: .center))) }
        let title = isOverlaid || index > 0 ? nil : members.first?.label
        panels.append(Panel(title: title, x: x, y: y, marks: marks))
      }
    }
    let height = columns == 1 ? 84.0 : columns == 2 ? 92 : 78
    return FigureContent(
      scene: Scene(
        width: columns == 1 ? .single : .double, columns: columns, panels: panels,
        panelHeights: [height], sharesX: true, sharesY: true),
      altText: altText(drawn), notes: notes(result, drawn, leftOut: all.count - drawn.count),
      table: table(result, all))
  }

  private func timeAxis(_ trajectories: [Trajectory]) -> Axis {
    let steps = trajectories.flatMap(\.steps)
    let positive = steps.filter { $0 > 0 }
    let kind: Scale.Kind =
      steps.contains(0)
      ? .logarithmicFromZero(linearBelow: positive.min() ?? 1) : .logarithmic
    return Axis("step *t*", scale: Scale(kind, fitting: steps, padding: 0.02))
  }

  private func sideBySideRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    var rows = [
      TrainingRow(
        label: "risk",
        curves: [
          TrainingCurve("train_risk", Style(.series(0)), "training"),
          TrainingCurve("population_risk", Style(.series(1), dash: .dashed), "population"),
        ]),
      TrainingRow(label: "overlap", curves: overlapCurves(trajectories), isOverlap: true),
    ]
    if trajectories.contains(where: { !$0.estimates("lambda_min").isEmpty }) {
      rows.append(
        TrainingRow(
          label: "*λ*_{min}", curves: [TrainingCurve("lambda_min", Style(.series(3)), nil)],
          marksZero: true))
    }
    return rows
  }

  /// One curve a latent direction where there are several.
  private func overlapCurves(_ trajectories: [Trajectory]) -> [TrainingCurve] {
    let directions = (1...64).prefix { direction in
      trajectories.contains { !$0.estimates("overlap_z\(direction)").isEmpty }
    }
    guard !directions.isEmpty else { return [TrainingCurve("overlap", Style(.series(2)), nil)] }
    return directions.map { direction in
      var style = Style.series(direction + 1)
      style.marker = nil
      if direction == 1 { style.dash = .solid }
      return TrainingCurve(
        "overlap_z\(direction)", style, RichText(markup: "*z*_{\(direction)}"))
    }
  }

  private func overlaidRows(_ trajectories: [Trajectory]) -> [TrainingRow] {
    let names: [(String, RichText)] = [
      ("train_risk", "training risk"), ("population_risk", "population risk"),
      ("overlap", "overlap"), ("lambda_min", "*λ*_{min}"),
    ]
    return names.compactMap { name, label in
      guard name != "lambda_min" || trajectories.contains(where: { !$0.estimates(name).isEmpty })
      else { return nil }
      return TrainingRow(
        label: label, curves: [TrainingCurve(name, nil, nil)], isOverlap: name == "overlap",
        marksZero: name == "lambda_min")
    }
  }
}
