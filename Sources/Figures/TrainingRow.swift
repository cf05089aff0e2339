import Plotting
import Results

/// One quantity of a row of panels.
struct TrainingCurve {
  var quantity: String
  /// nil where colour tells networks apart, not quantities.
  var style: Style?
  var label: RichText?

  init(_ quantity: String, _ style: Style?, _ label: RichText?) {
    self.quantity = quantity
    self.style = style
    self.label = label
  }
}

/// A row of panels: what is on its y axis, and what is drawn.
struct TrainingRow {
  /// Seeds are drawn one by one up to this many.
  static let seedLimit = 12

  var label: RichText
  var curves: [TrainingCurve]
  var isOverlap = false
  var marksZero = false
  /// Every seed by itself instead of the mean.
  var drawsSeeds = false
  var isLogarithmic = false

  var isRisk: Bool { !isOverlap && !marksZero }

  func scale(_ trajectories: [Trajectory]) -> Scale {
    if isOverlap { return Scale(from: 0, to: 1.04) }
    var means: [Double] = []
    var reach: [Double] = []
    for trajectory in trajectories {
      for curve in curves {
        let estimates = trajectory.estimates(curve.quantity).map(\.estimate)
        means += estimates.map(\.value)
        if !drawsSeeds { reach += estimates.flatMap { [$0.low, $0.high].compactMap { $0 } } }
        if drawsSeeds || trajectory.units.count <= Self.seedLimit {
          for unit in trajectory.units where unit.outcome == .finished {
            reach += trajectory.values(curve.quantity, of: unit).map(\.y)
          }
        }
      }
    }
    guard !marksZero else { return Scale(fitting: means + reach, including: [0], padding: 0.06) }
    if isLogarithmic, let low = means.min(), let high = means.max(), low > 0 {
      let shown = reach.filter { $0 > low / 3 && $0 < high * 10 }
      return Scale(.logarithmic, fitting: means + shown, padding: 0.05)
    }
    // A diverging seed does not squeeze the rest.
    let most = (means.max() ?? 1) * 2
    return Scale(fitting: means + reach.filter { $0 < most }, including: [0], padding: 0.05)
  }

  /// Seeds as thin lines, the mean's interval as a band, the mean.
  func marks(_ trajectory: Trajectory, _ isOverlaid: Bool, _ isNamed: Bool) -> [Mark] {
    curves.flatMap { curve -> [Mark] in
      var marks: [Mark] = []
      var style = curve.style ?? .series(trajectory.index)
      style.marker = nil
      let label = isOverlaid ? trajectory.label : curve.label
      if drawsSeeds {
        let finished = trajectory.units.filter { $0.outcome == .finished }
        style.width = finished.count > 1 ? 0.9 : style.width
        marks += finished.enumerated().map { index, unit in
          .line(
            Mark.Line(
              trajectory.values(curve.quantity, of: unit), style: style, opacity: 0.8,
              label: isNamed && index == 0 ? label : nil))
        }
        return marks + crosses(trajectory, curve, style)
      }
      if !isOverlaid, trajectory.units.count <= Self.seedLimit, trajectory.units.count > 1 {
        var thin = style
        thin.width = 0.5
        thin.dash = .solid
        marks += trajectory.units.map {
          .line(
            Mark.Line(trajectory.values(curve.quantity, of: $0), style: thin, opacity: 0.35))
        }
      }
      let estimates = trajectory.estimates(curve.quantity)
      marks.append(
        .band(
          Mark.Band(
            x: estimates.map(\.step), low: estimates.map { $0.estimate.low ?? .nan },
            high: estimates.map { $0.estimate.high ?? .nan }, role: style.role,
            opacity: isOverlaid ? 0.1 : 0.18)))
      marks.append(
        .line(
          Mark.Line(
            estimates.map { Position($0.step, $0.estimate.value) }, style: style,
            label: isNamed ? label : nil)))
      return marks + crosses(trajectory, curve, style)
    }
  }

  /// The last report of each run that did not finish.
  private func crosses(_ trajectory: Trajectory, _ curve: TrainingCurve, _ style: Style) -> [Mark] {
    let lost = trajectory.units.filter { $0.outcome != .finished }.compactMap { unit in
      trajectory.values(curve.quantity, of: unit).last { $0.y.isFinite }
    }
    guard !lost.isEmpty else { return [] }
    return [
      .points(
        Mark.Points(
          lost.map { Mark.Points.Entry($0.x, $0.y) }, style: Style(style.role, marker: .cross)))
    ]
  }

  /// The overlap of a random start, or zero.
  func references(
    _ result: ExperimentResult, _ trajectories: [Trajectory], _ isNamed: Bool
  ) -> [Mark] {
    if isOverlap {
      let baselines = trajectories.compactMap { overlapBaseline(of: result, in: $0.cell) }
      var marks: [Mark] = []
      for var baseline in baselines
      where !marks.contains(where: {
        if case .rule(let rule) = $0 { rule.at == baseline.at } else { false }
      }) {
        if !isNamed || !marks.isEmpty { baseline.label = nil }
        marks.append(.rule(baseline))
      }
      return marks
    }
    guard marksZero else { return [] }
    return [.rule(Mark.Rule(.horizontal, at: 0, style: Style(.axis, width: 0.6)))]
  }
}
