import Glibc

/// P(success at x) = 1/(1 + exp(−(x − midpoint)/width)), fitted with Firth's penalty.
///
/// The penalty ½ log det I (Firth 1993) keeps the fit finite where successes and failures are
/// separated along x, which is what a sharp transition on a coarse grid looks like.
public struct LogisticFit: Sendable, Equatable {
  public let midpoint: Double
  public let width: Double
  /// log L + ½ log det I at its maximum.
  let penalisedLikelihood: Double

  /// Successes out of trials at one x.
  public struct Cell: Sendable, Equatable {
    public let x: Double
    public let successes: Int
    public let trials: Int

    public init(x: Double, successes: Int, trials: Int) {
      self.x = x
      self.successes = successes
      self.trials = trials
    }
  }

  /// nil if success does not grow with x or the iteration does not converge.
  public init?(_ cells: [Cell]) {
    let cells = cells.filter { $0.trials > 0 }
    let trials = Double(cells.reduce(0) { $0 + $1.trials })
    guard cells.count > 1, trials > 0 else { return nil }
    let centre = cells.reduce(0) { $0 + $1.x * Double($1.trials) } / trials
    let spread = cells.map { abs($0.x - centre) }.max() ?? 0
    guard spread > 0 else { return nil }
    let scaled = cells.map { (x: ($0.x - centre) / spread, cell: $0) }

    var beta = (0.0, 0.0)
    var current = Self.penalised(beta, scaled)
    for _ in 0..<200 {
      let step = Self.step(beta, scaled)
      guard step.0.isFinite, step.1.isFinite else { return nil }
      var scale = min(1, 5 / max(abs(step.0), abs(step.1), 1e-300))
      var next = (beta.0 + scale * step.0, beta.1 + scale * step.1)
      var value = Self.penalised(next, scaled)
      while value < current, scale > 1e-9 {
        scale /= 2
        next = (beta.0 + scale * step.0, beta.1 + scale * step.1)
        value = Self.penalised(next, scaled)
      }
      let moved = max(abs(next.0 - beta.0), abs(next.1 - beta.1))
      (beta, current) = (next, value)
      if moved < 1e-10 * (1 + max(abs(beta.0), abs(beta.1))) { break }
    }
    guard beta.1 > 1e-9 else { return nil }
    midpoint = centre - beta.0 / beta.1 * spread
    width = spread / beta.1
    penalisedLikelihood = current
  }

  /// The maximum of log L + ½ log det I over all widths, the midpoint given.
  static func penalisedLikelihood(_ cells: [Cell], midpoint: Double) -> Double {
    let cells = cells.filter { $0.trials > 0 }
    let spread = cells.map { abs($0.x - midpoint) }.max() ?? 0
    guard spread > 0 else { return -.infinity }
    let scaled = cells.map { (x: ($0.x - midpoint) / spread, cell: $0) }
    func value(_ logSlope: Double) -> Double { penalised((0, exp(logSlope)), scaled) }
    // The slope of a steep curve is of the order of spread over grid step; the search is coarse
    // first, because the likelihood of a separated grid may have a flat side.
    let coarse = stride(from: -5.0, through: 9, by: 0.5).map { ($0, value($0)) }
    guard let best = coarse.max(by: { $0.1 < $1.1 }), best.1.isFinite else { return -.infinity }
    var (low, high) = (best.0 - 0.5, best.0 + 0.5)
    let golden = (5.0.squareRoot() - 1) / 2
    for _ in 0..<40 {
      let left = high - golden * (high - low)
      let right = low + golden * (high - low)
      if value(left) < value(right) { low = left } else { high = right }
    }
    return max(best.1, value((low + high) / 2))
  }

  /// The variance of the midpoint between groups of dependent trials (a seed's runs along the grid)
  /// over that of independent trials; at least 1.
  ///
  /// - Parameter seeds: of each seed, the grid values and outcomes of its runs.
  func designEffect(_ seeds: [[(x: Double, success: Bool)]]) -> Double {
    var information = (0.0, 0.0, 0.0)
    var meat = (0.0, 0.0, 0.0)
    for seed in seeds {
      var score = (0.0, 0.0)
      for (x, success) in seed {
        let t = (x - midpoint) / width
        let p = 1 / (1 + exp(-t))
        score.0 += (success ? 1 : 0) - p
        score.1 += ((success ? 1 : 0) - p) * t
        information.0 += p * (1 - p)
        information.1 += p * (1 - p) * t
        information.2 += p * (1 - p) * t * t
      }
      meat.0 += score.0 * score.0
      meat.1 += score.0 * score.1
      meat.2 += score.1 * score.1
    }
    // The midpoint moves by the intercept alone, to first order: the first row of I⁻¹.
    let determinant = information.0 * information.2 - information.1 * information.1
    guard determinant > 0, seeds.count > 1 else { return 1 }
    let row = (information.2 / determinant, -information.1 / determinant)
    let robust =
      (row.0 * row.0 * meat.0 + 2 * row.0 * row.1 * meat.1 + row.1 * row.1 * meat.2)
      * Double(seeds.count) / Double(seeds.count - 1)
    return max(1, robust / row.0)
  }

  private typealias Scaled = [(x: Double, cell: Cell)]

  private static func probability(_ beta: (Double, Double), _ x: Double) -> Double {
    1 / (1 + exp(-(beta.0 + beta.1 * x)))
  }

  /// The Fisher information of (intercept, slope): (I₀₀, I₀₁, I₁₁).
  private static func information(
    _ beta: (Double, Double), _ scaled: Scaled
  ) -> (Double, Double, Double) {
    scaled.reduce((0, 0, 0)) { sum, item in
      let p = probability(beta, item.x)
      let w = Double(item.cell.trials) * p * (1 - p)
      return (sum.0 + w, sum.1 + w * item.x, sum.2 + w * item.x * item.x)
    }
  }

  /// log L + ½ log det I.
  private static func penalised(_ beta: (Double, Double), _ scaled: Scaled) -> Double {
    let likelihood = scaled.reduce(0.0) { sum, item in
      let eta = beta.0 + beta.1 * item.x
      let logP = -log1p(exp(-eta))
      let failures = Double(item.cell.trials - item.cell.successes)
      return sum + Double(item.cell.successes) * logP + failures * (logP - eta)
    }
    let (a, b, c) = information(beta, scaled)
    let determinant = a * c - b * b
    return determinant > 0 && likelihood.isFinite
      ? likelihood + 0.5 * log(determinant) : -Double.infinity
  }

  /// I⁻¹ U*, with Firth's score U* = Σ (y − p + h(½ − p)) (1, x) and h the hat values.
  private static func step(_ beta: (Double, Double), _ scaled: Scaled) -> (Double, Double) {
    let (a, b, c) = information(beta, scaled)
    let determinant = a * c - b * b
    var score = (0.0, 0.0)
    for item in scaled {
      let p = probability(beta, item.x)
      let n = Double(item.cell.trials)
      let leverage = p * (1 - p) * (c - 2 * b * item.x + a * item.x * item.x) / determinant
      let residual = Double(item.cell.successes) - n * p + n * leverage * (0.5 - p)
      score.0 += residual
      score.1 += residual * item.x
    }
    return (
      (c * score.0 - b * score.1) / determinant, (a * score.1 - b * score.0) / determinant
    )
  }
}
