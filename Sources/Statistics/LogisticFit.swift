import Glibc

/// P(success at x) = 1/(1 + exp(−(x − midpoint)/width)), fitted with Firth's penalty.
///
/// The penalty ½ log det I (Firth 1993) keeps the fit finite where successes and failures are
/// separated along x, which is what a sharp transition on a coarse grid looks like.
public struct LogisticFit: Sendable, Equatable {
  public let midpoint: Double
  public let width: Double

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
