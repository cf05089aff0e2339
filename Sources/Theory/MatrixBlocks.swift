/// Symmetric m×m matrices of n samples, eight samples side by side.
struct MatrixBlocks: Sendable {
  typealias Lanes = SIMD8<Double>

  /// n
  let samples: Int
  /// Entries of a symmetric matrix: m(m + 1)/2.
  let size: Int
  /// [block·size + entry]; zero beyond the last sample.
  let entries: [Lanes]
  /// Probabilities by block; zero beyond the last sample.
  let weights: [Lanes]

  init(entries values: [[Double]], weights: [Double]) {
    samples = weights.count
    size = values.count
    let blocks = (samples + 7) / 8
    var entries = [Lanes](repeating: .zero, count: blocks * size)
    for (entry, column) in values.enumerated() {
      for sample in 0..<samples { entries[sample / 8 * size + entry][sample % 8] = column[sample] }
    }
    self.entries = entries
    var lanes = [Lanes](repeating: .zero, count: blocks)
    for sample in 0..<samples { lanes[sample / 8][sample % 8] = weights[sample] }
    self.weights = lanes
  }

  /// One entry of all samples.
  func values(_ entry: Int) -> [Double] {
    (0..<samples).map { entries[$0 / 8 * size + entry][$0 % 8] }
  }

  var probabilities: [Double] { (0..<samples).map { weights[$0 / 8][$0 % 8] } }

  var entriesAreFinite: Bool {
    entries.allSatisfy { lanes in lanes.indices.allSatisfy { lanes[$0].isFinite } }
  }
}
