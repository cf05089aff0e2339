import Glibc

/// A monotone map from a domain of data to the unit interval.
public struct Scale: Sendable, Equatable, Encodable {
  public enum Kind: Sendable, Equatable, Encodable {
    case linear
    case logarithmic
    /// Logarithmic from `linearBelow` up, linear from 0 to there, so that step 0 has a place.
    case logarithmicFromZero(linearBelow: Double)
  }

  /// Width of [0, linearBelow] in decades.
  static let zeroDecades = 0.4

  public let kind: Kind
  public let lower: Double
  public let upper: Double

  /// - Precondition: `lower < upper`, both finite; `lower > 0` if logarithmic, ≥ 0 from zero.
  public init(_ kind: Kind = .linear, from lower: Double, to upper: Double) {
    precondition(lower < upper && lower.isFinite && upper.isFinite, "a domain has an extent")
    switch kind {
    case .linear: break
    case .logarithmic: precondition(lower > 0, "a logarithmic domain is positive")
    case .logarithmicFromZero(let below):
      precondition(lower >= 0 && below > 0 && below < upper, "0 ≤ lower, 0 < linearBelow < upper")
    }
    self.kind = kind
    self.lower = lower
    self.upper = upper
  }

  /// The scale that shows all finite `values` (positive ones if logarithmic) and `including`, with
  /// `padding` of the extent on either side. Constants and nothing get an extent of their own.
  public init(
    _ kind: Kind = .linear, fitting values: [Double], including: [Double] = [],
    padding: Double = 0.04
  ) {
    switch kind {
    case .linear:
      let shown = (values + including).filter(\.isFinite)
      let (low, high) = Self.extent(shown, orElse: (0, 1))
      let pad = padding * (high - low)
      self.init(kind, from: low - pad, to: high + pad)
    case .logarithmic:
      let shown = (values + including).filter { $0 > 0 && $0.isFinite }.map { log10($0) }
      let (low, high) = Self.extent(shown, orElse: (0, 1))
      let pad = padding * (high - low)
      self.init(kind, from: pow(10, max(-307, low - pad)), to: pow(10, min(308, high + pad)))
    case .logarithmicFromZero(let below):
      let shown = (values + including).filter { $0 > 0 && $0.isFinite }
      let top = max(shown.max() ?? below, below * 1.0001)
      let decades = log10(top / below) + Self.zeroDecades
      self.init(kind, from: 0, to: min(top * pow(10, padding * decades), 1e308))
    }
  }

  /// Lower and upper end of some values, widened where they coincide.
  private static func extent(
    _ values: [Double], orElse fallback: (Double, Double)
  ) -> (Double, Double) {
    guard let low = values.min(), let high = values.max() else { return fallback }
    let least = max(abs(low), abs(high)) * 1e-9
    if high - low > least { return (low, high) }
    let half = low == 0 ? 0.5 : max(abs(low) * 0.1, 1e-300)
    return (low - half, high + half)
  }

  /// Where a value lies between the ends, 0…1 inside; nil where the scale has no place for it.
  public func fraction(_ value: Double) -> Double? {
    guard value.isFinite, let place = transformed(value) else { return nil }
    let low = transformed(lower) ?? 0
    let high = transformed(upper) ?? 1
    return (place - low) / (high - low)
  }

  /// The value at a fraction; the inverse of `fraction`.
  public func value(at fraction: Double) -> Double {
    let low = transformed(lower) ?? 0
    let high = transformed(upper) ?? 1
    let place = low + fraction * (high - low)
    switch kind {
    case .linear: return place
    case .logarithmic: return pow(10, place)
    case .logarithmicFromZero(let below):
      return place < 0 ? below * (1 + place / Self.zeroDecades) : below * pow(10, place)
    }
  }

  public func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  private func transformed(_ value: Double) -> Double? {
    switch kind {
    case .linear: value
    case .logarithmic: value > 0 ? log10(value) : nil
    case .logarithmicFromZero(let below):
      value < 0
        ? nil : value < below ? Self.zeroDecades * (value / below - 1) : log10(value / below)
    }
  }
}
