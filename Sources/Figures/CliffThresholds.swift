import Plotting
import Results

/// Where cliffs are: measured δ_50, and δ_NN(t), its limit and δ_alg as theory has them.
struct CliffThresholds {
  /// A threshold of one network, or of several that share it.
  struct Entry {
    var name: String
    var symbol: RichText
    /// In words, for a note.
    var words: String
    var estimate: Estimate
    /// Known from below only.
    var isBound: Bool
    var style: Style
    /// Names of the networks it belongs to.
    var networks: [String]

    var text: String { (isBound ? "≥ " : "= ") + estimate.labelText() }
    var label: RichText { symbol + RichText(verbatim: " " + text) }
  }

  let curves: [CliffCurve]
  /// The last step of the simulated runs, where it is one number.
  let lastStep: Double?
  let entries: [Entry]
  /// Whether δ_NN(t) has a panel of its own.
  let hasClosing: Bool

  init(_ curves: [CliffCurve], result: ExperimentResult, showsTheory: Bool) {
    self.curves = curves
    lastStep = result.options["steps"].flatMap(Double.init)
    hasClosing = showsTheory && curves.contains { $0.closing.count > 1 }
    entries = Self.merged(
      curves.flatMap { curve in Self.entries(of: curve, showsTheory: showsTheory) },
      count: curves.count)
  }

  private static func entries(of curve: CliffCurve, showsTheory: Bool) -> [Entry] {
    let step = curve.closing.last { $0.estimate == curve.thresholds["delta_nn"] }?.step
    let time = step.map(cellText)
    let known: [(String, RichText, String, Dash)] = [
      ("delta50", "*δ*_{50}", "δ₅₀", .dotted),
      (
        "delta_nn", time.map { RichText(markup: "*δ*_{NN}(\($0))") } ?? "*δ*_{NN}",
        time.map { "δ_NN(\($0))" } ?? "δ_NN", .longDashed
      ),
      ("delta_nn_limit", "*δ*_{NN}(∞)", "δ_NN(∞)", .twoDotted),
      ("delta_alg", "*δ*_{alg}", "δ_alg", .dashDotted),
    ]
    return known.compactMap { name, symbol, words, dash in
      guard let estimate = curve.thresholds[name], estimate.value.isFinite,
        showsTheory || name == "delta50"
      else { return nil }
      return Entry(
        name: name, symbol: symbol, words: words, estimate: estimate,
        isBound: name == "delta_nn_limit" && estimate.low != nil && estimate.high == nil,
        style: Style(curve.style.role, dash: dash, width: 0.9), networks: [curve.name])
    }
  }

  /// Predictions that networks share once, in no network's colour if all of them do.
  private static func merged(_ entries: [Entry], count: Int) -> [Entry] {
    var merged: [Entry] = []
    for entry in entries {
      let same = merged.firstIndex {
        $0.name == entry.name && $0.estimate == entry.estimate && entry.name != "delta50"
      }
      if let same {
        merged[same].networks += entry.networks
      } else {
        merged.append(entry)
      }
    }
    for index in merged.indices where count > 1 && merged[index].networks.count == count {
      merged[index].style.role = .secondary
    }
    return merged
  }

  /// The swept δ, and thresholds not far from them.
  var deltaScale: Scale {
    let deltas = curves.flatMap { $0.points.map(\.delta) }
    guard let low = deltas.min(), let high = deltas.max() else { return Scale(fitting: deltas) }
    let reach = 0.12 * (high - low)
    let places =
      entries.map(\.estimate.value)
      + (hasClosing ? curves.flatMap { $0.closing.map(\.estimate.value) } : [])
    let near = places.filter { $0 >= low - reach && $0 <= high + reach }
    return Scale(fitting: deltas + near)
  }

  /// What the verticals beyond the axis are, one phrase each.
  var outside: [String] {
    let scale = deltaScale
    return entries.filter { !scale.contains($0.estimate.value) }.map { entry in
      let networks = entry.networks.filter { !$0.isEmpty }
      let isShared = networks.count == curves.count && curves.count > 1
      let owner = networks.isEmpty || isShared ? "" : " (\(listed(networks)))"
      return "\(entry.words) \(entry.text)\(owner)"
    }
  }

