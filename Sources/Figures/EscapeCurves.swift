import Plotting
import Results

/// Escape times of one cell along d.
struct EscapeCurve {
  var index: Int
  /// Its place along the axes other than d.
  var cell: Coordinates
  var name: String
  var label: RichText?
  var style: Style
  /// The Kaplan–Meier medians, in order of d.
  var points: [(d: Double, time: Estimate)]
  /// d at which half of the runs or more had not escaped by the last step.
  var waiting: [Double]
  /// Steps for each factor e of d.
  var growth: Estimate?
}

func escapeCurves(of result: ExperimentResult) -> [EscapeCurve] {
  var outer = result
  outer.axes.removeAll { $0.name == "d" }
  // δ alone needs no axis of its own in a name when nothing else varies.
  let names = outer.axes.filter { $0.values.count > 1 }.map(\.name)
  return outer.cells.enumerated().map { index, cell in
    let along = result.points(in: cell, along: ["d"]).compactMap { point in
      point.at["d"]?.number.map { (d: $0, time: point["escape_time"]) }
    }.sorted { $0.d < $1.d }
    let label = Symbols.cell(cell, axes: names)
    return EscapeCurve(
      index: index, cell: cell, name: label?.plain ?? "", label: label, style: .series(index),
      points: along.compactMap { point in point.time.map { (point.d, $0) } },
      waiting: along.filter { $0.time == nil }.map(\.d),
      growth: result.points(in: cell).first?["escape_time_per_log_d"])
  }
}

/// δ_50 of one network along d.
struct EscapeCliff {
  var name: String
  var label: RichText?
  var style: Style
  var points: [(d: Double, delta50: Estimate)]
}

func escapeCliffs(of result: ExperimentResult) -> [EscapeCliff] {
  networks(of: result).enumerated().map { index, cell in
    let points = result.points(in: cell, along: ["d"]).compactMap {
      point -> (d: Double, delta50: Estimate)? in
      guard let d = point.at["d"]?.number, let estimate = point["delta50"] else { return nil }
      return (d, estimate)
    }
    let label = Symbols.cell(cell, axes: cell.keys.sorted())
    return EscapeCliff(
      name: label?.plain ?? "", label: label, style: .series(index),
      points: points.sorted { $0.d < $1.d })
  }
}

/// A predicted threshold, a horizontal line beside δ_50.
struct EscapeThreshold {
  var symbol: RichText
  var words: String
  var estimate: Estimate
  var isBound: Bool
  var style: Style

  var text: String { (isBound ? "≥ " : "= ") + estimate.labelText() }
  var label: RichText { symbol + RichText(verbatim: " " + text) }
}

/// δ_NN at the last step it was computed for, its limit where that is another value, and δ_alg; of
/// several networks in their colours.
func escapeThresholds(of result: ExperimentResult) -> [EscapeThreshold] {
  let cells = networks(of: result)
  return cells.enumerated().flatMap { index, cell -> [EscapeThreshold] in
    guard let point = result.points(in: cell).first(where: { $0["delta_nn"] != nil }) else {
      return []
    }
    let role = cells.count > 1 ? Style.series(index).role : .secondary
    let last = result.points(in: cell, along: ["step"]).compactMap { $0.at["step"]?.number }.max()
    let step = last.map(cellText)
    var found: [EscapeThreshold] = []
    let limit = point["delta_nn_limit"]
    if let estimate = point["delta_nn"], limit?.value != estimate.value {
      found.append(
        EscapeThreshold(
          symbol: step.map { RichText(markup: "*δ*_{NN}(\($0))") } ?? "*δ*_{NN}",
          words: step.map { "δ_NN(\($0))" } ?? "δ_NN", estimate: estimate, isBound: false,
          style: Style(role, dash: .longDashed, width: 0.9)))
    }
    if let limit {
      found.append(
        EscapeThreshold(
          symbol: "*δ*_{NN}(∞)", words: "δ_NN(∞)", estimate: limit,
          isBound: limit.low != nil && limit.high == nil,
          style: Style(role, dash: .twoDotted, width: 0.9)))
    }
    return found
  }
}

/// Cells along all axes but d and δ.
private func networks(of result: ExperimentResult) -> [Coordinates] {
  var outer = result
  outer.axes.removeAll { $0.name == "d" || $0.name == "delta" }
  return outer.cells
}
