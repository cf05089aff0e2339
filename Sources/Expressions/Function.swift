/// What an expression can call.
public enum Function: String, Sendable, CaseIterable {
  case abs, exp, log, sqrt, min, max
  case mean
  /// Kendall's τ: of all pairs of places, the share that two quantities order alike, less the share
  /// that they order otherwise.
  case rankCorrelation = "rank_correlation"
  /// Whether two numbers differ by no more than a tolerance.
  case within
  /// Whether each number is larger than the one before it.
  case increasing
  /// Whether each number is smaller than the one before it.
  case decreasing

  /// Whether it makes a statement rather than a number.
  public var isStatement: Bool { [.within, .increasing, .decreasing].contains(self) }

  /// How many arguments without a name it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .abs, .exp, .log, .sqrt: 1...1
    case .min, .max: 2...Int.max
    case .mean: 1...Int.max
    case .rankCorrelation: 2...2
    case .within: 2...2
    case .increasing, .decreasing: 1...Int.max
    }
  }

  /// How many quantities, each along the one axis that its path leaves open, it takes in place of
  /// single numbers.
  public var seriesCount: Int? {
    switch self {
    case .increasing, .decreasing, .mean: 1
    case .rankCorrelation: 2
    case .abs, .exp, .log, .sqrt, .min, .max, .within: nil
    }
  }

  /// Whether the axis of a series has an order that counts.
  public var needsOrder: Bool { self == .increasing || self == .decreasing }

  /// Exactly one of these is given, if there are any.
  var keywords: [String] { self == .within ? ["rel", "abs"] : [] }

  /// How it is written.
  var usage: String {
    switch self {
    case .abs, .exp, .log, .sqrt: "\(rawValue)(x)"
    case .min, .max: "\(rawValue)(x, y, …)"
    case .mean: "mean(x, y, …), or mean(label.quantity) along the one axis left open"
    case .rankCorrelation:
      "rank_correlation(label.quantity, label.quantity) along the one axis left open in both"
    case .within: "within(x, y, rel=0.1) or within(x, y, abs=0.1)"
    case .increasing, .decreasing:
      "\(rawValue)(x, y, …), or \(rawValue)(label.quantity) along the one axis left open"
    }
  }
}
