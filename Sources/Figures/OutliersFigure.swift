import Plotting
import Results

/// The lowest eigenvalue of the Hessian with the edge and the outlier that theory predicts, and
/// below it the squared overlap of the eigenvector with the latent directions: along the steps, or
/// along an axis such as δ.
public struct OutliersFigure: Sendable {
  static let seriesLimit = 6
  /// Between the markers of two series at one x, in points.
  static let pitch = 1.6

  /// `step` or an axis of the grid; nil for the steps if there are several, else the first numeric
  /// axis.
  public var along: String?
  public var theory: Bool

  public init(along: String? = nil, theory: Bool = true) {
    self.along = along
    self.theory = theory
  }

  public func content(of result: ExperimentResult) -> FigureContent {
    let names = OutlierNames(of: result, theory: theory)
    let axis = axis(of: result)
    let all = outlierSeries(of: result, along: axis, showing: names.all)
    let series = Array(all.prefix(Self.seriesLimit))
    let x = xAxis(axis, series)
    let scene = Scene(
      panels: [eigenvalues(series, names, x: x), overlaps(series, names, x: x)],
      panelHeights: [118, 84], sharesX: true)
    return FigureContent(
      scene: scene, altText: altText(axis, series, names),
      notes: notes(result, series, names, leftOut: all.count - series.count),
      table: table(result, all, names.all))
  }

  /// What x is: as asked for where the result has it.
  func axis(of result: ExperimentResult) -> String {
    let numeric = result.axes.filter { $0.values.allSatisfy { $0.number != nil } }.map(\.name)
    if let along, along == "step" || numeric.contains(along) { return along }
    let steps = Set(result.points.compactMap { $0.at["step"]?.number })
    return steps.count > 1 ? "step" : numeric.first ?? "step"
  }

  private func xAxis(_ name: String, _ series: [OutlierSeries]) -> Axis {
    let values = series.flatMap { $0.points.map(\.x) }
    guard name == "step" else {
      let label = name == "delta" ? "samples per dimension *δ*" : Symbols.axis(name)
      return Axis(label, scale: Scale(fitting: values))
    }
    return timeAxis(values)
  }

  private func eigenvalues(_ series: [OutlierSeries], _ names: OutlierNames, x: Axis) -> Panel {
    let shown = [names.eigenvalue, names.edge, names.outlier].compactMap(\.self)
    let estimates = series.flatMap { one in shown.flatMap { one.estimates($0).map(\.estimate) } }
    let values = estimates.flatMap { [$0.value, $0.low, $0.high].compactMap(\.self) }
    let y = Axis("eigenvalue *ζ*", scale: Scale(fitting: values, including: [0], padding: 0.07))
    var marks: [Mark] = [
      .rule(Mark.Rule(.horizontal, at: 0, style: Style(.axis, width: 0.6)))
    ]
    let isAlone = series.count == 1
    for one in series {
      marks += lines(
        one.estimates(names.edge), Style(isAlone ? .secondary : one.style.role, dash: .dashed),
        label: isAlone ? "left edge" : nil, y)
      marks += lines(
        one.estimates(names.outlier), Style(one.style.role),
        label: isAlone ? "outlier" : names.eigenvalue == nil ? one.label : nil, y)
      if let eigenvalue = names.eigenvalue {
        marks += markers(
          one, eigenvalue, among: series.count, x, y, label: isAlone ? "*λ*_{min}" : one.label)
      }
    }
    if values.isEmpty { marks.append(.note(Mark.Note("no eigenvalue was reported", in: .center))) }
    return Panel(x: x, y: y, marks: marks)
  }

  private func overlaps(_ series: [OutlierSeries], _ names: OutlierNames, x: Axis) -> Panel {
    let y = Axis("squared overlap *q*^{2}", scale: Scale(from: -0.03, to: 1.04))
    var marks: [Mark] = []
    for one in series {
      marks += lines(one.estimates(names.outlierOverlap), Style(one.style.role), label: nil, y)
      if let overlap = names.overlap {
        marks += markers(one, overlap, among: series.count, x, y, label: nil)
      }
    }
    return Panel(x: x, y: y, marks: marks)
  }

  /// Theory: a line, with its interval where it is wide enough to be seen.
  private func lines(
    _ estimates: [(x: Double, estimate: Estimate)], _ style: Style, label: RichText?, _ y: Axis
  ) -> [Mark] {
    guard !estimates.isEmpty else { return [] }
    let line = Mark.line(
      Mark.Line(
        estimates.map { Position($0.x, $0.estimate.value) }, style: style, label: label))
    let isVisible = estimates.contains { _, estimate in
      guard let low = estimate.low.flatMap(y.scale.fraction),
        let high = estimate.high.flatMap(y.scale.fraction)
      else { return false }
      return high - low > 0.015
    }
    guard isVisible else { return [line] }
    let band = Mark.Band(
      x: estimates.map(\.x), low: estimates.map { $0.estimate.low ?? .nan },
      high: estimates.map { $0.estimate.high ?? .nan }, role: style.role, opacity: 0.2)
    return [.band(band), line]
  }

  /// Simulation: markers with the interval of their mean, joined by a thin line.
  private func markers(
    _ one: OutlierSeries, _ quantity: String, among count: Int, _ x: Axis, _ y: Axis,
    label: RichText?
  ) -> [Mark] {
    let estimates = one.estimates(quantity)
    guard !estimates.isEmpty else { return [] }
    var style = one.style
    style.dash = .solid
    style.width = 0.6
    let kept = spaced(estimates, at: { x.scale.fraction($0.x) }, pitch: 0.03)
    let shift = Self.pitch * (Double(one.index) - Double(count - 1) / 2)
    return [
      .line(
        Mark.Line(
          estimates.map { Position($0.x, $0.estimate.value) }, style: style, opacity: 0.6,
          label: label)),
      .points(
        Mark.Points(
          kept.map {
            Mark.Points.Entry(
              $0.x, $0.estimate.value, low: $0.estimate.low, high: $0.estimate.high)
          }, style: style, shift: shift)),
    ]
  }
}
