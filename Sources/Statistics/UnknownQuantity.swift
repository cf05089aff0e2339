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
      choices.dropFirst().reduce(choices.first?.span(tail: tail) ?? .anything) { hull, choice in
        let span = choice.span(tail: tail)
        return Span(min(hull.low, span.low), max(hull.high, span.high))
      }
    case .exact(let value): Span(value)
    }
  }
}

extension SeedSample {
  /// One-sided bounds of the mean.
  func span(tail: Double) -> Span { span(tail: tail, of: sortedDraws) }

  /// Draws of the mean under each law allowed for, their ends sorted.
  var sortedDraws: [(low: [Double], high: [Double])] {
    SeedGroup([self]).models.map { draws in
      (draws.spans[0].map(\.low).sorted(), draws.spans[0].map(\.high).sorted())
    }
  }

  func span(tail: Double, of draws: [(low: [Double], high: [Double])]) -> Span {
    var span: Span?
    for (low, high) in draws {
      let index = max(0, Int(Double(low.count) * tail) - 1)
      let bounds = Span(low[index], high[high.count - 1 - index])
      span = span.map { Span(min($0.low, bounds.low), max($0.high, bounds.high)) } ?? bounds
    }
    return span ?? support.map { Span($0.lowerBound, $0.upperBound) } ?? .anything
  }
}
