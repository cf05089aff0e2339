import Plotting
import Results

/// Escape times against the dimension, a series for each δ, and δ_50 against the dimension with the
/// thresholds of theory as its asymptotes.
public struct EscapeFigure: Sendable {
  public var theory: Bool

  public init(theory: Bool = true) { self.theory = theory }

  public func content(of result: ExperimentResult) -> FigureContent {
    let curves = escapeCurves(of: result)
    let cliffs = escapeCliffs(of: result)
    let thresholds = theory ? escapeThresholds(of: result) : []
    let dimensions = (result.axis("d")?.values ?? []).compactMap(\.number)
    let x = Axis("dimension *d*", scale: Scale(.logarithmic, fitting: dimensions, padding: 0.07))
    let last = result.options["steps"].flatMap(Double.init)
    var panels = [times(curves, x: x, last: last)]
    if cliffs.contains(where: { !$0.points.isEmpty }) {
      panels.append(cliff(cliffs, thresholds, x: x))
    }
    return FigureContent(
      scene: Scene(panels: panels, panelHeights: [138, 106], sharesX: true),
      altText: altText(curves, cliffs, thresholds),
      notes: notes(result, curves, cliffs, thresholds), table: table(result, curves, cliffs))
  }

  private func times(_ curves: [EscapeCurve], x: Axis, last: Double?) -> Panel {
    let values = curves.flatMap { curve in
      curve.points.flatMap { [$0.time.value, $0.time.low ?? $0.time.value, $0.time.high ?? last] }
    }.compactMap(\.self)
    let y = Axis("escape time in steps", scale: Scale(fitting: values, including: [0]))
    var marks: [Mark] = []
    for curve in curves {
      let shift = 3 * (Double(curve.index) - Double(curves.count - 1) / 2)
      marks += [
        .line(
          Mark.Line(
            curve.points.map { Position($0.d, $0.time.value) }, style: curve.style,
            label: curves.count > 1 ? curve.label : nil)),
        .points(
          Mark.Points(
            curve.points.map {
              Mark.Points.Entry(
                $0.d, $0.time.value, low: $0.time.low, high: $0.time.high ?? last ?? $0.time.value)
            }, style: curve.style, shift: shift)),
      ]
      let waiting = curve.waiting
      if !waiting.isEmpty {
        marks.append(
          .points(
            Mark.Points(
              waiting.map { Mark.Points.Entry($0, y.scale.value(at: 0.97)) },
              style: Style(curve.style.role, marker: .cross), shift: shift)))
      }
    }
    if curves.allSatisfy({ $0.points.isEmpty }) {
      marks.append(.note(Mark.Note("fewer than half of the runs escaped", in: .center)))
    }
    return Panel(x: x, y: y, marks: marks)
  }

  private func cliff(
    _ cliffs: [EscapeCliff], _ thresholds: [EscapeThreshold], x: Axis
  ) -> Panel {
    let measured = cliffs.flatMap { cliff in
      cliff.points.flatMap {
        [$0.delta50.value, $0.delta50.low ?? $0.delta50.value, $0.delta50.high ?? $0.delta50.value]
      }
    }
    let predicted = thresholds.map(\.estimate.value)
    let y = Axis("*δ*_{50}", scale: Scale(fitting: measured + predicted, padding: 0.1))
    var marks = thresholds.map { threshold in
      Mark.rule(
        Mark.Rule(
          .horizontal, at: threshold.estimate.value, style: threshold.style,
          label: threshold.label))
    }
    for (index, cliff) in cliffs.enumerated() {
      marks += [
        .line(
          Mark.Line(
            cliff.points.map { Position($0.d, $0.delta50.value) }, style: cliff.style,
            label: cliffs.count > 1 ? cliff.label : nil)),
        .points(
          Mark.Points(
            cliff.points.map {
              Mark.Points.Entry(
                $0.d, $0.delta50.value, low: $0.delta50.low, high: $0.delta50.high)
            }, style: cliff.style,
            shift: 3 * (Double(index) - Double(cliffs.count - 1) / 2))),
      ]
    }
    return Panel(x: x, y: y, marks: marks)
  }
}
