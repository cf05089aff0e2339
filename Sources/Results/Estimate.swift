/// A computed number with what is known about its error.
public struct Estimate: Sendable, Codable, Equatable {
  public var value: Double
  /// Standard error of `value`, where it is a mean over independent seeds.
  public var standardError: Double?
  /// Ends of the 95 % interval; nil where undefined, infinite ends are clipped to nil.
  public var low: Double?
  public var high: Double?
  /// How many independent values it rests on.
  public var n: Int

  public init(
    _ value: Double, standardError: Double? = nil, low: Double? = nil, high: Double? = nil,
    n: Int = 1
  ) {
    self.value = value
    self.standardError = standardError
    self.low = low
    self.high = high
    self.n = n
  }

  enum CodingKeys: String, CodingKey {
    case value, low, high, n
    case standardError = "standard_error"
  }
}
