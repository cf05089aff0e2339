/// The root in δ of a margin averaged over independent batches, theory (13).
public struct OutlierThreshold: Sendable, Equatable {
  /// δ where the mean margin changes sign.
  public let value: Double
  /// Jackknife over batches; nil for a single batch.
  public let standardError: Double?
  /// The last two δ evaluated, between which the root was interpolated.
  public let bracket: ClosedRange<Double>

  /// Narrows a bracket geometrically and interpolates in it linearly.
  ///
  /// The mean is taken before the root is: roots of single batches are biased.
  /// - Parameters:
  ///   - bracket: values of δ at which the mean margin has different signs.
  ///   - width: the final bracket's ends differ by at most this fraction; theory wants 0.05.
  ///   - margins: of every batch at one δ, always in the same order and number; nil where one has
  ///     no left edge.
  /// - Returns: nil if the signs agree or a margin is nil.
  public init?(
    in bracket: ClosedRange<Double>, width: Double = 0.05, margins: (Double) -> [Double]?
  ) {
    precondition(bracket.lowerBound > 0 && width > 0)
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    guard var atLow = margins(low), var atHigh = margins(high), !atLow.isEmpty,
      Self.mean(atLow) * Self.mean(atHigh) <= 0
    else { return nil }
    while high > low * (1 + width) {
      let middle = (low * high).squareRoot()
      guard middle > low, middle < high else { break }
      guard let values = margins(middle) else { return nil }
      precondition(values.count == atLow.count)
      if Self.mean(values) * Self.mean(atLow) <= 0 {
        (high, atHigh) = (middle, values)
      } else {
        (low, atLow) = (middle, values)
      }
    }
    self.bracket = low...high
    func root(_ left: Double, _ right: Double) -> Double {
      left == right ? low : low + (high - low) * left / (left - right)
    }
    value = root(Self.mean(atLow), Self.mean(atHigh))
    let count = Double(atLow.count)
    guard atLow.count > 1 else {
      standardError = nil
      return
    }
    let (sumLow, sumHigh) = (atLow.reduce(0, +), atHigh.reduce(0, +))
    let left = zip(atLow, atHigh).map { batch in
      root((sumLow - batch.0) / (count - 1), (sumHigh - batch.1) / (count - 1))
    }
    let centre = Self.mean(left)
    let squares = left.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    standardError = ((count - 1) / count * squares).squareRoot()
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
