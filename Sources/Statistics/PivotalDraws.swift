import Glibc

/// Draws of the unknown means of several quantities given the values of some seeds: generalised
/// pivotal quantities (Weerahandi 1993). The share of draws on one side of a boundary is the p-value
/// of the hypothesis that the means lie there.
///
/// Quantities measured at the same seeds are drawn together, so that what seeds share cancels in a
/// difference as in a paired test.
struct PivotalDraws {
  static let count = 20_000

  /// By quantity and draw.
  let spans: [[Span]]

  /// Of values in ranges, whatever their law, as `BoundedMean` has them for one contrast.
  ///
  /// - Parameters:
  ///   - columns: by quantity and seed; a span where the seed is missing.
  ///   - ranges: of each quantity.
  init(bounded columns: [[Span]], ranges: [Span]) {
    var random = SplitMix(seed: 1)
    let extended = zip(columns, ranges).map { $0 + [$1] }
    var weights = [Double](repeating: 0, count: extended[0].count)
    var spans = columns.map { _ in [Span]() }
    for index in spans.indices { spans[index].reserveCapacity(Self.count) }
    for _ in 0..<Self.count {
      for i in weights.indices { weights[i] = random.exponential() }
      let total = weights.reduce(0, +)
      for (index, column) in extended.enumerated() {
        var sum = Span(0)
        for (value, weight) in zip(column, weights) {
          sum.low += weight * value.low
          sum.high += weight * value.high
        }
        spans[index].append(Span(sum.low / total, sum.high / total))
      }
    }
    self.spans = spans
  }

  /// Of jointly normal values, or of values whose logarithms are: exact for one quantity, where it is
  /// Student's t or the generalised interval of Krishnamoorthy and Mathew (2003) for a lognormal mean.
  ///
  /// With S = L Lᵀ the sample covariance of n seeds, (n − 1) S = Λ A Aᵀ Λᵀ where Λ Λᵀ is the true one
  /// and A is Bartlett's lower triangular matrix, with χ² of n − 1, n − 2, … degrees of freedom on its
  /// diagonal squared: a draw of Λ is √(n − 1) L A⁻¹.
  ///
  /// - Parameters:
  ///   - columns: by quantity and seed; more seeds than quantities.
  ///   - isLogarithmic: whether a column is drawn on the scale of its logarithm.
  ///   - draws: for so many seeds and quantities.
  init(normal columns: [[Double]], isLogarithmic: [Bool], from draws: BartlettDraws) {
    let k = columns.count
    let n = columns[0].count
    let scaled = zip(columns, isLogarithmic).map { column, isLog in
      isLog ? column.map { log($0) } : column
    }
    let means = scaled.map { $0.reduce(0, +) / Double(n) }
    let factor = Self.factor(scaled, means).flatMap { $0.map { $0 * Double(n - 1).squareRoot() } }
    let root = Double(n).squareRoot()
    var spans = columns.map { _ in [Span]() }
    for index in 0..<k { spans[index].reserveCapacity(Self.count) }
    var row = [Double](repeating: 0, count: k)
    for draw in 0..<Self.count {
      let (a, z) = (draw * k * k, draw * k)
      for i in 0..<k {
        // The row r of Λ solves r A = row i of √(n − 1) L, from its last entry back.
        var shift = 0.0
        var variance = 0.0
        for j in stride(from: i, through: 0, by: -1) {
          var rest = factor[i * k + j]
          for l in (j + 1)..<(i + 1) { rest -= row[l] * draws.factors[a + l * k + j] }
          row[j] = rest / draws.factors[a + j * k + j]
          shift += row[j] * draws.normals[z + j]
          variance += row[j] * row[j]
        }
        let mean = means[i] + shift / root
        spans[i].append(Span(isLogarithmic[i] ? exp(mean + variance / 2) : mean))
      }
    }
    self.spans = spans
  }

  /// The lower Cholesky factor of the sample covariance; a column without variance of its own gets 0.
  private static func factor(_ columns: [[Double]], _ means: [Double]) -> [[Double]] {
    let k = columns.count
    let n = Double(columns[0].count)
    func covariance(_ i: Int, _ j: Int) -> Double {
      zip(columns[i], columns[j]).reduce(0) { $0 + ($1.0 - means[i]) * ($1.1 - means[j]) } / (n - 1)
    }
    var factor = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for i in 0..<k {
      for j in 0...i {
        let rest = covariance(i, j) - (0..<j).reduce(0) { $0 + factor[i][$1] * factor[j][$1] }
        if i == j {
          factor[i][i] = max(0, rest).squareRoot()
        } else {
          factor[i][j] = factor[j][j] > 0 ? rest / factor[j][j] : 0
        }
      }
    }
    return factor
  }
}

/// What pivotal draws of normal values have in common, whatever was seen: Bartlett's factor of a Wishart
/// matrix and a standard normal vector.
struct BartlettDraws {
  /// k×k by draw, row-major, lower triangular.
  private(set) var factors: [Double]
  /// k by draw.
  private(set) var normals: [Double]

  /// - Precondition: more seeds than quantities.
  init(seeds: Int, quantities k: Int) {
    var random = SplitMix(seed: 2)
    factors = [Double](repeating: 0, count: PivotalDraws.count * k * k)
    normals = [Double](repeating: 0, count: PivotalDraws.count * k)
    for draw in 0..<PivotalDraws.count {
      let a = draw * k * k
      for i in 0..<k {
        factors[a + i * k + i] = random.chiSquared(seeds - 1 - i).squareRoot()
        for j in 0..<i { factors[a + i * k + j] = random.normal() }
        normals[draw * k + i] = random.normal()
      }
    }
  }
}
