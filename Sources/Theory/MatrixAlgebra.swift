/// A small square matrix by value: m×m, or as large as the symmetric m×m matrices have dimensions.
struct SmallMatrix<Entry: MatrixEntry>: Sendable {
  let size: Int
  /// By rows.
  var entries: [Entry]

  init(size: Int) {
    self.size = size
    entries = [Entry](repeating: .zero, count: size * size)
  }

  private init(_ entries: [Entry], size: Int) {
    self.size = size
    self.entries = entries
  }

  static func scalar(_ value: Entry, size: Int) -> SmallMatrix {
    var matrix = SmallMatrix(size: size)
    for index in 0..<size { matrix[index, index] = value }
    return matrix
  }

  subscript(row: Int, column: Int) -> Entry {
    get { entries[row * size + column] }
    set { entries[row * size + column] = newValue }
  }

  var trace: Entry { (0..<size).reduce(.zero) { $0 + self[$1, $1] } }

  var transposed: SmallMatrix {
    var matrix = SmallMatrix(size: size)
    for row in 0..<size {
      for column in 0..<size { matrix[column, row] = self[row, column] }
    }
    return matrix
  }

  /// The Frobenius norm.
  var norm: Double { entries.reduce(0) { $0 + $1.squaredSize }.squareRoot() }

  static func * (left: SmallMatrix, right: SmallMatrix) -> SmallMatrix {
    let size = left.size
    var product = SmallMatrix(size: size)
    for row in 0..<size {
      for inner in 0..<size {
        let factor = left[row, inner]
        for column in 0..<size {
          product[row, column] = product[row, column] + factor * right[inner, column]
        }
      }
    }
    return product
  }

  static func * (factor: Entry, matrix: SmallMatrix) -> SmallMatrix {
    SmallMatrix(matrix.entries.map { factor * $0 }, size: matrix.size)
  }

  static func + (left: SmallMatrix, right: SmallMatrix) -> SmallMatrix {
    SmallMatrix(zip(left.entries, right.entries).map { $0 + $1 }, size: left.size)
  }

  static func - (left: SmallMatrix, right: SmallMatrix) -> SmallMatrix {
    SmallMatrix(zip(left.entries, right.entries).map { $0 - $1 }, size: left.size)
  }

  /// x with A x = b, by elimination with partial pivoting; nil if A is singular.
  func solution(_ right: [Entry]) -> [Entry]? {
    var (a, x) = (self, right)
    for pivot in 0..<size {
      guard
        let best = (pivot..<size).max(by: {
          a[$0, pivot].squaredSize < a[$1, pivot].squaredSize
        }), a[best, pivot].squaredSize > 0, a[best, pivot].squaredSize.isFinite
      else { return nil }
      if best != pivot {
        for column in pivot..<size {
          (a[pivot, column], a[best, column]) = (a[best, column], a[pivot, column])
        }
        x.swapAt(pivot, best)
      }
      for row in pivot + 1..<max(size, pivot + 1) {
        let factor = a[row, pivot] / a[pivot, pivot]
        for column in pivot..<size { a[row, column] = a[row, column] - factor * a[pivot, column] }
        x[row] = x[row] - factor * x[pivot]
      }
    }
    for row in (0..<size).reversed() {
      for column in row + 1..<max(size, row + 1) { x[row] = x[row] - a[row, column] * x[column] }
      x[row] = x[row] / a[row, row]
    }
    return x
  }

  /// A⁻¹; nil if A is singular.
  var inverse: SmallMatrix? {
    var inverse = SmallMatrix(size: size)
    for column in 0..<size {
      let unit = (0..<size).map { $0 == column ? Entry(1) : .zero }
      guard let x = solution(unit) else { return nil }
      for row in 0..<size { inverse[row, column] = x[row] }
    }
    return inverse
  }
}

extension SmallMatrix<Double> {
  /// L with A = L Lᵀ, lower triangular; nil if A is not positive definite.
  var choleskyFactor: SmallMatrix? {
    var factor = SmallMatrix(size: size)
    for column in 0..<size {
      for row in column..<size {
        var rest = self[row, column]
        for inner in 0..<column { rest -= factor[row, inner] * factor[column, inner] }
        if row == column {
          guard rest > 0, rest.isFinite else { return nil }
          factor[row, row] = rest.squareRoot()
        } else {
          factor[row, column] = rest / factor[column, column]
        }
      }
    }
    return factor
  }
}

/// Symmetric m×m matrices as vectors: entries (a, b) with a ≥ b, row by row.
struct SymmetricPairs: Sendable {
  let pairs: [(row: Int, column: Int)]

  init(size: Int) { pairs = (0..<size).flatMap { row in (0...row).map { (row, $0) } } }

  var count: Int { pairs.count }

  static func place(_ a: Int, _ b: Int) -> Int {
    a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a
  }
}
