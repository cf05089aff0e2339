/// Lower triangular L with LLᵀ = A for a small A ⪰ 0; directions that A lacks get zero columns.
struct CholeskyFactor {
  let lower: [[Double]]

  /// - Parameter scale: pivots below 10⁻¹² of it are taken for zero; A's diagonal by default.
  init(_ matrix: [[Double]], scale: [Double]? = nil) {
    let count = matrix.count
    var lower = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for column in 0..<count {
      let known = lower[column][..<column].reduce(0) { $0 + $1 * $1 }
      let pivot = matrix[column][column] - known
      let size = scale?[column] ?? matrix[column][column]
      guard pivot > 1e-12 * size else { continue }
      let root = pivot.squareRoot()
      lower[column][column] = root
      for row in (column + 1)..<max(count, column + 1) {
        var sum = matrix[row][column]
        for earlier in 0..<column { sum -= lower[row][earlier] * lower[column][earlier] }
        lower[row][column] = sum / root
      }
    }
    self.lower = lower
  }

  /// L⁻¹b, with zeros where A lacks the direction.
  func solve(_ b: [Double]) -> [Double] {
    var solution = [Double](repeating: 0, count: b.count)
    for row in b.indices where lower[row][row] > 0 {
      var sum = b[row]
      for column in 0..<row { sum -= lower[row][column] * solution[column] }
      solution[row] = sum / lower[row][row]
    }
    return solution
  }
}
