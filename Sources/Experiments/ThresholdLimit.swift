import Glibc
import Results
import Statistics

/// δ_NN = lim δ_NN(t), theory (14), from its course along τ = ηt.
package enum ThresholdLimit: Equatable {
  /// The last decade of τ has fewer than three values.
  case tooFewSteps
  /// δ_NN(t) still rises beyond its error over the last decade: its last value is a lower bound.
  /// The fits with the exponents of theory (14) extrapolate to at most `extrapolated`.
  case lowerBound(Double, extrapolated: Double)
  /// The middle of the fits, and an error that holds their spread and the statistical error.
  case value(Double, error: Double)

  /// δ_NN at one τ > 0 with its standard error; nil for a single batch.
  package struct Value: Equatable {
    package var tau: Double
    package var value: Double
    package var standardError: Double?

    package init(tau: Double, value: Double, standardError: Double?) {
      self.tau = tau
      self.value = value
      self.standardError = standardError
    }
  }

  package static let exponents = [0.25, 0.5, 0.75, 1]

  /// - Parameters:
  ///   - course: with increasing τ.
  ///   - doubling: the change of the last value on doubling n, added to the error.
  package init(of course: [Value], doubling: Double = 0) {
    guard let last = course.last, last.tau > 0 else {
      self = .tooFewSteps
      return
    }
    let decade = course.filter { $0.tau >= last.tau / 10 * (1 - 1e-9) }
    guard decade.count >= 3 else {
      self = .tooFewSteps
      return
    }
    let fits = Self.exponents.map { Self.limit(of: decade, exponent: $0) }
    let (low, high) = (fits.map(\.value).min() ?? 0, fits.map(\.value).max() ?? 0)
    let first = decade[0]
    let error = hypot(first.standardError ?? 0, last.standardError ?? 0)
    if last.value - first.value > 2 * error {
      self = .lowerBound(last.value, extrapolated: max(high, last.value))
      return
    }
    let statistical = fits.map(\.error).max() ?? 0
    let spread = hypot((high - low) / 2, hypot(statistical, doubling))
    self = .value((low + high) / 2, error: spread)
  }

  /// δ_∞ of the weighted least-squares fit δ_∞ − A τ^{−p}, and its standard error.
  private static func limit(
    of values: [Value], exponent: Double
  ) -> (value: Double, error: Double) {
    let isWeighted = values.allSatisfy { ($0.standardError ?? 0) > 0 }
    var (s, sx, sxx, sy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for entry in values {
      let x = pow(entry.tau, -exponent)
      let error = isWeighted ? entry.standardError ?? 1 : 1
      let weight = 1 / (error * error)
      s += weight
      sx += weight * x
      sxx += weight * x * x
      sy += weight * entry.value
      sxy += weight * x * entry.value
    }
    let determinant = s * sxx - sx * sx
    let value = (sxx * sy - sx * sxy) / determinant
    return (value, isWeighted ? (sxx / determinant).squareRoot() : 0)
  }
}
