import Model
import Simulation

/// The first rows of a matrix X: what runs with the same source have in common.
struct SharedRows: Sendable {
  /// All that X is a function of.
  struct Source: Sendable, Hashable {
    let data: DataLaw
    let dimension: Int
    let precision: Precision
    let seed: Int
  }

  let source: Source
  let count: Int

  init(of source: Source, count: Int) {
    self.source = source
    self.count = count
  }

  var bytes: Int { source.precision.bytes(rows: count, columns: source.dimension) }

  func drawn() -> Inputs {
    DenseDesign.inputs(
      source.data, dimension: source.dimension, samples: count, seed: source.seed,
      precision: source.precision)
  }
}
