import Glibc
import Numerics

/// Tests of where the success probability crosses one half along a grid, by the penalised likelihood
/// ratio of the logistic curve (Heinze and Schemper 2002), its signed root referred to Student's t.
///
/// The runs of one seed along the grid share their data: the ratio is divided by the design effect
/// between seeds.
public struct CrossingTest: Sendable {
  private enum Position {
    case within(LogisticFit, designEffect: Double)
    /// No run succeeded: the crossing lies beyond the last value.
    case above
    /// Every run succeeded.
    case below
    /// Success does not grow.
    case undefined
  }

  private let cells: [LogisticFit.Cell]
  private let seeds: Int
  private let position: Position

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
    if cells.count < 2 {
      position = .undefined
    } else if cells.allSatisfy({ $0.successes == 0 }) {
      position = .above
    } else if cells.allSatisfy({ $0.successes == $0.trials }) {
      position = .below
    } else if let fit = LogisticFit(cells) {
      position = .within(fit, designEffect: fit.designEffect(rows))
    } else {
      position = .undefined
    }
  }

  /// Nil outside the grid or where success does not grow.
  public var midpoint: Double? {
    guard case .within(let fit, _) = position, let first = cells.first, let last = cells.last,
      (first.x...last.x).contains(fit.midpoint)
    else { return nil }
    return fit.midpoint
  }

  /// The p-value of the hypothesis that the crossing lies at `value` or below.
  func isAtMost(_ value: Double) -> Double {
    guard let last = cells.last else { return 1 }
    switch position {
    case .undefined, .below: return 1
    // At the last value at least every second run would succeed.
    case .above: return value <= last.x ? exp2(-Double(last.trials)) : 1
    case .within(let fit, let effect):
      return studentTail(signedRoot(value, fit, effect), degrees: max(1, seeds - 1))
    }
  }

  /// The p-value of the hypothesis that the crossing lies at `value` or above.
  func isAtLeast(_ value: Double) -> Double {
    guard let first = cells.first else { return 1 }
    switch position {
    case .undefined, .above: return 1
    case .below: return value >= first.x ? exp2(-Double(first.trials)) : 1
    case .within(let fit, let effect):
      return studentTail(-signedRoot(value, fit, effect), degrees: max(1, seeds - 1))
    }
  }

  /// Positive if the fitted crossing lies above `value`.
  private func signedRoot(_ value: Double, _ fit: LogisticFit, _ effect: Double) -> Double {
    let ratio =
      2 * (fit.penalisedLikelihood - LogisticFit.penalisedLikelihood(cells, midpoint: value))
    let root = (max(0, ratio) / effect).squareRoot()
    return fit.midpoint > value ? root : -root
  }

  /// One-sided bounds, infinite where they leave the grid.
  public func span(tail: Double) -> Span {
    guard let first = cells.first?.x, let last = cells.last?.x else { return .anything }
    let start =
      switch position {
      case .within(let fit, _): min(max(fit.midpoint, first), last)
      case .above: last
      case .below: first
      case .undefined: first
      }
    if case .undefined = position { return .anything }
    return Span(
      bound(from: start, to: first) { isAtMost($0) - tail } ?? -.infinity,
      bound(from: start, to: last) { isAtLeast($0) - tail } ?? .infinity)
  }

  /// The value on the way at which the p-value falls below the tail; nil if it never does.
  private func bound(from start: Double, to end: Double, excess: (Double) -> Double) -> Double? {
    guard excess(end) <= 0 else { return nil }
    guard excess(start) > 0 else { return start }
    return root(between: start, and: end, tolerance: 1e-12, of: excess) ?? end
  }
}