  /// Whether there are so many networks that shaded intervals would cover each other.
  var isCrowded: Bool { curves.count > Self.mostShaded }

  private static let mostShaded = 4

  /// The intervals of δ₅₀ as bars about one half, where there are too many to be shaded.
  var bars: [Mark] {
    guard isCrowded else { return [] }
    return curves.compactMap { curve in
      guard let middle = curve.thresholds["delta50"], middle.value.isFinite else { return nil }
      let place = Double(curve.index) - Double(curves.count - 1) / 2
      var style = curve.style
      style.marker = nil
      return .points(
        Mark.Points(
          [
            Mark.Points.Entry(
              middle.value, 0.5 - 0.035 * place, left: middle.low, right: middle.high)
          ], style: style))
    }
  }

  /// Verticals on the curves; where δ_NN(t) has a panel, its limit stands there, and beside more
  /// than two networks its last value too.
  ///
  /// - Parameter hasBars: whether bars show δ₅₀ where verticals would be too many.
  func rules(hasBars: Bool) -> [Mark] {
    let elsewhere: Set<String> =
      !hasClosing ? [] : curves.count > 2 ? ["delta_nn", "delta_nn_limit"] : ["delta_nn_limit"]
    let shown = entries.filter { entry in
      !elsewhere.contains(entry.name) && !(entry.name == "delta50" && isCrowded && hasBars)
    }
    return shown.map { entry in
      // The panel of δ_NN(t) has its intervals.
      Self.rule(entry, isShaded: !isCrowded && (!hasClosing || entry.name != "delta_nn"))
    }
  }

  private static func rule(_ entry: Entry, isShaded: Bool = true) -> Mark {
    let (low, high) = (entry.estimate.low, entry.estimate.high)
    let hasInterval = isShaded && (low != nil || high != nil)
    let lower = low ?? -.infinity
    return .rule(
      Mark.Rule(
        .vertical, at: entry.estimate.value,
        interval: hasInterval ? lower...max(lower, high ?? .infinity) : nil, style: entry.style,
        label: entry.label))
  }

  /// δ_NN(t) as a line that climbs in t, with the measured δ_50 at the last step of the runs.
  func closingPanel(x: Axis) -> Panel? {
    guard hasClosing else { return nil }
    let steps = curves.flatMap { $0.closing.map(\.step) }
    let measured = lastStep.map { [$0] } ?? []
    let least = (steps + measured).filter { $0 > 0 }.min() ?? 1
    let kind: Scale.Kind =
      steps.contains(0) ? .logarithmicFromZero(linearBelow: least) : .logarithmic
    let y = Axis("step *t*", scale: Scale(kind, fitting: steps + measured, padding: 0.07))
    var marks = entries.filter { $0.name == "delta_nn_limit" }.map { Self.rule($0) }
    var drawn: [[Estimate]] = []
    for curve in curves where !drawn.contains(curve.closing.map(\.estimate)) {
      drawn.append(curve.closing.map(\.estimate))
      let isShared =
        curves.count > 1 && curves.allSatisfy { $0.closing.map(\.estimate) == drawn[0] }
      var style = isShared ? Style(.secondary) : curve.style
      style.marker = nil
      marks.append(
        .line(
          Mark.Line(
            curve.closing.map { Position($0.estimate.value, $0.step) }, style: style,
            label: drawn.count == 1 && !curve.closing.isEmpty ? "*δ*_{NN}(*t*)" : nil)))
      marks.append(
        .points(
          Mark.Points(
            curve.closing.map {
              Mark.Points.Entry(
                $0.estimate.value, $0.step, left: $0.estimate.low, right: $0.estimate.high)
            }, style: style)))
    }
    for curve in curves {
      guard let lastStep, let middle = curve.thresholds["delta50"], middle.value.isFinite else {
        continue
      }
      marks.append(
        .points(
          Mark.Points(
            [Mark.Points.Entry(middle.value, lastStep, left: middle.low, right: middle.high)],
            style: curve.style, label: curve.index == 0 && curves.count < 3 ? "*δ*_{50}" : nil)))
    }
    return Panel(x: x, y: y, marks: marks)
  }
}
