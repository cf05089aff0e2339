import Diagnostics

extension Expression {
  /// What an expression is: a number to compute with, or a statement that is true or false.
  public enum Kind: Sendable {
    case number, statement
  }

  public var kind: Kind {
    switch content {
    case .number, .quantity, .parameter, .negated, .arithmetic: .number
    case .call(let function, _, _): function.isStatement ? .statement : .number
    case .comparison, .and, .or, .not: .statement
    }
  }

  /// Demands that the expression be of a kind, and its parts of those that they are used as.
  ///
  /// - Throws: the first part that is not.
  public func require(_ kind: Kind, at place: (Int) -> SourceLocation?) throws(Diagnostic) {
    do throws(ExpressionMistake) {
      try require(kind)
    } catch {
      throw error.diagnostic(place)
    }
  }

  private func require(_ wanted: Kind) throws(ExpressionMistake) {
    guard kind == wanted else {
      throw wanted == .number
        ? ExpressionMistake(
          range: range, message: "this is true or false, and a number is needed here",
          help: "statements are joined by and, or, not")
        : ExpressionMistake(
          range: range, message: "this is a number, and a statement is needed here",
          help: "compare it: <, <=, >, >=, within(a, b, rel=0.1), increasing(a, b)")
    }
    switch content {
    case .number, .quantity, .parameter: return
    case .negated, .arithmetic, .comparison: break
    case .and, .or, .not:
      for part in parts { try part.require(.statement) }
      return
    case .call(let function, let arguments, let keywords):
      if arguments.count == function.seriesCount {
        for argument in arguments {
          guard case .quantity = argument.content else {
            throw ExpressionMistake(
              range: argument.range,
              message: function.needsOrder
                ? "one number neither rises nor falls" : "this is no quantity along an axis",
              help: "write \(function.usage)")
          }
        }
      }
      for keyword in keywords where !keyword.value.quantities.isEmpty {
        throw ExpressionMistake(
          range: keyword.value.range, message: "a tolerance is a number fixed beforehand",
          help: "\(keyword.name)=0.1")
      }
    }
    for part in parts { try part.require(.number) }
  }
}
