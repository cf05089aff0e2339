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
    let scaled = cells.map { Scaled($0, x: ($0.x - centre) / spread) }

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
    guard determinant > 0, seeds.count > 2 else { return 1 }
    let row = (information.2 / determinant, -information.1 / determinant)
    let robust =
      (row.0 * row.0 * meat.0 + 2 * row.0 * row.1 * meat.1 + row.1 * row.1 * meat.2)
      * Double(seeds.count) / Double(seeds.count - 2)
    return max(1, robust / row.0)
  }

  /// A cell with x in the scale of the fit.
  private struct Scaled {
    let x: Double
    let successes: Double
    let trials: Double

    init(_ cell: Cell, x: Double) {
      self.x = x
      successes = Double(cell.successes)
      trials = Double(cell.trials)
    }

    /// Of η = β₀ + β₁ x: p, log p and the weight n p (1 − p), none of them lost to rounding.
    func point(_ beta: (Double, Double)) -> (p: Double, logP: Double, weight: Double) {
      let eta = beta.0 + beta.1 * x
      let e = exp(-abs(eta))
      let larger = 1 / (1 + e)
      return (
        eta > 0 ? larger : e * larger, min(0, eta) - log1p(e), trials * e * larger * larger
      )
    }

    func eta(_ beta: (Double, Double)) -> Double { beta.0 + beta.1 * x }
  }

  /// The Fisher information of (intercept, slope).
  private struct Information {
    var a = 0.0
    var b = 0.0
    var c = 0.0

    mutating func add(_ weight: Double, at x: Double) {
      a += weight
      b += weight * x
      c += weight * x * x
    }

    var determinant: Double { a * c - b * b }
  }

  /// log L + ½ log det I.
  private static func penalised(_ beta: (Double, Double), _ scaled: [Scaled]) -> Double {
    var likelihood = 0.0
    var information = Information()
    for cell in scaled {
      let (_, logP, weight) = cell.point(beta)
      // log(1 − p) = log p − η.
      likelihood += cell.trials * logP - (cell.trials - cell.successes) * cell.eta(beta)
      information.add(weight, at: cell.x)
    }
    let determinant = information.determinant
    return determinant > 0 && likelihood.isFinite
      ? likelihood + 0.5 * log(determinant) : -Double.infinity
  }

  /// I⁻¹ U*, with Firth's score U* = Σ (y − p + h(½ − p)) (1, x) and h the hat values.
  private static func step(_ beta: (Double, Double), _ scaled: [Scaled]) -> (Double, Double) {
    let points = scaled.map { $0.point(beta) }
    var information = Information()
    for (cell, point) in zip(scaled, points) { information.add(point.weight, at: cell.x) }
    let (a, b, c) = (information.a, information.b, information.c)
    let determinant = information.determinant
    var score = (0.0, 0.0)
    for (cell, point) in zip(scaled, points) {
      let leverage = point.weight * (c - 2 * b * cell.x + a * cell.x * cell.x) / determinant
      let residual = cell.successes - cell.trials * point.p + leverage * (0.5 - point.p)
      score.0 += residual
      score.1 += residual * cell.x
    }
    return (
      (c * score.0 - b * score.1) / determinant, (a * score.1 - b * score.0) / determinant
    )
  }
}
