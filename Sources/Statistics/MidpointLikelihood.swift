import Glibc
import Numerics

/// The likelihood of a logistic curve's midpoint, of all widths the most likely: from curves that do
/// not rise to steps.
///
/// Steps belong to it: runs that all change between two grid values are as likely under every
/// midpoint there, and a likelihood with Firth's penalty, which forbids steps, would make believe
/// that they favour the middle.
struct MidpointLikelihood: Sendable, Equatable {
  private let cells: [LogisticFit.Cell]
  /// A most likely midpoint within the grid.
  let best: Double
  /// log L there.
  private let most: Double

  /// - Precondition: two cells or more, in order of x.
  init(_ cells: [LogisticFit.Cell]) {
    self.cells = cells
    // Likelihoods of one level and more are an interval of midpoints, so that the largest is found
    // by halving; a ratio that divides no grid evenly never looks at a grid value itself, where a
    // step has no place.
    let golden = (5.0.squareRoot() - 1) / 2
    var (low, high) = (cells[0].x, cells[cells.count - 1].x)
    var (a, b) = (high - golden * (high - low), low + golden * (high - low))
    var (atA, atB) = (Self.logarithm(a, cells), Self.logarithm(b, cells))
    for _ in 0..<60 {
      if atA > atB || (atA == atB && Self.isLeft(of: a, cells)) {
        (high, b, atB) = (b, a, atA)
        a = high - golden * (high - low)
        atA = Self.logarithm(a, cells)
      } else {
        (low, a, atA) = (a, b, atB)
        b = low + golden * (high - low)
        atB = Self.logarithm(b, cells)
      }
    }
    (best, most) = atA > atB ? (a, atA) : (b, atB)
  }

  /// Of the values that a curve goes through, as many as possible about the crossing: ends are dropped
  /// until the deviance is within a standard deviation of what it would be.
  init(about cells: [LogisticFit.Cell], designEffect: Double) {
    var window = cells[...]
    var likelihood = MidpointLikelihood(cells)
    while window.count > 2, !likelihood.fits(designEffect) {
      let best = likelihood.best
      let (first, last) = (window.dropFirst(), window.dropLast())
      let choices = [first, last].filter { $0.holds(best) }
      guard let next = choices.min(by: { $0.reach(from: best) < $1.reach(from: best) }),
        next.contains(where: { $0.successes > 0 }),
        next.contains(where: { $0.successes < $0.trials })
      else { break }
      window = next
      likelihood = MidpointLikelihood(Array(window))
    }
    self = likelihood
  }

  /// With one more value, before the first or after the last.
  func adding(_ cell: LogisticFit.Cell) -> MidpointLikelihood {
    MidpointLikelihood((cells + [cell]).sorted { $0.x < $1.x })
  }

  /// The first and the last value.
  var ends: Span { Span(cells[0].x, cells[cells.count - 1].x) }

  /// 2 log of the largest likelihood over that of a midpoint.
  func ratio(_ midpoint: Double) -> Double {
    max(0, 2 * (most - Self.logarithm(midpoint, cells)))
  }

  /// 2 log of the likelihood of any fractions at all over that of the best curve: near the number of
  /// values less two if success follows such a curve.
  private var deviance: Double {
    let free = cells.reduce(0) { sum, cell in
      [cell.successes, cell.trials - cell.successes].filter { $0 > 0 }.reduce(sum) {
        $0 + Double($1) * log(Double($1) / Double(cell.trials))
      }
    }
    return max(0, 2 * (free - most))
  }

  private func fits(_ designEffect: Double) -> Bool {
    let degrees = Double(cells.count - 2)
    return deviance / designEffect <= degrees + (2 * degrees).squareRoot()
  }

  /// Whether the curves that are flat here succeed more often than not: the crossing lies below.
  private static func isLeft(of midpoint: Double, _ cells: [LogisticFit.Cell]) -> Bool {
    cells.reduce(0) { $0 + Double($1.successes) - Double($1.trials) / 2 } > 0
  }

  /// log L, the largest over all widths.
  private static func logarithm(_ midpoint: Double, _ cells: [LogisticFit.Cell]) -> Double {
    let distances = cells.map { abs($0.x - midpoint) }.filter { $0 > 0 }
    guard let near = distances.min(), let far = distances.max() else {
      return value(0, midpoint, cells)
    }
    guard slope(0, midpoint, cells) > 0 else { return value(0, midpoint, cells) }
    // log L is concave in 1/width; where it still rises when the nearest value is certain, it rises
    // to the step.
    var (low, high) = (0.0, 1 / far)
    while slope(high, midpoint, cells) > 0 {
      if high * near > 40 { return value(high, midpoint, cells) }
      (low, high) = (high, 2 * high)
    }
    let top = root(between: low, and: high, tolerance: 1e-12) { slope($0, midpoint, cells) }
    return value(top ?? high, midpoint, cells)
  }

  /// log L at 1/width = `steepness`.
  private static func value(
    _ steepness: Double, _ midpoint: Double, _ cells: [LogisticFit.Cell]
  ) -> Double {
    cells.reduce(0) { sum, cell in
      let eta = steepness * (cell.x - midpoint)
      let logP = min(0, eta) - log1p(exp(-abs(eta)))
      return sum + Double(cell.trials) * logP - Double(cell.trials - cell.successes) * eta
    }
  }

  /// Its derivative by the steepness.
  private static func slope(
    _ steepness: Double, _ midpoint: Double, _ cells: [LogisticFit.Cell]
  ) -> Double {
    cells.reduce(0) { sum, cell in
      let distance = cell.x - midpoint
      let p = 1 / (1 + exp(-steepness * distance))
      return sum + distance * (Double(cell.successes) - Double(cell.trials) * p)
    }
  }
}

extension ArraySlice<LogisticFit.Cell> {
  fileprivate func holds(_ place: Double) -> Bool {
    guard let first, let last else { return false }
    return first.x <= place && place <= last.x
  }

  /// How far the farther end is.
  fileprivate func reach(from place: Double) -> Double {
    map { abs($0.x - place) }.max() ?? 0
  }
}
