import Glibc

/// What may be believed of one mean over seeds under one law of the values, in closed form: what
/// `PivotalDraws` approaches with many draws.
enum MeanLaw {
  /// Student's t.
  case normal(mean: Double, error: Double, degrees: Int)
  case lognormal(LognormalMean)
  case fraction(Fraction)
  /// Of values in a range, whatever their law.
  case bounded(BoundedMean)

  /// How many of so many seeds lie at the upper end of a range, all others being at the lower; a
  /// missing seed may be either (Clopper and Pearson).
  struct Fraction {
    var least: Int
    var most: Int
    var count: Int
    var support: ClosedRange<Double>

    /// - Parameter p: a probability.
    fileprivate func value(_ p: Double) -> Double {
      support.lowerBound + p * (support.upperBound - support.lowerBound)
    }

    fileprivate func probability(_ value: Double) -> Double {
      (value - support.lowerBound) / (support.upperBound - support.lowerBound)
    }

    /// P(X ≥ k) if a seed lies at the upper end with probability p.
    fileprivate func tail(from k: Int, _ p: Double) -> Double {
      if k == 0 { return 1 }
      return k > count ? 0 : incompleteBeta(p, Double(k), Double(count - k + 1))
    }
  }

  /// The p-value of the hypothesis that the mean is `value` or less.
  func isAtMost(_ value: Double) -> Double {
    switch self {
    case .normal(let mean, let error, let degrees):
      error > 0 ? studentTail((mean - value) / error, degrees: degrees) : mean > value ? 0 : 1
    case .lognormal(let law): value > 0 ? law.probability(below: log(value)) : 0
    case .fraction(let law):
      value < law.support.lowerBound ? 0 : law.tail(from: law.least, law.probability(value))
    case .bounded(let law): 1 - law.low.probability(above: value)
    }
  }

  /// The p-value of the hypothesis that the mean is more than `value`.
  func isAbove(_ value: Double) -> Double {
    switch self {
    case .normal, .lognormal: 1 - isAtMost(value)
    case .fraction(let law):
      value >= law.support.upperBound
        ? 0 : 1 - law.tail(from: law.most + 1, law.probability(value))
    case .bounded(let law): law.high.probability(above: value)
    }
  }

  /// The p-value of the hypothesis that the mean is `value` or more.
  func isAtLeast(_ value: Double) -> Double {
    switch self {
    case .normal(let mean, let error, _): error > 0 ? 1 - isAtMost(value) : mean < value ? 0 : 1
    case .lognormal: 1 - isAtMost(value)
    case .fraction(let law):
      value > law.support.upperBound
        ? 0 : 1 - law.tail(from: law.most + 1, law.probability(value))
    case .bounded(let law): law.high.probability(above: value)
    }
  }

  /// The p-value of the hypothesis that the mean is less than `value`.
  func isBelow(_ value: Double) -> Double {
    switch self {
    case .normal(let mean, let error, _): error > 0 ? isAtMost(value) : mean >= value ? 0 : 1
    case .lognormal: isAtMost(value)
    case .fraction(let law):
      value <= law.support.lowerBound ? 0 : law.tail(from: law.least, law.probability(value))
    case .bounded(let law): 1 - law.low.probability(above: value)
    }
  }

  /// One-sided bounds, each wrong with probability `tail` at most.
  func span(tail: Double) -> Span {
    switch self {
    case .normal(let mean, let error, let degrees):
      let reach = error > 0 ? error * studentQuantile(level: 1 - 2 * tail, degrees: degrees) : 0
      return Span(mean - reach, mean + reach)
    case .lognormal(let law):
      return Span(exp(law.quantile(tail)), exp(law.quantile(1 - tail)))
    case .fraction(let law):
      let low =
        law.least == 0
        ? 0 : inverseIncompleteBeta(tail, Double(law.least), Double(law.count - law.least + 1))
      let high =
        law.most == law.count
        ? 1 : inverseIncompleteBeta(1 - tail, Double(law.most + 1), Double(law.count - law.most))
      return Span(law.value(low), law.value(high))
    case .bounded(let law): return law.span(tail: tail)
    }
  }
}

extension SeedSample {
  /// One for each law of the values that is allowed for, as in `SeedGroup.models`; none for too few
  /// seeds.
  var laws: [MeanLaw] {
    if let support {
      let ends = [support.lowerBound, support.upperBound]
      guard support.lowerBound < support.upperBound, values.values.allSatisfy(ends.contains) else {
        return [.bounded(BoundedMean(spans, range: Span(support.lowerBound, support.upperBound)))]
      }
      let count = values.count + missing.count
      let successes = values.values.count { $0 == support.upperBound }
      return count == 0
        ? []
        : [
          .fraction(
            MeanLaw.Fraction(
              least: successes, most: successes + missing.count, count: count, support: support))
        ]
    }
    let values = sorted
    guard let sample = SampleMean(values), let error = sample.standardError else { return [] }
    let student = MeanLaw.normal(mean: sample.mean, error: error, degrees: sample.count - 1)
    guard values.allSatisfy({ $0 > 0 }), let logarithmic = LognormalMean(values) else {
      return [student]
    }
    return [student, .lognormal(logarithmic)]
  }
}
