import Plotting
import Results

/// The δ-cliff: a quantity of the last step against samples per dimension, one series a network.
public struct CliffFigure: Sendable {
  public enum Quantity: String, Sendable, CaseIterable {
    case success, overlap
    case populationRisk = "population_risk"

    var axisLabel: RichText {
      switch self {
      case .success: "fraction of successful seeds"
      case .overlap: "overlap"
      case .populationRisk: "population risk"
      }
    }

    var words: String {
      switch self {
      case .success: "fraction of successful seeds"
      case .overlap: "overlap with the latent directions"
      case .populationRisk: "population risk"
      }
    }

    var barsNote: String {
      switch self {
      case .success: "Bars: 95 % Clopper–Pearson intervals."
      case .overlap, .populationRisk: "Bars: 95 % intervals of the mean over seeds."
      }
    }
  }

  public var quantity: Quantity
  /// Whether predicted thresholds are drawn.
  public var theory: Bool

  public init(quantity: Quantity = .success, theory: Bool = true) {
    self.quantity = quantity
    self.theory = theory
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let curves = cliffCurves(of: result, quantity: quantity.rawValue)
    let thresholds = CliffThresholds(curves, result: result, showsTheory: theory)
    let x = Axis("samples per dimension *δ*", scale: thresholds.deltaScale)
    let y = Axis(quantity.axisLabel, scale: yScale(curves))
    var marks: [Mark] = []
    if quantity == .overlap, let baseline = overlapBaseline(of: result, in: [:]) {
      marks.append(.rule(baseline))
    }
    marks += thresholds.rules(hasBars: quantity == .success)
    if quantity == .success { marks += thresholds.bars }
    for curve in curves { marks += shape(of: curve, among: curves.count, x: x, y: y) }
    if curves.allSatisfy({ $0.points.isEmpty }) {
      marks.append(.note(Mark.Note("no run finished", in: .center)))
    }
    var panels = [Panel(x: x, y: y, marks: marks)]
    if let closing = thresholds.closingPanel(x: x) { panels.append(closing) }
    return FigureContent(
      scene: Scene(panels: panels, panelHeights: [138, 106], sharesX: true),
      altText: altText(curves), notes: notes(result, curves, thresholds),
      table: table(result, curves))
  }

  private func yScale(_ curves: [CliffCurve]) -> Scale {
    switch quantity {
    case .success, .overlap:
      // Crosses for missing seeds stand between the axis and zero.
      let isIncomplete = curves.contains { !$0.incomplete.isEmpty }
      return Scale(from: isIncomplete ? -0.08 : -0.045, to: 1.045)
    case .populationRisk:
      let values = curves.flatMap { curve in
        curve.points.flatMap { [$0.estimate.value, $0.estimate.high ?? $0.estimate.value] }
      }
      return Scale(fitting: values, including: [0])
    }
  }

  private func shape(of curve: CliffCurve, among count: Int, x: Axis, y: Axis) -> [Mark] {
    var marks: [Mark] = []
    let label = count > 1 ? curve.label : nil
    let line: [Position]
    if quantity == .success, let logistic = curve.logistic {
      line = (0...200).map { step in
        let delta = x.scale.value(at: Double(step) / 200)
        return Position(delta, logistic(delta))
      }
    } else {
      line = curve.points.map { Position($0.delta, $0.estimate.value) }
    }
    marks.append(.line(Mark.Line(line, style: curve.style, label: label)))
    let shift = 2.4 * (Double(curve.index) - Double(count - 1) / 2)
    marks.append(
      .points(
        Mark.Points(
          curve.points.map {
            Mark.Points.Entry(
              $0.delta, $0.estimate.value, low: $0.estimate.low, high: $0.estimate.high)
          }, style: curve.style, shift: shift)))
    if !curve.incomplete.isEmpty {
      let floor = y.scale.value(at: 0.018)
      marks.append(
        .points(
          Mark.Points(
            curve.incomplete.map { Mark.Points.Entry($0, floor) },
            style: Style(curve.style.role, marker: .cross), shift: shift)))
    }
    return marks
  }
}
