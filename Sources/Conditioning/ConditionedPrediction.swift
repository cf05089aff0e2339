/// Foretells what a sample vector will be on the basis U, from what the vectors before it were.
///
/// Gradients along a smooth descent nearly obey a linear recursion. Its coefficients are fitted to
/// the two newest vectors. Subtracting a foretold projection while a vector is being made leaves a
/// part so short that its measured projection can be trusted at once; a poor guess costs time,
/// never accuracy.
struct ConditionedPrediction: Sendable {
  /// Of each column of the block: coefficients of the latest vectors, newest first.
  private var history: [[[Double]]] = []
  private static let lags = 12

  /// Adds the coefficients of a block of vectors.
  mutating func record(_ coefficients: [[Double]]) {
    if history.count != coefficients.count {
      history = Array(repeating: [], count: coefficients.count)
    }
    for (column, vector) in coefficients.enumerated() {
      history[column].insert(vector, at: 0)
      if history[column].count > Self.lags + 2 { history[column].removeLast() }
    }
  }

  /// Coefficients for the next block; nil for a vector about which the past says little.
  func next(_ columns: Int) -> [[Double]?] {
    guard history.count == columns else { return Array(repeating: nil, count: columns) }
    return history.map { Self.extrapolate($0) }
  }

  /// Σ_s α_s c_{−s} with α least squares for c_{−1} and c_{−2} from their predecessors.
  private static func extrapolate(_ past: [[Double]]) -> [Double]? {
    let lags = past.count - 2
    guard lags >= 1 else { return nil }
    let length = past[0].count
    // Two of the past vectors, one after the other, padded to the length of the newest.
    func pair(_ first: Int) -> [Double] {
      var joined = [Double](repeating: 0, count: 2 * length)
      for (place, vector) in past[first...first + 1].enumerated() {
        for index in vector.indices { joined[place * length + index] = vector[index] }
      }
      return joined
    }
    var rest = pair(0)
    let whole = norm(rest)
    var basis: [[Double]] = []
    var triangle: [[Double]] = []
    var targets: [Double] = []
    for lag in 1...lags {
      var vector = pair(lag)
      let before = norm(vector)
      var column: [Double] = []
      for known in basis {
        let part = inner(known, vector)
        column.append(part)
        add(-part, known, to: &vector)
      }
      let left = norm(vector)
      guard left > 1e-10 * before else { break }
      for index in vector.indices { vector[index] /= left }
      triangle.append(column + [left])
      let part = inner(vector, rest)
      add(-part, vector, to: &rest)
      targets.append(part)
      basis.append(vector)
    }
    guard !basis.isEmpty, norm(rest) < 0.1 * whole else { return nil }
    // Back substitution: column s of the triangle belongs to lag s + 1.
    var weights = targets
    for column in weights.indices.reversed() {
      weights[column] /= triangle[column][column]
      for row in 0..<column { weights[row] -= weights[column] * triangle[column][row] }
    }
    var next = [Double](repeating: 0, count: length)
    for (lag, weight) in weights.enumerated() { add(weight, past[lag], to: &next) }
    let size = norm(next)
    return size <= 2 * norm(past[0]) ? next : nil
  }
}
