/// The outermost eigenvalues of a symmetric operator and their eigenvectors, from its products
/// with vectors.
public struct ExtremeEigen: Sendable {
  public struct Pair: Sendable {
    public let value: Double
    /// Unit eigenvector, sign free.
    public let vector: [Double]
    /// ‖A x − value·x‖: an eigenvalue lies within this distance of `value`.
    public let residual: Double
  }

  /// From the lowest upwards.
  public let lowest: [Pair]
  /// From the highest downwards.
  public let highest: [Pair]
  /// Products taken.
  public let steps: Int
  /// Whether every pair's residual is within the tolerance.
  public let isConverged: Bool

  /// Steps taken at most, unless asked otherwise.
  public static let stepLimit = 600

  /// Lanczos steps until the wanted pairs' residuals are small.
  ///
  /// - Parameters:
  ///   - start: a random vector: the eigenvectors wanted must have a part along it.
  ///   - tolerance: of residuals, relative to the largest Ritz value in modulus. The error of a
  ///     value is of the residual's square over its gap.
  ///   - limit: of steps.
  public init(
    start: [Double], lowest low: Int, highest high: Int, tolerance: Double = 1e-7,
    limit: Int = stepLimit, product: ([Double]) -> [Double]
  ) throws(SymmetricEigen.Failure) {
    precondition(low >= 0 && high >= 0 && low + high <= start.count)
    var lanczos = Lanczos(start: start, capacity: max(limit, low + high))
    var pairs: [Lanczos.Ritz] = []
    var isConverged = false
    while !isConverged && !lanczos.isComplete {
      lanczos.extend(by: max(20, lanczos.steps / 5), product: product)
      pairs = try lanczos.ritz()
      guard pairs.count >= low + high else { continue }
      let scale = max(abs(pairs[0].value), abs(pairs[pairs.count - 1].value))
      isConverged = (pairs.prefix(low) + pairs.suffix(high)).allSatisfy {
        $0.residual <= tolerance * scale
      }
    }
    func pair(_ ritz: Lanczos.Ritz) -> Pair {
      Pair(value: ritz.value, vector: lanczos.vector(ritz), residual: ritz.residual)
    }
    lowest = pairs.prefix(low).map(pair)
    highest = pairs.suffix(high).reversed().map(pair)
    steps = lanczos.steps
    self.isConverged = isConverged
  }
}
