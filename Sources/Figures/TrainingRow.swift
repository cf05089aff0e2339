import Plotting
import Results

/// One quantity of a row of panels.
struct TrainingCurve {
  var quantity: String
  /// What theory says of it; nil if nothing does.
  var prediction: String?
  /// nil where colour tells networks apart, not quantities.
  var style: Style?
  var label: RichText?

  init(_ quantity: String, _ style: Style?, _ label: RichText?) {
    self.init(quantity, style, label, predictedBy: "predicted_\(quantity)")
  }

  init(_ quantity: String, _ style: Style?, _ label: RichText?, predictedBy prediction: String?) {
    self.quantity = quantity
    self.prediction = prediction
    self.style = style
    self.label = label
  }
}

/// A row of panels: what is on its y axis, and what is drawn.
struct TrainingRow {
  enum Kind { case risk, overlap, signed }

  /// Seeds are drawn one by one up to this many.
  static let seedLimit = 12

  var label: RichText
  var kind: Kind
  var curves: [TrainingCurve]
  /// Further curves of theory, without a simulated one of their own.
  var predictions: [TrainingCurve] = []
  /// Every seed by itself instead of the mean.
  var drawsSeeds = false
  var isLogarithmic = false
  /// Whether the curves themselves are theory.
  var isTheory = false
  /// Whether theory is drawn under the simulated curves.
  var drawsTheory = false

  func scale(_ trajectories: [Trajectory]) -> Scale {
    // The mean field has overlap zero with hard directions.
    if kind == .overlap { return Scale(from: drawsTheory || isTheory ? -0.03 : 0, to: 1.04) }
    var means: [Double] = []
    var reach: [Double] = []
    for trajectory in trajectories {
      for quantity in drawnQuantities {
        let estimates = trajectory.estimates(quantity).map(\.estimate)
        means += estimates.map(\.value)
        if !drawsSeeds { reach += estimates.flatMap { [$0.low, $0.high].compactMap { $0 } } }
        if drawsSeeds || drawsThinSeeds(trajectory) {
          for unit in trajectory.units where unit.outcome == .finished {
            reach += trajectory.values(quantity, of: unit).map(\.y)
          }
        }
      }
    }
    guard kind != .signed else {
      return Scale(fitting: means + reach, including: [0], padding: 0.06)
    }
    if isLogarithmic, let low = means.min(), let high = means.max(), low > 0 {
      let shown = reach.filter { $0 > low / 3 && $0 < high * 10 }
      return Scale(.logarithmic, fitting: means + shown, padding: 0.05)
    }
    // A diverging seed does not squeeze the rest.
    let most = (means.max() ?? 1) * 2
    return Scale(fitting: means + reach.filter { $0 < most }, including: [0], padding: 0.05)
  }

  private var drawnQuantities: [String] {
    curves.map(\.quantity)
      + (drawsTheory ? curves.compactMap(\.prediction) + predictions.map(\.quantity) : [])
  }

  private func drawsThinSeeds(_ trajectory: Trajectory) -> Bool {
    !isTheory && trajectory.units.count <= Self.seedLimit && trajectory.units.count > 1
  }

  /// What is drawn of one network: theory below, the simulated runs upon it.
  func marks(
    _ trajectory: Trajectory, isOverlaid: Bool, isNamed: Bool, namesTheory: Bool, time: Scale,
    heights: Scale
  ) -> [Mark] {
    var marks: [Mark] = []
    if drawsTheory {
      for (index, curve) in curves.enumerated() {
        guard let prediction = curve.prediction else { continue }
        marks += theoryMarks(
          prediction, style(curve, trajectory), trajectory,
          label: namesTheory && index == 0 ? "mean field" : nil, heights: heights)
      }
      for curve in predictions {
        marks += theoryMarks(
          curve.quantity, style(curve, trajectory), trajectory, label: isNamed ? curve.label : nil,
          heights: heights)
      }
    }
    for curve in curves {
      let label = isNamed ? (isOverlaid ? trajectory.label : curve.label) : nil
      marks +=
        drawsSeeds
        ? seedMarks(curve, trajectory, label)
        : meanMarks(curve, trajectory, label, isOverlaid: isOverlaid, time: time)
    }
    return marks
  }

  private func style(_ curve: TrainingCurve, _ trajectory: Trajectory) -> Style {
    curve.style ?? .series(trajectory.index)
  }

  private func seedMarks(
    _ curve: TrainingCurve, _ trajectory: Trajectory, _ label: RichText?
  ) -> [Mark] {
    var style = style(curve, trajectory)
    style.marker = nil
    let finished = trajectory.units.filter { $0.outcome == .finished }
    style.width = finished.count > 1 ? 0.9 : style.width
    return finished.enumerated().map { index, unit in
      .line(
        Mark.Line(
          trajectory.values(curve.quantity, of: unit), style: style, opacity: 0.8,
          label: index == 0 ? label : nil))
    } + crosses(trajectory, curve, style)
  }

  /// Seeds as thin lines, the mean's interval as a band, the mean.
  private func meanMarks(
    _ curve: TrainingCurve, _ trajectory: Trajectory, _ label: RichText?, isOverlaid: Bool,
    time: Scale
  ) -> [Mark] {
    var marks: [Mark] = []
    var style = style(curve, trajectory)
    if !drawsTheory { style.marker = nil }
    if !isOverlaid, drawsThinSeeds(trajectory) {
      var thin = style
      thin.width = 0.5
      thin.dash = .solid
      marks += trajectory.units.map {
        .line(Mark.Line(trajectory.values(curve.quantity, of: $0), style: thin, opacity: 0.35))
      }
    }
    let estimates = trajectory.estimates(curve.quantity)
    marks.append(Self.band(estimates, style.role, opacity: isOverlaid ? 0.1 : 0.18))
    if drawsTheory {
      // Markers are simulation; the line that joins them is thinner than theory's.
      style.width = 0.6
      style.dash = .solid
      let shown = spaced(
        estimates, at: { time.fraction($0.step) }, pitch: isOverlaid ? 0.06 : 0.035)
      marks.append(
        .points(
          Mark.Points(
            shown.map { Mark.Points.Entry($0.step, $0.estimate.value) }, style: style)))
    }
    marks.append(
      .line(
        Mark.Line(
          estimates.map { Position($0.step, $0.estimate.value) }, style: style, label: label)))
    return marks + crosses(trajectory, curve, style)
  }

  static func band(
    _ estimates: [(step: Double, estimate: Estimate)], _ role: Role, opacity: Double
  ) -> Mark {
    .band(
      Mark.Band(
        x: estimates.map(\.step), low: estimates.map { $0.estimate.low ?? .nan },
        high: estimates.map { $0.estimate.high ?? .nan }, role: role, opacity: opacity))
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
    switch kind {
    case .risk: return []
    case .signed: return [.rule(Mark.Rule(.horizontal, at: 0, style: Style(.axis, width: 0.6)))]
    case .overlap:
      guard !isTheory else { return [] }
      var marks: [Mark] = []
      for var baseline in trajectories.compactMap({ overlapBaseline(of: result, in: $0.cell) })
      where !marks.contains(where: {
        if case .rule(let rule) = $0 { rule.at == baseline.at } else { false }
      }) {
        if !isNamed || !marks.isEmpty { baseline.label = nil }
        marks.append(.rule(baseline))
      }
      return marks
    }
  }
}
