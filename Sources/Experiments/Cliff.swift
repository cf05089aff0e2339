import Directives
import Results
import Statistics

extension ExperimentResult {
  /// δ_50 and the logistic width of one curve, with a note where the grid does not hold it.
  ///
  /// - Parameters:
  ///   - cell: a place along all axes but δ.
  ///   - succeeds: of the last record of a finished run.
  func cliff(in cell: Coordinates, succeeds: (Record) -> Bool) -> (Point, String?) {
    let grid = (axis("delta")?.values ?? []).compactMap(\.number).sorted()
    let units = units(in: cell)
    let seeds = Set(units.map(\.seed)).sorted()
    let outcome = Dictionary(
      units.map { unit in
        let delta = unit.at["delta"]?.number ?? .nan
        let success = unit.outcome == .finished ? unit.records.last.map(succeeds) : nil
        return (Key(seed: unit.seed, delta: delta), success)
      }, uniquingKeysWith: { first, _ in first })
    let rows = seeds.map { seed in
      grid.map { outcome[Key(seed: seed, delta: $0)] ?? nil }
    }
    var point = Point(at: cell, quantities: ["delta50": nil, "width": nil])
    let name = cell.suffix
    guard units.contains(where: { $0.outcome == .finished }) else {
      return (point, "δ₅₀\(name) is not defined: no run finished.")
    }
    let test = CrossingTest(grid: grid, outcomes: rows)
    switch test.position {
    case .within(let fit):
      let span = test.span(tail: 0.025)
      point.quantities["delta50"] = Estimate(
        fit.midpoint, low: span.low.isFinite ? span.low : nil,
        high: span.high.isFinite ? span.high : nil, n: seeds.count)
      point.quantities["width"] = Estimate(fit.width, n: seeds.count)
      return (point, nil)
    case .above:
      return (point, "δ₅₀\(name) lies above the grid (> \(canonical(grid.last ?? .nan))).")
    case .below:
      return (point, "δ₅₀\(name) lies below the grid (< \(canonical(grid.first ?? .nan))).")
    case .undefined:
      return (point, "δ₅₀\(name) is not defined: success does not grow with δ on this grid.")
    }
  }
}

private struct Key: Hashable {
  let seed: Int
  let delta: Double
}
