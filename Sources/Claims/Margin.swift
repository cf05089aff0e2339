import Expressions
import Statistics

/// An expression over the quantities it names, ready to be tested.
struct ResolvedNumber {
  let contrast: Contrast
  let quantities: [ClaimQuantity]

  /// - Precondition: every path has a quantity.
  init(_ expression: Expression, _ known: [QuantityPath: ClaimQuantity]) {
    var indices: [QuantityPath: Int] = [:]
    var found: [ClaimQuantity] = []
    for (path, _) in expression.quantities where indices[path] == nil {
      guard let quantity = known[path] else { preconditionFailure("a quantity was not resolved") }
      indices[path] = found.count
      found.append(quantity)
    }
    let places = indices
    quantities = found
    var coefficients: [Double]?
    if let form = LinearForm(expression) {
      var list = [Double](repeating: 0, count: found.count)
      for (path, factor) in form.coefficients { places[path].map { list[$0] = factor } }
      coefficients = list
    }
    contrast = Contrast(coefficients: coefficients, value: expression.function(of: places))
  }

  var unknowns: [UnknownQuantity] { quantities.map(\.unknown) }

  /// nil where a quantity is undefined.
  var estimate: Double? {
    let values = quantities.compactMap(\.estimate)
    guard values.count == quantities.count else { return nil }
    let span = contrast.value(values.map { Span($0) })
    return span.low.isFinite && span.low == span.high ? span.low : nil
  }

  var obstacles: [String] { quantities.compactMap(\.obstacle) }

  /// What the number can be at all, by the ranges of its quantities.
  var range: Span { contrast.value(quantities.map(\.range)) }

  func span(tail: Double) -> Span {
    guard obstacles.isEmpty else { return range }
    return contrast.span(of: unknowns, tail: tail).cut(to: range)
  }

  /// That the number is positive, or, if zero is enough, that it is not negative.
  func pValues(isStrict: Bool) -> PValues {
    let range = range
    if isStrict ? range.low > 0 : range.low >= 0 { return PValues(isFalse: 0, isTrue: 1) }
    if isStrict ? range.high <= 0 : range.high < 0 { return PValues(isFalse: 1, isTrue: 0) }
    guard obstacles.isEmpty else { return .none }
    if isStrict { return PValues(positive: contrast, of: unknowns) }
    let contrast = contrast
    let negated = Contrast(coefficients: contrast.coefficients.map { $0.map { -$0 } }) {
      -contrast.value($0)
    }
    return !PValues(positive: negated, of: unknowns)
  }
}
