import Diagnostics

/// Reads expressions by the strength with which operators bind (V. Pratt, 1973).
struct ExpressionParser {
  /// How deep parentheses and calls may stand in each other.
  static let depthLimit = 64

  private let tokens: [ExpressionLexer.Placed]
  private var index = 0
  private var depth = 0

  init(_ text: String) throws(ExpressionMistake) {
    tokens = try ExpressionLexer.tokens(of: text)
  }

  /// All of the text.
  mutating func whole() throws(ExpressionMistake) -> Expression {
    if token == .end { throw mistake("the expression is empty", help: Self.operand) }
    let expression = try expression(above: 0)
    guard token == .end else { throw unexpected(after: expression) }
    return expression
  }

  private var token: Token { tokens[index].token }
  private var range: Range<Int> { tokens[index].range }

  private mutating func take(_ sign: String) -> Bool {
    guard token == .sign(sign) else { return false }
    index += 1
    return true
  }

  private static let operand = "write a number, a quantity such as label.quantity, or '('"

  private func mistake(_ message: String, help: String?) -> ExpressionMistake {
    ExpressionMistake(range: range, message: message, help: help)
  }

  private func unexpected(after expression: Expression) -> ExpressionMistake {
    switch token {
    case .sign("="):
      mistake("'=' compares nothing", help: "write <, <=, >, >= or within(a, b, abs=0.1)")
    case .sign(")"): mistake("this ')' closes nothing", help: nil)
    case .sign(","): mistake("a comma separates only the arguments of a function", help: nil)
    default:
      mistake(
        "an operator is missing before \(token.description)",
        help: "one of + - * / ^ < <= > >= and or")
    }
  }

  // MARK: Operators

  private enum Strength {
    static let or = 1
    static let and = 2
    static let not = 3
    static let comparison = 4
    static let sum = 5
    static let product = 6
    static let sign = 7
    static let power = 8
  }

