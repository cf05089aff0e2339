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

  public init(quantity: Quantity = .success) { self.quantity = quantity }

  public func content(of result: ExperimentResult) -> FigureContent {
    let curves = cliffCurves(of: result, quantity: quantity.rawValue)
    let deltas = curves.flatMap { $0.points.map(\.delta) }
    let x = Axis("samples per dimension *δ*", scale: Scale(fitting: deltas))
    let y = Axis(quantity.axisLabel, scale: yScale(curves))
    var marks: [Mark] = []
    if quantity == .overlap, let baseline = overlapBaseline(of: result, in: [:]) {
      marks.append(.rule(baseline))
    }
    for curve in curves { marks += rules(of: curve) }
    for curve in curves { marks += shape(of: curve, among: curves.count, x: x, y: y) }
    if curves.allSatisfy({ $0.points.isEmpty }) {
      marks.append(.note(Mark.Note("no run finished", in: .center)))
    }
    return FigureContent(
      scene: Scene(panels: [Panel(x: x, y: y, marks: marks)], panelHeights: [138]),
      altText: altText(curves), notes: notes(result, curves), table: table(result, curves))
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

  /// δ_50 with its interval, and what theory predicts.
  private func rules(of curve: CliffCurve) -> [Mark] {
    let names: [(String, RichText, Dash)] = [
      ("delta50", "*δ*_{50}", .dotted), ("delta_nn", "*δ*_{NN}", .longDashed),
      ("delta_alg", "*δ*_{alg}", .dashDotted),
    ]
    return names.compactMap { name, symbol, dash in
      guard let estimate = curve.thresholds[name], estimate.value.isFinite else { return nil }
      let hasInterval = estimate.low != nil || estimate.high != nil
      let low = estimate.low ?? -.infinity
      let high = max(low, estimate.high ?? .infinity)
      return .rule(
        Mark.Rule(
          .vertical, at: estimate.value, interval: hasInterval ? low...high : nil,
          style: Style(curve.style.role, dash: dash, width: 0.9),
          label: symbol + RichText(verbatim: " = " + estimate.labelText())))
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
