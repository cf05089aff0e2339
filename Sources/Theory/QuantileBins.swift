import Numerics

/// Samples split 2^depth ways by medians, features in turn: bins of equal probability that become
/// small in every feature. A bin lists its samples as the last feature orders them, equal values
/// as the feature before.
func quantileBins(_ features: [[Double]], depth: Int) -> [ArraySlice<Int>] {
  let count = features[0].count
  var orders = FeatureOrders(features)
  // The samples bin by bin, and the bin of each.
  var sorted = Array(0..<Int32(count))
  var bins = [0..<count]
  var bin = [Int32](repeating: 0, count: count)
  for level in 0..<depth {
    if bins.count == 1 || features.count > 1 {
      var next = bins.map { Int32($0.lowerBound) }
      for sample in orders.order(level) {
        let place = next[Int(bin[Int(sample)])]
        sorted[Int(place)] = sample
        next[Int(bin[Int(sample)])] = place + 1
      }
    }
    bins = bins.flatMap { bin in
      let middle = bin.lowerBound + bin.count / 2
      return [bin.lowerBound..<middle, middle..<bin.upperBound]
    }
    for (index, places) in bins.enumerated() where features.count > 1 {
      for place in places { bin[Int(sorted[place])] = Int32(index) }
    }
  }
  let samples = sorted.map { Int($0) }
  return bins.map { samples[$0] }
}

/// All samples ordered by the features in turn, each order stable in the one before.
///
/// After m features of equal values are resolved as m levels earlier, so the orders repeat.
private struct FeatureOrders {
  private let features: [[Double]]
  private var known: [[Int32]] = []

  init(_ features: [[Double]]) { self.features = features }

  mutating func order(_ level: Int) -> [Int32] {
    let m = features.count
    let index = level < 2 * m - 1 ? level : m - 1 + (level - (m - 1)) % m
    while known.count <= index {
      let start = known.last ?? Array(0..<Int32(features[0].count))
      known.append(stableOrder(of: features[known.count % m], from: start))
    }
    return known[index]
  }
}