  /// What stands here with every operator that binds more strongly than `limit`.
  private mutating func expression(above limit: Int) throws(ExpressionMistake) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw mistake(
        "the expression is nested deeper than \(Self.depthLimit) levels", help: "say it in parts")
    }
    var left = try prefix()
    while let strength = strengthOfOperator, strength > limit {
      left = try infix(left, strength)
    }
    return left
  }

  private var strengthOfOperator: Int? {
    switch token {
    case .word("or"): Strength.or
    case .word("and"): Strength.and
    case .sign("<"), .sign("<="), .sign(">"), .sign(">="): Strength.comparison
    case .sign("+"), .sign("-"): Strength.sum
    case .sign("*"), .sign("/"): Strength.product
    case .sign("^"): Strength.power
    default: nil
    }
  }

  private mutating func infix(
    _ left: Expression, _ strength: Int
  ) throws(ExpressionMistake) -> Expression {
    guard let name = token.operatorName else { return left }
    func joined(_ right: Expression) -> Range<Int> {
      left.range.lowerBound..<right.range.upperBound
    }
    if Expression.Comparison(rawValue: name) != nil { return try chain(left) }
    index += 1
    // A power takes another power on its right: 2^3^2 = 2^9.
    let right = try expression(above: strength == Strength.power ? strength - 1 : strength)
    switch name {
    case "and":
      if case .and(let all) = left.content {
        return Expression(.and(all + [right]), joined(right))
      }
      return Expression(.and([left, right]), joined(right))
    case "or":
      if case .or(let all) = left.content {
        return Expression(.or(all + [right]), joined(right))
      }
      return Expression(.or([left, right]), joined(right))
    default:
      guard let operation = Expression.Arithmetic(rawValue: name) else { return left }
      return Expression(.arithmetic(operation, left, right), joined(right))
    }
  }

  private mutating func chain(_ first: Expression) throws(ExpressionMistake) -> Expression {
    var links: [Expression.Link] = []
    var end = first.range.upperBound
    while let name = token.operatorName, let comparison = Expression.Comparison(rawValue: name) {
      index += 1
      let right = try expression(above: Strength.comparison)
      links.append(Expression.Link(comparison: comparison, right: right))
      end = right.range.upperBound
    }
    return Expression(.comparison(first, links), first.range.lowerBound..<end)
  }

  // MARK: Operands

  private mutating func prefix() throws(ExpressionMistake) -> Expression {
    let start = range.lowerBound
    switch token {
    case .number(let value):
      defer { index += 1 }
      return Expression(.number(value), range)
    case .parameter(let name):
      defer { index += 1 }
      return Expression(.parameter(name), range)
    case .path(let path):
      let range = range
      index += 1
      if token == .sign("("), path.quantity == nil, path.selectors.isEmpty {
        return try call(path.label, range)
      }
      return Expression(.quantity(path), range)
    case .sign("-"):
      index += 1
      let inner = try expression(above: Strength.sign)
      return Expression(.negated(inner), start..<inner.range.upperBound)
    case .sign("+"):
      index += 1
      return try expression(above: Strength.sign)
    case .word("not"):
      index += 1
      let inner = try expression(above: Strength.not)
      return Expression(.not(inner), start..<inner.range.upperBound)
    case .sign("("):
      let open = range
      index += 1
      let inner = try expression(above: 0)
      let end = range.upperBound
      try close(open, "'('")
      return Expression(inner.content, start..<end)
    case .end:
      throw mistake("something is missing at the end", help: Self.operand)
    default:
      throw mistake("\(token.description) has nothing before it", help: Self.operand)
    }
  }

  private mutating func close(
    _ open: Range<Int>, _ what: String
  ) throws(ExpressionMistake) {
    guard !take(")") else { return }
    if token == .end {
      throw ExpressionMistake(
        range: open, message: "\(what) is not closed", help: "end it with ')'")
    }
    throw mistake(
      "\(token.description) stands where \(what) could be closed", help: "write an operator or ')'")
  }

  private mutating func call(
    _ name: String, _ place: Range<Int>
  ) throws(ExpressionMistake) -> Expression {
    guard let function = Function(rawValue: name) else {
      throw ExpressionMistake(
        range: place, message: "no function is called '\(name)'",
        help: helpNaming(name, among: Function.allCases.map(\.rawValue), noun: "functions"))
    }
    let open = range
    index += 1
    var arguments: [Expression] = []
    var keywords: [Expression.Keyword] = []
    if token != .sign(")") {
      repeat {
        if let keyword = try keyword(of: function, before: keywords) {
          keywords.append(keyword)
        } else {
          guard keywords.isEmpty else {
            throw mistake("arguments without a name come first", help: function.usage)
          }
          arguments.append(try expression(above: 0))
        }
      } while take(",")
    }
    let end = range.upperBound
    try close(open, "'('")
    let whole = place.lowerBound..<end
    guard function.arity.contains(arguments.count),
      keywords.count == (function.keywords.isEmpty ? 0 : 1)
    else {
      throw ExpressionMistake(
        range: whole, message: "\(name) is not called this way", help: "write \(function.usage)")
    }
    return Expression(.call(function, arguments, keywords: keywords), whole)
  }

  /// `name=value`; nil for what is no such thing.
  private mutating func keyword(
    of function: Function, before: [Expression.Keyword]
  ) throws(ExpressionMistake) -> Expression.Keyword? {
    guard case .path(let path) = token, path.quantity == nil, path.selectors.isEmpty,
      tokens[index + 1].token == .sign("=")
    else { return nil }
    guard function.keywords.contains(path.label) else {
      throw mistake(
        "\(function.rawValue) takes no '\(path.label)'",
        help: function.keywords.isEmpty
          ? "write \(function.usage)"
          : helpNaming(path.label, among: function.keywords, noun: "it takes"))
    }
    index += 2
    return Expression.Keyword(name: path.label, value: try expression(above: 0))
  }
}

extension Token {
  fileprivate var operatorName: String? {
    switch self {
    case .word(let name), .sign(let name): name
    default: nil
    }
  }
}
