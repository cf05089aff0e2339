import Directives
import Model
import Results
import Simulation

/// Where the limit theory, of gradients over all samples of Gaussian inputs, applies to a cell
/// (theory section 8).
extension Configuration {
  /// Why the mean field says nothing of the cell's runs: one sentence; nil where it does.
  var limitObstacle: String? { data.theoryObstacle ?? labelObstacle ?? batchObstacle }

  private var labelObstacle: String? {
    labels == .true ? nil : "Nothing is predicted for permuted labels."
  }

  /// A batch of all samples in an order of its own is the full gradient; any other leaves the path.
  private var batchObstacle: String? {
    guard case .samples(let size) = batch, batchSampling == .replacement || size < samples else {
      return nil
    }
    let noun = size == 1 ? "sample" : "samples"
    return "The mean field is of gradients over all samples: neither it nor δ_NN is drawn for "
      + "batches of \(size) \(noun)."
  }
}

extension Grid {
  /// Axes on which the limit does not depend, wherever it applies at all.
  static let axesBeyondTheory: Set<String> = [
    "d", "data", "labels", "batch", "batch-sampling", "precision", "design",
  ]

  /// The cells that the mean field tells apart, those left out to which it does not apply.
  func limitCells(without names: Set<String> = []) -> [Configuration] {
    cells(without: Self.axesBeyondTheory.union(names)) { $0.limitObstacle == nil }
  }

  /// The cells of a place, which may leave axes open.
  func cells(at place: Coordinates) -> [Configuration] {
    cells.filter { cell in place.allSatisfy { cell.at[$0.key] == $0.value } }
  }
}

extension TheoryNotes {
  /// Data and batches to which the limit does not apply, and laws that share that of Gaussian
  /// inputs.
  mutating func addScope(of grid: Grid) {
    for cell in grid.cells { add(cell.limitObstacle) }
    let shared = grid.cells.filter { $0.limitObstacle == nil && $0.data != .gaussian }
    guard !shared.isEmpty else { return }
    add(
      "Theory for \(listed(distinct(shared.map(\.data.description)))) inputs is that of Gaussian "
        + "ones: independent entries of variance 1 with finite fourth moment have the same limit.")
  }
}
