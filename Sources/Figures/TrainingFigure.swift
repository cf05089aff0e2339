import Plotting
import Results

/// Trajectories of gradient descent, or of its mean field: risks, overlaps and the lowest end of
/// the spectrum on one time axis.
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
  /// Whether predictions are drawn under simulated curves.
  public var theory: Bool

  public init(curves: Curves = .mean, riskScale: RiskScale = .linear, theory: Bool = true) {
    self.curves = curves
    self.riskScale = riskScale
    self.theory = theory
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let all = trajectories(of: result)
    let drawn = Array(all.prefix(Self.seriesLimit))
    let isOverlaid = drawn.count > Self.columnLimit
    let rows = rows(of: result, drawn, isOverlaid: isOverlaid)
    let x = timeAxis(drawn.flatMap(\.steps))
    let columns = isOverlaid ? 1 : max(1, drawn.count)
    var panels: [Panel] = []
    for (index, row) in rows.enumerated() {
      let y = Axis(row.label, scale: row.scale(drawn))
      for column in 0..<columns {
        let members = isOverlaid ? drawn : Array(drawn.dropFirst(column).prefix(1))
        var marks: [Mark] = []
        for trajectory in members {
          marks += row.marks(
            trajectory, isOverlaid: isOverlaid,
            isNamed: column == 0 && (index == 0 || !isOverlaid),
            namesTheory: column == 0 && index == 0 && !isOverlaid,
            time: x.scale, heights: y.scale)
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
      altText: altText(result, drawn),
      notes: notes(result, drawn, leftOut: all.count - drawn.count),
      table: table(result, all))
  }
}
