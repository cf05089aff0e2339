import Plotting
import Results

/// The lowest end of the Hessian's spectrum along the step or along an axis of the grid, all else
/// fixed.
struct OutlierSeries {
  var index: Int
  var place: Coordinates
  var label: RichText?
  /// In order of x.
  var points: [(x: Double, point: Point)]

  var style: Style { .series(index) }

  /// Where a quantity is defined.
  func estimates(_ quantity: String?) -> [(x: Double, estimate: Estimate)] {
    guard let quantity else { return [] }
    return points.compactMap { x, point in
      point[quantity].flatMap { $0.value.isFinite ? (x, $0) : nil }
    }
  }
}

/// What a result calls the lowest eigenvalue, its squared overlap, and theory's edge and outlier;
/// nil for what is not shown.
struct OutlierNames {
  let eigenvalue: String?
  let overlap: String?
  let edge: String?
  let outlier: String?
  let outlierOverlap: String?

  /// - Parameter theory: whether predictions stand beside runs; a mean field is always shown.
  init(of result: ExperimentResult, theory: Bool) {
    let isTheory = result.experiment == "mean-field"
    func predicted(_ name: String) -> String? {
      isTheory ? name : theory ? "predicted_" + name : nil
    }
    eigenvalue = isTheory ? nil : "lambda_min"
    overlap = isTheory ? nil : "lambda_min_overlap_sq"
    edge = predicted("left_edge")
    outlier = predicted("outlier")
    outlierOverlap = predicted("outlier_overlap_sq")
  }

  var all: [String] { [eigenvalue, overlap, edge, outlier, outlierOverlap].compactMap(\.self) }
}

/// The series of a result along `axis`, which is `step` or a numeric axis of the grid, in the order
/// of their places.
func outlierSeries(
  of result: ExperimentResult, along axis: String, showing quantities: [String]
) -> [OutlierSeries] {
  let shown = result.points.filter { point in
    point.at["step"] != nil && quantities.contains { point[$0]?.value.isFinite == true }
  }
  let names = (result.axes.map(\.name) + ["step"]).filter { $0 != axis }
  // An axis of a single value, such as one reported step, tells nothing apart.
  let telling = names.filter { name in Set(shown.map { $0.at[name] }).count > 1 }
  var order: [Coordinates] = []
  var members: [Coordinates: [(x: Double, point: Point)]] = [:]
  for point in shown {
    guard let x = point.at[axis]?.number else { continue }
    var place = point.at
    place[axis] = nil
    if members[place] == nil { order.append(place) }
    members[place, default: []].append((x, point))
  }
  return order.enumerated().map { index, place in
    OutlierSeries(
      index: index, place: place, label: Symbols.cell(place, axes: telling),
      points: (members[place] ?? []).sorted { $0.x < $1.x })
  }
}
