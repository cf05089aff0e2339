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
