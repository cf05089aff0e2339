extension Expression {
  /// The paths that stand for a quantity along an axis, each with the functions that take it so.
  public var series: [QuantityPath: [Function]] {
    var found: [QuantityPath: [Function]] = [:]
    if case .call(let function, let arguments, _) = content,
      arguments.count == function.seriesCount
    {
      for case .quantity(let path) in arguments.map(\.content) {
        found[path, default: []].append(function)
      }
    }
    return parts.reduce(into: found) { $0.merge($1.series, uniquingKeysWith: +) }
  }

  /// With every quantity along an axis that a number is made of as the numbers there, one by one.
  ///
  /// Statements that compare neighbours keep theirs.
  /// - Parameter members: of a path that leaves an axis open, in an order that depends on the axis
  ///   alone.
  public func expandingSeries(_ members: (QuantityPath) -> [QuantityPath]) -> Expression {
    replacing { part in
      guard case .call(let function, let arguments, let keywords) = part.content,
        !function.needsOrder, arguments.count == function.seriesCount
      else { return nil }
      let all = arguments.flatMap { argument in
        guard case .quantity(let path) = argument.content else { return [argument] }
        return members(path).map { Expression(.quantity($0), argument.range) }
      }
      guard function == .mean, let first = all.first else {
        return Expression(.call(function, all, keywords: keywords), part.range)
      }
      // A sum, so that a mean is linear in what it is of.
      let sum = all.dropFirst().reduce(first) {
        Expression(.arithmetic(.plus, $0, $1), part.range)
      }
      let count = Expression(.number(Double(all.count)), part.range)
      return Expression(.arithmetic(.divided, sum, count), part.range)
    }
  }
}
