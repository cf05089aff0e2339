extension Expression {
  /// With others in the place of parts, each asked for before what it is made of.
  ///
  /// - Parameter other: what stands for a part; nil for a part that stays.
  public func replacing<Failure>(
    _ other: (Expression) throws(Failure) -> Expression?
  ) throws(Failure) -> Expression {
    if let replacement = try other(self) { return replacement }
    return Expression(
      try content.mappingParts { part throws(Failure) in try part.replacing(other) }, range)
  }

  /// With the value of every parameter in its place.
  ///
  /// - Parameter value: of a name; it throws for names of no parameter and values that are no number.
  public func replacingParameters<Failure>(
    _ value: (String, Range<Int>) throws(Failure) -> Double
  ) throws(Failure) -> Expression {
    try replacing { part throws(Failure) in
      guard case .parameter(let name) = part.content else { return nil }
      return Expression(.number(try value(name, part.range)), part.range)
    }
  }

  /// The same, standing for a stretch of another text.
  public func standing(for range: Range<Int>) -> Expression {
    Expression(content.mappingParts { $0.standing(for: range) }, range)
  }

  /// How many numbers, quantities, operations and calls it is made of.
  public var size: Int { parts.reduce(1) { $0 + $1.size } }
}

extension Expression.Content {
  fileprivate func mappingParts<Failure>(
    _ other: (Expression) throws(Failure) -> Expression
  ) throws(Failure) -> Expression.Content {
    func all(_ parts: [Expression]) throws(Failure) -> [Expression] {
      var result: [Expression] = []
      for part in parts { result.append(try other(part)) }
      return result
    }
    switch self {
    case .number, .quantity, .parameter: return self
    case .negated(let inner): return .negated(try other(inner))
    case .not(let inner): return .not(try other(inner))
    case .arithmetic(let operation, let left, let right):
      return .arithmetic(operation, try other(left), try other(right))
    case .call(let function, let arguments, let keywords):
      let values = try all(keywords.map(\.value))
      return .call(
        function, try all(arguments),
        keywords: zip(keywords, values).map { Expression.Keyword(name: $0.name, value: $1) })
    case .comparison(let first, let links):
      let rights = try all(links.map(\.right))
      return .comparison(
        try other(first),
        zip(links, rights).map { Expression.Link(comparison: $0.comparison, right: $1) })
    case .and(let parts): return .and(try all(parts))
    case .or(let parts): return .or(try all(parts))
    }
  }
}
