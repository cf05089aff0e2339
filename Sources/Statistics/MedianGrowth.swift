/// How fast the median waiting time grows in x: the least-squares slope of Kaplan–Meier medians.
public struct MedianGrowth: Sendable, Equatable {
  public let slope: Double
  /// 95 % percentile interval over resamples within each group; an end is nil where too many
  /// resamples lack a median.
  public let low: Double?
  public let high: Double?

  public struct Group: Sendable {
    public var x: Double
    public var observations: [KaplanMeier.Observation]

    public init(x: Double, observations: [KaplanMeier.Observation]) {
      self.x = x
      self.observations = observations
    }
  }

  /// Nil for fewer than two groups, or where more than half of a group are still waiting.
  public init?(_ groups: [Group], resamples: Int = 999) {
    let medians = groups.map { KaplanMeier($0.observations).median }
    guard groups.count > 1, let slope = Self.slope(groups.map(\.x), medians) else { return nil }
    self.slope = slope
    var generator = SplitMix(seed: 1)
    var slopes: [Double] = []
    for _ in 0..<resamples {
      let medians = groups.map { group -> Double? in
        let count = group.observations.count
        return KaplanMeier(
          (0..<count).map { _ in group.observations[generator.index(below: count)] }
        ).median
      }
      if let slope = Self.slope(groups.map(\.x), medians) { slopes.append(slope) }
    }
    slopes.sort()
    let tail = (resamples + 1) / 40
    // A resample without a median could have any slope: it counts against both ends.
    let lost = resamples - slopes.count
    low = lost < tail ? slopes[tail - 1 - lost] : nil
    high = lost < tail ? slopes[slopes.count - tail + lost] : nil
  }

  private static func slope(_ x: [Double], _ medians: [Double?]) -> Double? {
    let y = medians.compactMap(\.self)
    guard y.count == x.count else { return nil }
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard spread > 0 else { return nil }
    return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
  }
}
