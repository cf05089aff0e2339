import Results
import Statistics

extension Estimate {
  /// Mean over seeds with its standard error and 95 % Student interval; nil for no values.
  init?(meanOf values: [Double]) {
    guard let sample = SampleMean(values) else { return nil }
    let interval = sample.interval()
    self.init(
      sample.mean, standardError: sample.standardError, low: interval?.low, high: interval?.high,
      n: sample.count)
  }

  /// The part of the interval that lies in a range.
  fileprivate func cut(to range: ClosedRange<Double>) -> Estimate {
    var estimate = self
    estimate.low = low.map { min(value, max($0, range.lowerBound)) }
    estimate.high = high.map { max(value, min($0, range.upperBound)) }
    return estimate
  }

  /// A fraction of seeds with its 95 % Clopper–Pearson interval; nil for no values.
  init?(fractionOf outcomes: [Bool]) {
    guard !outcomes.isEmpty else { return nil }
    let successes = outcomes.count { $0 }
    let interval = binomialInterval(successes: successes, of: outcomes.count)
    self.init(
      Double(successes) / Double(outcomes.count), low: interval.low, high: interval.high,
      n: outcomes.count)
  }
}

/// Means over the finished seeds of one cell, one point a step that every finished seed reports.
///
/// Diverged and failed seeds enter no mean; they stay in the result's units.
/// - Parameter names: the quantities of every point; nil for those the records have.
func stepPoints(
  of units: [UnitResult], at cell: Coordinates, names: [String]? = nil
) -> [Point] {
  let finished = units.filter { $0.outcome == .finished }
  guard let first = finished.first else { return [] }
  return first.records.indices.map { index in
    let records = finished.map { $0.records[index] }
    return Point(
      at: cell.merging(["step": .number(Double(records[0].step))]) { $1 },
      quantities: means(of: records, names: names))
  }
}

/// The mean of each quantity over the records of seeds that have it, its interval inside what the
/// quantity can be; nil where more seeds lack a finite value of it than a mean may leave out.
func means(of records: [Record], names: [String]? = nil) -> [String: Estimate?] {
  let names = Set(names ?? records.flatMap(\.quantities.keys))
  return names.reduce(into: [:]) { means, name in
    let values = records.compactMap { $0.quantities[name] }.filter(\.isFinite)
    let mean =
      SeedSample.hasMean(values.count, of: records.count) ? Estimate(meanOf: values) : nil
    means[name] = .some(mean?.cut(to: QuantityName.range(name)))
  }
}

extension ExperimentResult {
  /// One sentence for each mean over fewer runs than finished: how many it leaves out, and where.
  func leftOut(of names: [String]) -> [QuantityNote] {
    names.compactMap { name -> QuantityNote? in
      let places = cells.compactMap { cell -> String? in
        let last = units(in: cell).filter { $0.outcome == .finished }.compactMap(\.records.last)
        let count = last.count { $0.quantities[name]?.isFinite == true }
        guard count < last.count, SeedSample.hasMean(count, of: last.count) else { return nil }
        return "\(last.count - count) of \(last.count) runs\(cell.suffix)"
      }
      guard !places.isEmpty else { return nil }
      let title = QuantityName.title(name)
      return QuantityNote(
        of: [name],
        "\(title.prefix(1).uppercased())\(title.dropFirst()): none in \(listed(places)), which the mean "
          + "leaves out.")
    }
  }
}
