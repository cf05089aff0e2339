import Numerics

/// Where the success probability crosses one half along a grid, from seeds that were each run at
/// every grid value.
///
/// The estimate is the midpoint of a penalised logistic fit. Its bounds are the midpoints that the
/// likelihood ratio of the logistic curve does not reject, over all its widths down to a step, the
/// ratio's signed root referred to Student's t: where the cliff is wider than the grid's steps they
/// narrow with every seed, and where all seeds change between the same two values they are these
/// values, for nothing is known of what lies between.
///
/// The runs of one seed along the grid share their data: the ratio is divided by the design effect
/// between seeds. Where success does not follow a logistic curve (some seeds succeed nowhere, say), the
/// curve is fitted about the crossing alone, to as many values as it goes through.
///
/// In simulation, bounds miss as often as they say for cliffs up to a step wide, shared data or not.
/// Where seeds share data and the cliff is three steps wide, so that the grid holds little of it, one
/// side misses up to 1.7 times as often (2.4 times at tail 0.01).
public struct CrossingTest: Sendable, Equatable {
  public enum Position: Sendable, Equatable {
    /// The fitted midpoint lies within the grid.
    case within(LogisticFit)
    /// Beyond the last value: no success, or too little of it.
    case above
    /// Before the first value.
    case below
    /// Success does not grow along the grid.
    case undefined
  }

  public let position: Position
  private let cells: [LogisticFit.Cell]
  private let seeds: Int
  private let designEffect: Double
  /// nil for fewer than two values.
  private let likelihood: MidpointLikelihood?

  /// - Parameters:
  ///   - grid: increasing values.
  ///   - outcomes: one row a seed, one entry a grid value; nil where there is none.
  public init(grid: [Double], outcomes: [[Bool?]]) {
    let rows = outcomes.map { row in
      zip(grid, row).compactMap { x, success in success.map { (x: x, success: $0) } }
    }.filter { !$0.isEmpty }
    seeds = rows.count
    cells = grid.indices.map { column in
      let runs = outcomes.compactMap { $0[column] }
      return LogisticFit.Cell(x: grid[column], successes: runs.count { $0 }, trials: runs.count)
    }.filter { $0.trials > 0 }
    let fit = cells.count > 1 ? LogisticFit(cells) : nil
    position = Self.position(cells, fit)
    designEffect = fit?.designEffect(rows) ?? 1
    likelihood =
      cells.count > 1 ? MidpointLikelihood(about: cells, designEffect: designEffect) : nil
  }

  private static func position(_ cells: [LogisticFit.Cell], _ fit: LogisticFit?) -> Position {
    guard let first = cells.first, let last = cells.last, cells.count > 1 else {
      return .undefined
    }
    if cells.allSatisfy({ $0.successes == 0 }) { return .above }
    if cells.allSatisfy({ $0.successes == $0.trials }) { return .below }
    guard let fit else { return .undefined }
    if fit.midpoint > last.x { return .above }
    return fit.midpoint < first.x ? .below : .within(fit)
  }

  /// Nil outside the grid or where success does not grow.
  public var midpoint: Double? {
    if case .within(let fit) = position { fit.midpoint } else { nil }
  }

  /// One-sided bounds, each wrong with probability `tail` at most, infinite where they leave the
  /// grid.
  public func span(tail: Double) -> Span {
    guard let first = cells.first, let last = cells.last, position != .undefined else {
      return .anything
    }
    // At the last value at least every second run would succeed.
    if cells.allSatisfy({ $0.successes == 0 }) {
      return Span(pow2(-last.trials) <= tail ? last.x : -.infinity, .infinity)
    }
    if cells.allSatisfy({ $0.successes == $0.trials }) {
      return Span(-.infinity, pow2(-first.trials) <= tail ? first.x : .infinity)
    }
    let low = bound(tail, isLow: true) ?? -.infinity
    let high = bound(tail, isLow: false) ?? .infinity
    return Span(min(low, midpoint ?? low), max(high, midpoint ?? high))
  }

  /// The place at which the p-value falls below the tail on one side, sought among the values that a
  /// curve goes through, then with one more on that side at a time; nil if the grid ends before.
  private func bound(_ tail: Double, isLow: Bool) -> Double? {
    guard var near = likelihood else { return nil }
    var passed: Double?
    while true {
      func excess(_ place: Double) -> Double {
        let root = (near.ratio(place) / designEffect).squareRoot()
        return studentTail(root, degrees: max(1, seeds - 2)) - tail
      }
      let end = isLow ? near.ends.low : near.ends.high
      if excess(end) <= 0 {
        let place =
          excess(near.best) > 0
          ? root(between: near.best, and: end, tolerance: 1e-10, of: excess) ?? end : near.best
        // The likelihood jumps at a grid value, where a step has no place.
        let found = cells.first { abs($0.x - place) <= 1e-8 * abs($0.x) }?.x ?? place
        return passed.map { isLow ? min($0, found) : max($0, found) } ?? found
      }
      let next = isLow ? cells.last { $0.x < end } : cells.first { $0.x > end }
      guard let next else { return nil }
      passed = end
      near = near.adding(next)
    }
  }

  /// The bounds that ever more seeds would come to, if they changed where these do: a step of the
  /// grid where they all change in one.
  func limit(around place: Double) -> Span {
    let isStep = cells.allSatisfy { $0.successes == 0 || $0.successes == $0.trials }
    guard isStep else { return Span(place) }
    return Span(
      cells.last { $0.x <= place }?.x ?? -.infinity, cells.first { $0.x >= place }?.x ?? .infinity)
  }
}

/// 2 to a whole power.
private func pow2(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: exponent, significand: 1)
}
