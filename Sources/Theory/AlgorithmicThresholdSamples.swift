import Numerics

/// Normals of which every one of `count` equally likely intervals holds exactly one, in random
/// order: a coordinate of a Latin hypercube (McKay, Beckman, Conover 1979).
func latinNormals(_ count: Int, random: CounterRandom, row: Int) -> [Double] {
  let picks = random.uniforms(count, row: row)
  let jitter = random.uniforms(count, row: row + 1)
  var values = (0..<count).map { place in
    // Uniforms may be 0, which has no quantile.
    normalQuantile((Double(place) + max(jitter[place], 0x1p-30)) / Double(count))
  }
  for place in stride(from: count - 1, to: 0, by: -1) {
    values.swapAt(place, Int(picks[place] * Double(place + 1)))
  }
  return values
}

/// Samples split 2^depth ways by medians, features in turn.
func conditioningBins(_ features: [[Double]], depth: Int) -> [ArraySlice<Int>] {
  var order = Array(features[0].indices)
  var bins = [0..<order.count]
  for level in 0..<depth {
    let feature = features[level % features.count]
    // With one feature all splits are quantiles of one sorted list.
    let unsorted = level == 0 || features.count > 1
    bins = bins.flatMap { range in
      if unsorted { order[range].sort { feature[$0] < feature[$1] } }
      let middle = range.lowerBound + range.count / 2
      return [range.lowerBound..<middle, middle..<range.upperBound]
    }
  }
  return bins.map { order[$0] }
}
