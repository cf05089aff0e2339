import Glibc

/// What an expression can be computed with: numbers, or all the values that a number may have.
public protocol ExpressionNumber: Sendable {
  init(_ value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  func power(_ exponent: Self) -> Self
  var magnitude: Self { get }
  /// The image under a function that does not fall.
  func rising(_ function: (Double) -> Double) -> Self
  static func minimum(_ a: Self, _ b: Self) -> Self
  static func maximum(_ a: Self, _ b: Self) -> Self
}

/// Undefined results are NaN.
extension Double: ExpressionNumber {
  public func power(_ exponent: Double) -> Double { pow(self, exponent) }
  public func rising(_ function: (Double) -> Double) -> Double { function(self) }
}

extension Expression {
  /// The number that an expression is.
  ///
  /// - Precondition: it is of kind `number`, throughout, and no parameter is left in it.
  public func value<Number: ExpressionNumber>(_ quantity: (QuantityPath) -> Number) -> Number {
    var places: [QuantityPath: Int] = [:]
    var values: [Number] = []
    for (path, _) in quantities where places[path] == nil {
      places[path] = values.count
      values.append(quantity(path))
    }
    return function(of: places)(values)
  }

  /// The number as a function of its quantities, for those who ask often.
  ///
  /// - Parameter places: where each quantity stands among the function's arguments.
  /// - Precondition: as of `value`; every quantity has a place.
  public func function<Number: ExpressionNumber>(
    of places: [QuantityPath: Int]
  ) -> @Sendable ([Number]) -> Number {
    switch content {
    case .number(let value):
      let number = Number(value)
      return { _ in number }
    case .quantity(let path):
      guard let place = places[path] else { preconditionFailure("a quantity has no place") }
      return { $0[place] }
    case .negated(let inner):
      let inner: @Sendable ([Number]) -> Number = inner.function(of: places)
      return { -inner($0) }
    case .arithmetic(let operation, let left, let right):
      let left: @Sendable ([Number]) -> Number = left.function(of: places)
      let right: @Sendable ([Number]) -> Number = right.function(of: places)
      return switch operation {
      case .plus: { left($0) + right($0) }
      case .minus: { left($0) - right($0) }
      case .times: { left($0) * right($0) }
      case .divided: { left($0) / right($0) }
      case .power: { left($0).power(right($0)) }
      }
    case .call(let function, let arguments, _):
      let arguments: [@Sendable ([Number]) -> Number] = arguments.map { $0.function(of: places) }
      return { values in function.value(of: arguments.map { $0(values) }) }
    case .parameter, .comparison, .and, .or, .not:
      preconditionFailure("a statement is no number")
    }
  }
}

extension Function {
  fileprivate func value<Number: ExpressionNumber>(of values: [Number]) -> Number {
    switch self {
    case .abs: values[0].magnitude
    case .exp: values[0].rising(Glibc.exp)
    case .log: values[0].rising(Glibc.log)
    case .sqrt: values[0].rising { $0.squareRoot() }
    case .min: values.dropFirst().reduce(values[0], Number.minimum)
    case .max: values.dropFirst().reduce(values[0], Number.maximum)
    case .mean: values.dropFirst().reduce(values[0], +) / Number(Double(values.count))
    case .rankCorrelation: Expressions.rankCorrelation(of: values)
    case .within, .increasing, .decreasing: preconditionFailure("a statement is no number")
    }
  }
}

/// Kendall's τ of x_1 … x_k, y_1 … y_k: the mean over pairs of the product of the signs of their
/// differences, in which a tie counts as 0.
private func rankCorrelation<Number: ExpressionNumber>(of values: [Number]) -> Number {
  let count = values.count / 2
  let (x, y) = (values[..<count], values[count...])
  func sign(_ difference: Number) -> Number {
    difference.rising { $0.isNaN ? .nan : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
  }
  var sum = Number(0)
  for i in 0..<count {
    for j in 0..<i { sum = sum + sign(x[i] - x[j]) * sign(y[count + i] - y[count + j]) }
  }
  return sum / Number(Double(count * (count - 1) / 2))
}
