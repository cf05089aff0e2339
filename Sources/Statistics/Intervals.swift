import Glibc

/// The two ends of a confidence interval.
public struct Interval: Sendable, Equatable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// The quantile t with P(|T| ≤ t) = level for Student's t with `degrees` ≥ 1 degrees of freedom.
public func studentQuantile(level: Double, degrees: Int) -> Double {
  // P(|T| > t) = I_{ν/(ν + t²)}(ν/2, 1/2)
  let nu = Double(degrees)
  let x = inverseIncompleteBeta(1 - level, nu / 2, 0.5)
  return (nu * (1 - x) / x).squareRoot()
}

/// Exact binomial (Clopper–Pearson) interval of a success probability.
public func binomialInterval(successes: Int, of trials: Int, level: Double = 0.95) -> Interval {
  precondition(trials > 0 && (0...trials).contains(successes))
  let tail = (1 - level) / 2
  let (k, n) = (Double(successes), Double(trials))
  return Interval(
    low: successes == 0 ? 0 : inverseIncompleteBeta(tail, k, n - k + 1),
    high: successes == trials ? 1 : inverseIncompleteBeta(1 - tail, k + 1, n - k))
}

/// Mean, standard error and Student interval of independent values.
public struct SampleMean: Sendable, Equatable {
  public let mean: Double
  public let count: Int
  /// Standard deviation of one value; nil for a single value.
  public let standardDeviation: Double?

  /// nil for no values.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let count = values.count
    let mean = values.reduce(0, +) / Double(count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    self.count = count
    self.standardDeviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
  }

  public var standardError: Double? {
    standardDeviation.map { $0 / Double(count).squareRoot() }
  }

  public func interval(level: Double = 0.95) -> Interval? {
    standardError.map {
      let reach = studentQuantile(level: level, degrees: count - 1) * $0
      return Interval(low: mean - reach, high: mean + reach)
    }
  }
}
