import Glibc

/// Evenly spaced ticks by the extended Wilkinson algorithm of Talbot, Lin and Hanrahan, *An
/// Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes*, IEEE TVCG 16 (2010).
///
/// Maximises 0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility over steps q·j·10^z;
/// every legible format scores alike here, so legibility is constant.
///
/// - Parameters:
///   - wanted: how many ticks would be best.
///   - inside: whether ticks beyond the range are ruled out.
/// - Returns: the ticks, ascending; at least two unless the range is empty.
public func linearTicks(
  from low: Double, to high: Double, wanted: Int, inside: Bool = true
) -> [Double] {
  guard low.isFinite, high.isFinite, low < high else { return low.isFinite ? [low] : [] }
  var search = TickSearch(low: low, high: high, wanted: max(2, wanted), inside: inside)
  return search.best()
}

private struct TickSearch {
  private static let niceSteps: [Double] = [1, 5, 2, 2.5, 4, 3]

  let low: Double
  let high: Double
  let wanted: Int
  let inside: Bool
  private var bestScore = -2.0
  private var bestTicks: [Double] = []

  init(low: Double, high: Double, wanted: Int, inside: Bool) {
    self.low = low
    self.high = high
    self.wanted = wanted
    self.inside = inside
  }

  mutating func best() -> [Double] {
    // Each loop ends where the best score still possible falls below the best one found.
    skips: for j in 1...40 {
      for (rank, q) in Self.niceSteps.enumerated() {
        let simplest = Self.simplicity(rank: rank, skip: j, hasZero: true)
        if Self.score(simplest, 1, 1) < bestScore { break skips }
        for count in 2...max(3 * wanted, 12) {
          let density = densityLimit(count)
          if Self.score(simplest, 1, density) < bestScore { break }
          scan(step: q * Double(j), count: count, rank: rank, skip: j, simplest, density)
        }
      }
    }
    return bestTicks.isEmpty ? [low, high] : bestTicks
  }

  private mutating func scan(
    step base: Double, count: Int, rank: Int, skip: Int, _ simplest: Double, _ densest: Double
  ) {
    let start = Int(log10((high - low) / Double(count + 1) / base).rounded(.up))
    for exponent in start...(start + 12) {
      let step = base * pow(10, Double(exponent))
      let span = step * Double(count - 1)
      if Self.score(simplest, coverageLimit(span), densest) < bestScore { return }
      // Ticks start at multiples of step/j: `first` counts those.
      let unit = step / Double(skip)
      let firstLow = (high / step).rounded(.down) * Double(skip) - Double((count - 1) * skip)
      let firstHigh = (low / step).rounded(.up) * Double(skip)
      guard firstLow <= firstHigh, firstHigh - firstLow < 1000 else { continue }
      for first in stride(from: firstLow, through: firstHigh, by: 1) {
        consider(first: first, unit: unit, step: step, count: count, rank: rank, skip: skip)
      }
    }
  }

  private mutating func consider(
    first: Double, unit: Double, step: Double, count: Int, rank: Int, skip: Int
  ) {
    let bottom = first * unit
    let top = bottom + step * Double(count - 1)
    let slack = 1e-9 * step
    if inside, bottom < low - slack || top > high + slack { return }
    let remainder = first.truncatingRemainder(dividingBy: Double(skip))
    let hasZero = remainder == 0 && bottom <= slack && top >= -slack
    let score = Self.score(
      Self.simplicity(rank: rank, skip: skip, hasZero: hasZero), coverage(bottom, top),
      density(count, bottom, top))
    guard score > bestScore else { return }
    bestScore = score
    bestTicks = (0..<count).map { index in
      let tick = (first + Double(index * skip)) * unit
      return abs(tick) < slack ? 0 : tick
    }
  }

  private static func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
    0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }

  private static func simplicity(rank: Int, skip: Int, hasZero: Bool) -> Double {
    1 - Double(rank) / Double(niceSteps.count - 1) - Double(skip) + (hasZero ? 1 : 0)
  }

  private func coverage(_ bottom: Double, _ top: Double) -> Double {
    let tenth = 0.1 * (high - low)
    let above = high - top
    let below = low - bottom
    return 1 - 0.5 * (above * above + below * below) / (tenth * tenth)
  }

  private func coverageLimit(_ span: Double) -> Double {
    let range = high - low
    guard span > range else { return 1 }
    let half = (span - range) / 2
    return 1 - half * half / (0.01 * range * range)
  }

  private func density(_ count: Int, _ bottom: Double, _ top: Double) -> Double {
    let rate = Double(count - 1) / (top - bottom)
    let target = Double(wanted - 1) / (max(top, high) - min(bottom, low))
    return 2 - max(rate / target, target / rate)
  }

  private func densityLimit(_ count: Int) -> Double {
    count >= wanted ? 2 - Double(count - 1) / Double(wanted - 1) : 1
  }
}
