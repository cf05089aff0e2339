/// What is known of a quantity from a finite number of seeds, batches or nothing at all.
public enum UnknownQuantity: Sendable {
  /// A mean over seeds.
  case mean(SeedSample)
  /// Where success crosses one half along a grid, from outcomes by seed and grid value.
  case crossing(CrossingTest)
  /// A theory value: the mean of `batches` independent batches.
  case batchMean(value: Double, standardError: Double, batches: Int)
  /// Known to lie in a span, and nothing more.
  case bounded(Span)
  /// One of these, and nobody knows which.
  indirect case oneOf([UnknownQuantity])
  /// Known without error.
  case exact(Double)

  /// The two one-sided bounds, each wrong with probability `tail` at most.
  public func span(tail: Double) -> Span {
    switch self {
    case .mean(let sample): sample.span(tail: tail)
    case .crossing(let test): test.span(tail: tail)
    case .batchMean(let value, let error, let batches):
      batches > 1
        ? Span(value) + Span(-1, 1)
          * Span(error * studentQuantile(level: 1 - 2 * tail, degrees: batches - 1))
        : .anything
    case .bounded(let span): span
    case .oneOf(let choices):
      Span.hull(choices.map { $0.span(tail: tail) }) ?? .anything
    case .exact(let value): Span(value)
    }
  }

  /// What no number of further seeds would tell, if they showed `estimate` ever more clearly.
  public func afterManySeeds(_ estimate: Double) -> UnknownQuantity {
    switch self {
    case .mean: .exact(estimate)
    case .crossing(let test): .bounded(test.limit(around: estimate))
    case .oneOf(let choices): choices.first?.afterManySeeds(estimate) ?? self
    case .batchMean, .bounded, .exact: self
    }
  }
}

extension SeedSample {
  /// One-sided bounds of the mean, each wrong with probability `tail` at most under every law allowed
  /// for.
  func span(tail: Double) -> Span { bounds(tail) }

  /// The bounds by tail probability; what they need is computed once.
  var bounds: (Double) -> Span {
    let nothing = support.map { Span($0.lowerBound, $0.upperBound) } ?? .anything
    let laws = laws
    return { tail in Span.hull(laws.map { $0.span(tail: tail) }) ?? nothing }
  }
}

extension Span {
  /// The smallest one that holds all of some; nil for none.
  static func hull(_ spans: [Span]) -> Span? {
    guard let first = spans.first else { return nil }
    return spans.dropFirst().reduce(first) { Span(min($0.low, $1.low), max($0.high, $1.high)) }
  }
}
