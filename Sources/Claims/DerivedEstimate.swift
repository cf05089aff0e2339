import Expressions
import Results
import Statistics

extension Estimate {
  /// A number computed from quantities at one place, with its 95 % interval.
  ///
  /// The value is the expression of the quantities' values. The interval holds the numbers that a
  /// statement about the expression would not reject, so that a claim and the printed interval never
  /// contradict each other: means over the same seeds are taken jointly, everything else by bounds
  /// that share the level.
  ///
  /// - Parameter known: every path of the expression.
  /// - Returns: nil where the number is undefined.
  public init?(of expression: Expression, _ known: [QuantityPath: ClaimQuantity]) {
    let number = ResolvedNumber(expression, known)
    guard let value = number.estimate else { return nil }
    guard !number.quantities.isEmpty else {
      self.init(value)
      return
    }
    let span = number.span(tail: 0.025)
    let seeds = number.quantities.compactMap(\.basis.seeds)
    self.init(
      value, low: span.low.isFinite && span.low < span.high ? span.low : nil,
      high: span.high.isFinite && span.low < span.high ? span.high : nil,
      n: seeds.min() ?? number.quantities.map(\.basis.batches).min() ?? 1)
  }
}

extension ClaimQuantity.Basis {
  fileprivate var batches: Int { if case .theory(let batches) = self { batches } else { 1 } }
}
