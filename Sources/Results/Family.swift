/// The quantities an experiment promises at every point with these coordinates.
public struct QuantityFamily: Sendable, Equatable {
  /// Coordinates a point of the family has.
  public var axes: [String]
  public var quantities: [String]

  public init(axes: [String], quantities: [String]) {
    self.axes = axes
    self.quantities = quantities
  }
}
