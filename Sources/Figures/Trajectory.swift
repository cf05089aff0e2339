import Plotting
import Results

/// The course of one network: means over seeds at the reported steps, and the seeds themselves.
struct Trajectory {
  var index: Int
  var cell: Coordinates
  var name: String
  var label: RichText?
  /// In order of the step.
  var points: [(step: Double, point: Point)]
  var units: [UnitResult]

  var steps: [Double] { points.map(\.step) + units.flatMap { $0.records.map { Double($0.step) } } }

  /// Where a quantity is defined.
  func estimates(_ quantity: String) -> [(step: Double, estimate: Estimate)] {
    points.compactMap { step, point in
      point[quantity].flatMap { $0.value.isFinite ? (step, $0) : nil }
    }
  }

  /// Whether it comes to overlap with any latent direction.
  var learns: Bool { estimates("overlap").contains { $0.estimate.value > 0.1 } }

  /// A seed's own values of a quantity.
  func values(_ quantity: String, of unit: UnitResult) -> [Position] {
    unit.records.map {
      Position(Double($0.step), $0.quantities[quantity] ?? .nan)
    }
  }
}

func trajectories(of result: ExperimentResult) -> [Trajectory] {
  let names = result.axes.map(\.name)
  return result.cells.enumerated().map { index, cell in
    let points = result.points(in: cell, along: ["step"]).compactMap { point in
      point.at["step"]?.number.map { (step: $0, point: point) }
    }
    let label = Symbols.cell(cell, axes: names)
    return Trajectory(
      index: index, cell: cell, name: label?.plain ?? "", label: label,
      points: points.sorted { $0.step < $1.step }, units: result.units(in: cell))
  }.filter { !$0.points.isEmpty || $0.units.contains { !$0.records.isEmpty } }
}
