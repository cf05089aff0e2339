/// What stands behind a quantity of an experiment, and so how a statement about it is tested.
public enum Evidence: Sendable, Equatable {
  /// The mean over seeds of the quantity in each run's record.
  case mean
  /// The share of seeds in whose record there is an event.
  case fraction(Event)
  /// Where the share of seeds with an event crosses one half along an axis.
  case crossing(Event, along: String)
  /// Computed from the limit: a mean over independent batches, or exact.
  ///
  /// - Parameter below: a quantity at the same place by which the value may be too high.
  case theory(below: String? = nil)
  /// A limit that is extrapolated: anything inside its interval.
  case extrapolation
  /// An estimate that no test is known for, and why.
  case untested(String)
}

/// Something that happens in a run or does not: a recorded quantity exceeds a threshold.
public struct Event: Sendable, Equatable {
  public var quantity: String
  public var threshold: Double

  public init(_ quantity: String, above threshold: Double) {
    self.quantity = quantity
    self.threshold = threshold
  }

  /// nil where the record does not have the quantity.
  public func happens(in record: Record) -> Bool? {
    record.quantities[quantity].map { $0 > threshold }
  }
}
