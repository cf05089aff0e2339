import Expressions

extension Expression {
  /// A text that is the same for statements that only write the same thing another way: `a > b` and
  /// `not b >= a`.
  ///
  /// - Parameter isNegated: whether the statement's opposite is meant.
  public func normalForm(isNegated: Bool = false) -> String {
    switch content {
    case .number(let value): return "\(value)"
    case .parameter(let name): return "{\(name)}"
    case .quantity(let path): return path.text
    case .negated(let inner): return "(-\(inner.normalForm()))"
    case .arithmetic(let operation, let left, let right):
      let sides = [left.normalForm(), right.normalForm()]
      let isSymmetric = operation == .plus || operation == .times
      return "(" + (isSymmetric ? sides.sorted() : sides).joined(separator: operation.rawValue)
        + ")"
    case .call(let function, let arguments, let keywords):
      let parts =
        arguments.map { $0.normalForm() }
        + keywords.map { "\($0.name)=\($0.value.normalForm())" }
      return (isNegated ? "not " : "") + "\(function.rawValue)(\(parts.joined(separator: ",")))"
    case .not(let inner): return inner.normalForm(isNegated: !isNegated)
    case .and(let all), .or(let all):
      var isAnd = false
      if case .and = content { isAnd = true }
      return Self.joined(all.map { $0.normalForm(isNegated: isNegated) }, isAnd: isAnd != isNegated)
    case .comparison(let first, let links):
      var left = first
      let parts = links.map { link -> String in
        defer { left = link.right }
        return Self.normalForm(left, link, isNegated)
      }
      return Self.joined(parts, isAnd: !isNegated)
    }
  }

  private static func joined(_ parts: [String], isAnd: Bool) -> String {
    parts.count == 1 ? parts[0] : "(" + parts.sorted().joined(separator: isAnd ? "&" : "|") + ")"
  }

  /// Written with `<` or `<=`.
  private static func normalForm(
    _ left: Expression, _ link: Link, _ isNegated: Bool
  ) -> String {
    let (a, b) = (left.normalForm(), link.right.normalForm())
    return switch (link.comparison, isNegated) {
    case (.less, false), (.atLeast, true): "\(a)<\(b)"
    case (.atMost, false), (.greater, true): "\(a)<=\(b)"
    case (.greater, false), (.atMost, true): "\(b)<\(a)"
    case (.atLeast, false), (.less, true): "\(b)<=\(a)"
    }
  }
}

extension QuantityPath {
  /// As it could be written: `cliff.quad.delta50`.
  public var text: String {
    var words = [label]
    var brackets: [String] = []
    for selector in selectors {
      switch selector {
      case .value(let value): words.append(value)
      case .axis(let axis, let value): brackets.append("\(axis)=\(value)")
      case .step(let step): brackets.append(step)
      }
    }
    if let quantity { words.append(quantity) }
    let place = brackets.isEmpty ? "" : "[\(brackets.joined(separator: ", "))]"
    return words.joined(separator: ".") + place
  }
}
