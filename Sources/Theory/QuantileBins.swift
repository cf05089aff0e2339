/// Samples split 2^depth ways by medians, features in turn: bins of equal probability that become
/// small in every feature.
func quantileBins(_ features: [[Double]], depth: Int) -> [ArraySlice<Int>] {
  var order = Array(features[0].indices)
  // With one feature all the splits are quantiles of one sorted list.
  if features.count == 1 {
    let feature = features[0]
    order.sort { feature[$0] < feature[$1] }
  }
  var bins = [0..<order.count]
  for level in 0..<depth {
    let feature = features[level % features.count]
    bins = bins.flatMap { range in
      if features.count > 1 { order[range].sort { feature[$0] < feature[$1] } }
      let middle = range.lowerBound + range.count / 2
      return [range.lowerBound..<middle, middle..<range.upperBound]
    }
  }
  return bins.map { order[$0] }
}
