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

  /// Of values in a bounded range, whatever their law: the seeds get the weights of a uniform
  /// Dirichlet vector with one entry more than there are seeds, which is put at either end of the
  /// range (Gaffke 2005; Learned-Miller and Thomas 2019). For values 0 and 1 its quantiles are the
  /// ends of Clopper and Pearson. A missing seed may have had any value.
  ///
  /// - Parameters:
  ///   - columns: by quantity and seed; nil where the seed is missing.
  ///   - supports: of each quantity.
  init(bounded columns: [[Double?]], supports: [ClosedRange<Double>]) {
    var random = SplitMix(seed: 1)
    let seeds = columns[0].count
    var weights = [Double](repeating: 0, count: seeds + 1)
    var spans = columns.map { _ in [Span]() }
    for _ in 0..<Self.count {
      for i in weights.indices { weights[i] = random.exponential() }
      let total = weights.reduce(0, +)
      for (index, column) in columns.enumerated() {
        var known = 0.0
        var unknown = weights[seeds]
        for (value, weight) in zip(column, weights) {
          if let value { known += weight * value } else { unknown += weight }
        }
        let support = supports[index]
        spans[index].append(
          Span(
            (known + unknown * support.lowerBound) / total,
            (known + unknown * support.upperBound) / total))
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
  init(normal columns: [[Double]], isLogarithmic: [Bool]) {
    let k = columns.count
    let n = columns[0].count
    let scaled = zip(columns, isLogarithmic).map { column, isLog in
      isLog ? column.map { log($0) } : column
    }
    let means = scaled.map { $0.reduce(0, +) / Double(n) }
    let factor = Self.factor(scaled, means)
    var random = SplitMix(seed: 2)
    var spans = columns.map { _ in [Span]() }
    for _ in 0..<Self.count {
      var a = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
      for row in 0..<k {
        a[row][row] = random.chiSquared(n - 1 - row).squareRoot()
        for column in 0..<row { a[row][column] = random.normal() }
      }
      let z = (0..<k).map { _ in random.normal() }
      let spread = Self.product(factor, inverseOf: a, scale: Double(n - 1).squareRoot())
      for index in 0..<k {
        var shift = 0.0
        var variance = 0.0
        for j in 0..<k {
          shift += spread[index][j] * z[j]
          variance += spread[index][j] * spread[index][j]
        }
        let mean = means[index] + shift / Double(n).squareRoot()
        spans[index].append(Span(isLogarithmic[index] ? exp(mean + variance / 2) : mean))
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

  /// scale · L A⁻¹ for lower triangular L and A.
  private static func product(
    _ l: [[Double]], inverseOf a: [[Double]], scale: Double
  ) -> [[Double]] {
    let k = l.count
    var result = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for row in 0..<k {
      // Solve r A = l[row] from the last column back.
      for column in (0..<k).reversed() {
        var rest = l[row][column]
        for j in column..<k where j > column { rest -= result[row][j] * a[j][column] }
        result[row][column] = rest / a[column][column]
      }
      for column in 0..<k { result[row][column] *= scale }
    }
    return result
  }
}
