/// A function of several unknown quantities whose sign is in question.
public struct Contrast: Sendable {
  /// All values of the function while each quantity is in its span.
  public var value: @Sendable ([Span]) -> Span
  /// If the function is linear, what each quantity is multiplied by.
  public var coefficients: [Double]?

  public init(coefficients: [Double]? = nil, value: @escaping @Sendable ([Span]) -> Span) {
    self.coefficients = coefficients
    self.value = value
  }
}

/// How far what was seen speaks against a statement and against its opposite.
public struct PValues: Sendable, Equatable {
  /// Of the hypothesis that the statement is false: small if it holds.
  public var isFalse: Double
  /// Of the hypothesis that it is true: small if it is refuted.
  public var isTrue: Double

  public init(isFalse: Double, isTrue: Double) {
    self.isFalse = isFalse
    self.isTrue = isTrue
  }

  /// Nothing was seen.
  public static let none = PValues(isFalse: 1, isTrue: 1)

  public static prefix func ! (p: PValues) -> PValues {
    PValues(isFalse: p.isTrue, isTrue: p.isFalse)
  }

  /// That all statements are true: by intersection and union it holds if each does at the full level;
  /// it is refuted if one is, with the level divided among them (Bonferroni).
  public static func all(_ parts: [PValues]) -> PValues {
    PValues(
      isFalse: parts.map(\.isFalse).max() ?? 0,
      isTrue: min(1, Double(parts.count) * (parts.map(\.isTrue).min() ?? 1)))
  }

  /// That one statement is true at least.
  public static func any(_ parts: [PValues]) -> PValues { !all(parts.map { !$0 }) }

  /// Of two models of the data, what both grant.
  func cautious(_ other: PValues) -> PValues {
    PValues(isFalse: max(isFalse, other.isFalse), isTrue: max(isTrue, other.isTrue))
  }
}
