/// The values of one quantity, one a seed.
public struct SeedSample: Sendable, Equatable {
  /// Of the seeds that finished.
  public var values: [Int: Double]
  /// Planned seeds without a value.
  public var missing: Set<Int>
  /// The smallest and largest value that the quantity can have, where there are such.
  public var support: ClosedRange<Double>?

  public init(
    values: [Int: Double], missing: Set<Int> = [], support: ClosedRange<Double>? = nil
  ) {
    self.values = values
    self.missing = missing
    self.support = support
  }

  /// Whether so few of the seeds lack a value that the mean of the others stands for all: 5 % at most.
  public static func hasMean(_ values: Int, of seeds: Int) -> Bool {
    values > 0 && 20 * (seeds - values) <= seeds
  }

  public var seeds: Set<Int> { Set(values.keys) }

  public var mean: Double? { SampleMean(sorted)?.mean }

  /// In the order of the seeds.
  var sorted: [Double] { values.sorted { $0.key < $1.key }.map(\.value) }
}
