import Glibc
import Plotting
import Results

/// One series of a threshold sweep: a quantity along δ, everything else fixed.
struct CliffCurve {
  var index: Int
  /// Its place along the axes other than δ.
  var cell: Coordinates
  var name: String
  var label: RichText?
  var style: Style
  /// In order of δ; places where the quantity is undefined are left out.
  var points: [(delta: Double, estimate: Estimate)]
  /// δ_50 and the logistic width, δ_NN, its limit and δ_alg, as far as they are known.
  var thresholds: [String: Estimate]
  /// δ_NN(t) in order of the step t.
  var closing: [(step: Double, estimate: Estimate)]
  /// δ at which some seed diverged or failed.
  var incomplete: [Double]

  /// P(δ) = 1/(1 + exp(−(δ − δ_50)/w)).
  var logistic: ((Double) -> Double)? {
    guard let middle = thresholds["delta50"]?.value, let width = thresholds["width"]?.value,
      middle.isFinite, width > 0, width.isFinite
    else { return nil }
    return { 1 / (1 + exp(-($0 - middle) / width)) }
  }
}

func cliffCurves(of result: ExperimentResult, quantity: String) -> [CliffCurve] {
  var outer = result
  outer.axes.removeAll { $0.name == "delta" }
  let names = outer.axes.map(\.name)
  return outer.cells.enumerated().map { index, cell in
    let along = result.points(in: cell, along: ["delta"])
    let points = along.compactMap { point -> (delta: Double, estimate: Estimate)? in
      guard let delta = point.at["delta"]?.number, let estimate = point[quantity],
        estimate.value.isFinite
      else { return nil }
      return (delta, estimate)
    }
    var thresholds: [String: Estimate] = [:]
    for point in result.points(in: cell) where point.at["delta"] == nil {
      for (name, estimate) in point.quantities { thresholds[name] = estimate ?? thresholds[name] }
    }
    let closing = result.points(in: cell, along: ["step"]).compactMap { point in
      point.at["step"]?.number.flatMap { step in
        point["delta_nn"].map { (step: step, estimate: $0) }
      }
    }
    let lost = result.units(in: cell).filter { $0.outcome != .finished }
    let label = Symbols.cell(cell, axes: names)
    return CliffCurve(
      index: index, cell: cell, name: label?.plain ?? "", label: label, style: .series(index),
      points: points.sorted { $0.delta < $1.delta }, thresholds: thresholds,
      closing: closing.filter(\.estimate.value.isFinite).sorted { $0.step < $1.step },
      incomplete: Set(lost.compactMap { $0.at["delta"]?.number }).sorted())
  }
}

/// The overlap of a random start: m neurons span a share m/d of the space.
func overlapBaseline(of result: ExperimentResult, in cell: Coordinates) -> Mark.Rule? {
  guard let dimension = cell["d"]?.number ?? result.options["d"].flatMap(Double.init) else {
    return nil
  }
  let neurons = result.options["neurons"].flatMap(Double.init) ?? 1
  return Mark.Rule(
    .horizontal, at: (neurons / dimension).squareRoot(),
    style: Style(.secondary, dash: .dashed, width: 0.8),
    label: neurons == 1 ? "*d*^{−1/2}" : "(*m*/*d*)^{1/2}")
}
