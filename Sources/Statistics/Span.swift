import Glibc

/// All the values that a number may have: an interval, its ends possibly infinite.
public struct Span: Sendable, Equatable {
  public var low: Double
  public var high: Double

  public init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  public init(_ value: Double) { self.init(value, value) }

  /// Nothing is known.
  public static let anything = Span(-.infinity, .infinity)

  public static func + (a: Span, b: Span) -> Span { Span(a.low + b.low, a.high + b.high).known }

  public static func - (a: Span, b: Span) -> Span { Span(a.low - b.high, a.high - b.low).known }

  public static prefix func - (a: Span) -> Span { Span(-a.high, -a.low) }

  public static func * (a: Span, b: Span) -> Span {
    hull([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high])
  }

  /// Anything, where the divisor may be zero.
  public static func / (a: Span, b: Span) -> Span {
    if b.low <= 0 && b.high >= 0 { return anything }
    return hull([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high])
  }

  /// The values of a function that does not fall; anything, where it is undefined.
  public func rising(_ function: (Double) -> Double) -> Span {
    Span(function(low), function(high)).known
  }

  public var magnitude: Span {
    if low >= 0 { return self }
    return high <= 0 ? -self : Span(0, max(-low, high))
  }

  /// The power; anything, where it is undefined.
  public func power(_ exponent: Span) -> Span {
    if exponent.low == exponent.high, exponent.low == exponent.low.rounded(),
      abs(exponent.low) < 64
    {
      let n = exponent.low
      if n < 0 { return Span(1) / power(-exponent) }
      let base = n.truncatingRemainder(dividingBy: 2) == 0 ? magnitude : self
      return base.rising { pow($0, n) }
    }
    guard low > 0 else { return .anything }
    return (rising(log) * exponent).rising(exp)
  }

  /// The part inside a range that is known to hold the number; the range's nearest end if there is none.
  public func cut(to range: Span) -> Span {
    Span(
      min(max(low, range.low), range.high),
      max(min(high, range.high), range.low))
  }

  public static func minimum(_ a: Span, _ b: Span) -> Span {
    Span(min(a.low, b.low), min(a.high, b.high))
  }

  public static func maximum(_ a: Span, _ b: Span) -> Span {
    Span(max(a.low, b.low), max(a.high, b.high))
  }

  /// ∞ − ∞ and 0 · ∞ say nothing.
  private static func hull(_ values: [Double]) -> Span {
    guard values.allSatisfy({ !$0.isNaN }) else { return anything }
    return Span(values.min() ?? -.infinity, values.max() ?? .infinity)
  }

  private var known: Span { low.isNaN || high.isNaN ? .anything : self }
}
