import Glibc

/// The generalised pivotal law of the logarithm of a lognormal mean (Krishnamoorthy and Mathew 2003):
/// m + σ z/√n + σ²/2 with σ² = (n − 1) s²/U, z normal and U ~ χ² of n − 1 degrees of freedom, for the
/// mean m and deviation s of n logarithms. Integrated over U by the trapezoidal rule in log U.
struct LognormalMean {
  private let mean: Double
  private let root: Double
  /// σ and its probability.
  private let nodes: [(deviation: Double, weight: Double)]

  /// nil for values that do not differ.
  ///
  /// - Parameter values: positive.
  init?(_ values: [Double]) {
    guard let sample = SampleMean(values.map { log($0) }), let deviation = sample.standardDeviation,
      deviation > 0
    else { return nil }
    mean = sample.mean
    root = Double(sample.count).squareRoot()
    let degrees = Double(sample.count - 1)
    let k = degrees / 2
    // Beyond these ends lies less than 1e-15 of the probability.
    let low = log(degrees) - (74 / k).squareRoot() - 37 / k - 1
    let high = log(degrees + 2 * (40 * degrees).squareRoot() + 80)
    let steps = 128
    let found = (0...steps).map { step -> (Double, Double) in
      let y = low + (high - low) * Double(step) / Double(steps)
      return (
        deviation * (degrees / exp(y)).squareRoot(),
        exp(k * (y - log(degrees)) - (exp(y) - degrees) / 2)
      )
    }
    let total = found.reduce(0) { $0 + $1.1 }
    nodes = found.map { ($0.0, $0.1 / total) }.filter { $0.1 > 1e-17 }
  }

  func probability(below value: Double) -> Double { distribution(value).probability }

  private func distribution(_ value: Double) -> (probability: Double, density: Double) {
    var (probability, density) = (0.0, 0.0)
    for (deviation, weight) in nodes {
      let scale = root / deviation
      let z = (value - mean - deviation * deviation / 2) * scale
      probability += weight * 0.5 * erfc(-z * 0.5.squareRoot())
      density += weight * scale * exp(-z * z / 2) * 0.398942280401433
    }
    return (probability, density)
  }

  /// By Newton's steps where they stay in the bracket.
  func quantile(_ probability: Double) -> Double {
    var low = mean
    var high = mean
    var reach = (nodes.first?.deviation ?? 1) / root
    while self.probability(below: low) > probability, reach < 1e6 {
      low -= reach
      reach *= 2
    }
    reach = 1 / root
    while self.probability(below: high) < probability, reach < 1e6 {
      high += reach
      reach *= 2
    }
    var value = (low + high) / 2
    for _ in 0..<60 {
      let (found, density) = distribution(value)
      if found < probability { low = value } else { high = value }
      let next = value - (found - probability) / density
      let kept = next > low && next < high ? next : (low + high) / 2
      if abs(kept - value) < 1e-12 * max(1, abs(value)) { return kept }
      value = kept
    }
    return value
  }
}
