import Expressions
import Statistics

extension Span: ExpressionNumber {}

/// c + Σ a_i q_i
struct LinearForm {
  var constant: Double
  var coefficients: [QuantityPath: Double]

  /// nil for an expression that is no such sum.
  init?(_ expression: Expression) {
    switch expression.content {
    case .quantity(let path): self.init(0, [path: 1])
    case .negated(let inner):
      guard let inner = LinearForm(inner) else { return nil }
      self = inner.scaled(-1)
    case .arithmetic(let operation, let left, let right):
      guard let a = LinearForm(left), let b = LinearForm(right) else { return nil }
      switch operation {
      case .plus: self = a.adding(b)
      case .minus: self = a.adding(b.scaled(-1))
      case .times:
        if b.coefficients.isEmpty {
          self = a.scaled(b.constant)
        } else if a.coefficients.isEmpty {
          self = b.scaled(a.constant)
        } else {
          return nil
        }
      case .divided:
        guard b.coefficients.isEmpty, b.constant != 0 else { return nil }
        self = a.scaled(1 / b.constant)
      case .power:
        guard a.coefficients.isEmpty, b.coefficients.isEmpty else { return nil }
        self.init(a.constant.power(b.constant), [:])
      }
    case .number, .call:
      guard expression.kind == .number, expression.quantities.isEmpty else { return nil }
      self.init(expression.value { _ in Double.nan }, [:])
    case .parameter, .comparison, .and, .or, .not: return nil
    }
  }

  private init(_ constant: Double, _ coefficients: [QuantityPath: Double]) {
    self.constant = constant
    self.coefficients = coefficients
  }

  private func scaled(_ factor: Double) -> LinearForm {
    LinearForm(factor * constant, coefficients.mapValues { factor * $0 })
  }

  private func adding(_ other: LinearForm) -> LinearForm {
    LinearForm(
      constant + other.constant, coefficients.merging(other.coefficients, uniquingKeysWith: +))
  }
}
