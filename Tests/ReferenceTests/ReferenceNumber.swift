import Results

/// A number of an independent implementation with its standard error; nil where undefined.
struct ReferenceNumber: Sendable {
  let quantity: String
  let value: Double?
  let error: Double

  init(_ quantity: String, _ value: Double?, _ error: Double = 0) {
    self.quantity = quantity
    self.value = value
    self.error = error
  }

  /// Within four combined standard errors, or both undefined.
  func isMet(by estimate: Estimate?) -> Bool {
    guard let value, let estimate else { return value == nil && estimate == nil }
    let own = estimate.standardError ?? 0
    return abs(estimate.value - value) < 4 * (error * error + own * own).squareRoot() + 1e-5
  }
}
