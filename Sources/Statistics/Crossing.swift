/// Where the success probability crosses one half along a grid, over seeds that were each run at
/// every grid value.
public enum Crossing: Sendable, Equatable {
  /// The logistic midpoint with its interval; an end of nil lies outside the grid.
  case located(midpoint: Double, low: Double?, high: Double?, width: Double)
  /// Every value of the grid lies below (no success rises to one half).
  case aboveGrid
  /// Every value of the grid lies above.
  case belowGrid
  /// Success does not grow along the grid.
  case undefined

  /// - Parameters:
  ///   - grid: increasing values.
  ///   - outcomes: one row a seed, one entry a grid value; nil where the run did not finish.
  ///   - resamples: bootstrap resamples of whole seeds, drawn by a fixed generator.
  ///   - level: of the percentile interval.
  public init(
    grid: [Double], outcomes: [[Bool?]], resamples: Int = 999, level: Double = 0.95
  ) {
    switch Self.midpoint(grid, outcomes) {
    case .position(let fit):
      var generator = SplitMix(seed: 1)
      let midpoints = (0..<resamples).map { _ in
        let rows = outcomes.map { _ in outcomes[generator.index(below: outcomes.count)] }
        return Self.midpoint(grid, rows).value
      }.sorted()
      let tail = Int((Double(resamples + 1) * (1 - level) / 2).rounded())
      let ends = [midpoints[max(0, tail - 1)], midpoints[resamples - max(1, tail)]]
        .map { $0.isFinite ? $0 : nil }
      self = .located(midpoint: fit.midpoint, low: ends[0], high: ends[1], width: fit.width)
    case .above: self = .aboveGrid
    case .below: self = .belowGrid
    case .none: self = .undefined
    }
  }

  private enum Position {
    case position(LogisticFit)
    case above, below, none

    /// For percentiles: a resample off the grid counts as infinitely far.
    var value: Double {
      switch self {
      case .position(let fit): fit.midpoint
      case .above, .none: .infinity
      case .below: -.infinity
      }
    }
  }

  private static func midpoint(_ grid: [Double], _ outcomes: [[Bool?]]) -> Position {
    let cells = grid.indices.map { column in
      let column = (grid[column], outcomes.compactMap { $0[column] })
      return LogisticFit.Cell(
        x: column.0, successes: column.1.count { $0 }, trials: column.1.count)
    }.filter { $0.trials > 0 }
    guard let first = cells.first, let last = cells.last, cells.count > 1 else { return .none }
    if cells.allSatisfy({ $0.successes == 0 }) { return .above }
    if cells.allSatisfy({ $0.successes == $0.trials }) { return .below }
    guard let fit = LogisticFit(cells) else { return .none }
    if fit.midpoint > last.x { return .above }
    if fit.midpoint < first.x { return .below }
    return .position(fit)
  }
}
