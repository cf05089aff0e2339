import Glibc
import Statistics

/// What it would take to settle a claim that is inconclusive.
public enum Need: Sendable, Equatable {
  /// About so many seeds in all, if further ones resemble those seen: four times in five.
  case seeds(Int)
  /// No number of seeds would: why.
  case never(String)
  case settled

  /// Of several that are all needed.
  static func all(_ needs: [Need]) -> Need {
    var most = 0
    for need in needs {
      switch need {
      case .never: return need
      case .seeds(let count): most = max(most, count)
      case .settled: break
      }
    }
    return most > 0 ? .seeds(most) : .settled
  }

  /// Of several of which one suffices.
  static func any(_ needs: [Need]) -> Need {
    var least: Int?
    for need in needs {
      switch need {
      case .settled: return need
      case .seeds(let count): least = min(least ?? count, count)
      case .never: break
      }
    }
    return least.map(Need.seeds) ?? needs.first ?? .settled
  }

  /// More seeds than an experiment may have.
  static let seedLimit = 10_000

  /// The sign of a number, at a level.
  init(sign number: ResolvedNumber, tail: Double) {
    if let obstacle = number.obstacles.first {
      self = .never(obstacle)
      return
    }
    guard let value = number.estimate, value.isFinite else {
      let undefined = number.quantities.first { $0.estimate == nil }
      self = .never(
        undefined.map { "\($0.name) is not located on its grid, which would have to be wider" }
          ?? "the estimate is not defined")
      return
    }
    let distance = abs(value)
    func reach(_ span: Span) -> Double { value > 0 ? value - span.low : span.high - value }
    let whole = reach(number.span(tail: tail))
    if whole < distance {
      self = .settled
      return
    }
    let counts = number.quantities.compactMap(\.basis.seeds)
    guard let seeds = counts.min() else {
      self = .never("its error is that of theory alone, which more samples and batches reduce")
      return
    }
    // What seeds cannot mend: the error of theory, and the steps of a grid.
    let known = number.quantities.map { quantity in
      quantity.basis.seeds == nil ? quantity.unknown : .exact(quantity.estimate ?? .nan)
    }
    guard reach(number.contrast.span(of: known, tail: tail)) < distance else {
      self = .never(
        distance == 0
          ? "the estimate lies on the boundary itself"
          : "the error of theory alone reaches over the boundary; more samples and batches reduce it"
      )
      return
    }
    let onGrid = number.quantities.map { $0.unknown.afterManySeeds($0.estimate ?? .nan) }
    let least = reach(number.contrast.span(of: onGrid, tail: tail))
    guard least < distance else {
      self = .never("the steps of the grid are too wide; a finer one would narrow the threshold")
      return
    }
    guard whole.isFinite else {
      let isOffGrid = number.quantities.contains { quantity in
        if case .runs = quantity.basis {
          let span = quantity.unknown.span(tail: tail)
          return !span.low.isFinite || !span.high.isFinite
        }
        return false
      }
      self =
        isOffGrid && seeds >= 5
        ? .never("a threshold may lie beyond its grid, which would have to be wider")
        : .seeds(max(seeds + 1, Self.firstSeeds))
      return
    }
    self = Self.extrapolated(
      reach: whole - least, distance: distance - least, seeds: seeds, tail: tail)
  }

  /// With fewer, nothing is known of the scatter between seeds.
  private static let firstSeeds = 10

  /// A reach shrinks as one over the root of the number of seeds.
  private static func extrapolated(
    reach: Double, distance: Double, seeds: Int, tail: Double
  ) -> Need {
    func quantile(_ tail: Double, _ count: Int) -> Double {
      studentQuantile(level: 1 - 2 * tail, degrees: max(1, count - 1))
    }
    let scatter = reach * Double(seeds).squareRoot() / quantile(tail, seeds)
    func suffices(_ count: Int) -> Bool {
      scatter / Double(count).squareRoot() * (quantile(tail, count) + quantile(0.2, count))
        <= distance
    }
    guard suffices(seedLimit) else {
      return .never("the estimate is so near the boundary that \(seedLimit) seeds would not do")
    }
    var (low, high) = (seeds, seedLimit)
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    // A number that pretends to no more than it knows.
    let digits = high < 100 ? 1 : 10
    return .seeds((high + digits - 1) / digits * digits)
  }
}
