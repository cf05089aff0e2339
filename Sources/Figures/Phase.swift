import Plotting
import Results

/// The margin of one network over δ and time, with its boundary.
struct Phase {
  struct Cell {
    var delta: Double
    var step: Double
    /// τ = ηt; nil where the result does not say.
    var tau: Double?
    /// nil where undefined.
    var margin: Estimate?
  }

  var at: Coordinates
  var name: String
  var label: RichText?
  var cells: [Cell]
  /// δ_NN in order of time.
  var boundary: [(step: Double, tau: Double?, estimate: Estimate)]
  var limit: Estimate?
  var algorithmic: Estimate?

  /// Whether the limit is known from below only.
  var isLimitBound: Bool { limit.map { $0.low != nil && $0.high == nil } ?? false }

  /// η = τ/t; nil where the result does not say.
  var stepSize: Double? {
    cells.first { $0.step > 0 }.flatMap { cell in
      cell.tau.map { ($0 / cell.step * 1e12).rounded() / 1e12 }
    }
  }

  /// Whether every time is known as τ.
  var hasTau: Bool { cells.allSatisfy { $0.tau != nil } && boundary.allSatisfy { $0.tau != nil } }
}

func phases(of result: ExperimentResult, quantity: String) -> [Phase] {
  var outer = result
  outer.axes.removeAll { ["delta", "step"].contains($0.name) }
  let names = outer.axes.map(\.name)
  return outer.cells.map { cell in
    let cells = result.points(in: cell, along: ["delta", "step"]).compactMap { point in
      point.at["delta"]?.number.flatMap { delta in
        point.at["step"]?.number.map { step in
          Phase.Cell(
            delta: delta, step: step, tau: point["tau"]?.value, margin: point[quantity])
        }
      }
    }
    let boundary = result.points(in: cell, along: ["step"]).compactMap { point in
      point.at["step"]?.number.flatMap { step in
        point["delta_nn"].map { (step: step, tau: point["tau"]?.value, estimate: $0) }
      }
    }
    let whole = result.points(in: cell)
    let label = Symbols.cell(cell, axes: names)
    return Phase(
      at: cell, name: label?.plain ?? "", label: label, cells: cells,
      boundary: boundary.filter(\.estimate.value.isFinite).sorted { $0.step < $1.step },
      limit: whole.compactMap { $0["delta_nn_limit"] }.first,
      algorithmic: whole.compactMap { $0["delta_alg"] }.first)
  }
}
