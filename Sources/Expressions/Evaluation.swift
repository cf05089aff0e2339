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
    switch content {
    case .number(let value): return Number(value)
    case .quantity(let path): return quantity(path)
    case .negated(let inner): return -inner.value(quantity)
    case .arithmetic(let operation, let left, let right):
      let (left, right) = (left.value(quantity), right.value(quantity))
      return switch operation {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .divided: left / right
      case .power: left.power(right)
      }
    case .call(let function, let arguments, _):
      let values = arguments.map { $0.value(quantity) }
      switch function {
      case .abs: return values[0].magnitude
      case .exp: return values[0].rising(Glibc.exp)
      case .log: return values[0].rising(Glibc.log)
      case .sqrt: return values[0].rising { $0.squareRoot() }
      case .min: return values.dropFirst().reduce(values[0], Number.minimum)
      case .max: return values.dropFirst().reduce(values[0], Number.maximum)
      case .mean: return values.dropFirst().reduce(values[0], +) / Number(Double(values.count))
      case .rankCorrelation: return rankCorrelation(of: values)
      case .within, .increasing, .decreasing: preconditionFailure("a statement is no number")
      }
    case .parameter, .comparison, .and, .or, .not:
      preconditionFailure("a statement is no number")
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
