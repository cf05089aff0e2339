/// An inline value of the report as a paper needs it: the number apart from its interval.
public struct WovenValue: Sendable, Equatable {
  /// As written in the template: `cliff.quad.delta50`.
  public var path: String
  /// `.2f`, `.3g`, `.0%`; empty for the decimals that the interval deserves.
  public var format: String
  /// The number in that format, or the words of an option; nil where undefined.
  public var text: String?
  /// The ends of the 95 % interval in that format, `∞` where open; nil without one.
  public var interval: Interval?

  public struct Interval: Sendable, Equatable {
    public var low: String
    public var high: String

    public init(low: String, high: String) {
      self.low = low
      self.high = high
    }
  }

  public init(path: String, format: String, text: String?, interval: Interval? = nil) {
    self.path = path
    self.format = format
    self.text = text
    self.interval = interval
  }
}
