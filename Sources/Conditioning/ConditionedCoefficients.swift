import COpenBLAS
import Numerics

/// A small matrix that gains rows and columns of zeros, column-major for BLAS.
struct ConditionedCoefficients: Sendable {
  private(set) var rows = 0
  private(set) var columns = 0
  private var capacity = (rows: 64, columns: 64)
  private var entries = [Double](repeating: 0, count: 64 * 64)

  init() { BLAS.prepare() }

  subscript(row: Int, column: Int) -> Double {
    get { entries[column * capacity.rows + row] }
    set { entries[column * capacity.rows + row] = newValue }
  }

  mutating func grow(rows newRows: Int, columns newColumns: Int) {
    rows = max(rows, newRows)
    columns = max(columns, newColumns)
    guard rows > capacity.rows || columns > capacity.columns else { return }
    let old = capacity.rows
    let used = capacity.columns
    while capacity.rows < rows { capacity.rows *= 2 }
    while capacity.columns < columns { capacity.columns *= 2 }
    var larger = [Double](repeating: 0, count: capacity.rows * capacity.columns)
    for column in 0..<used {
      for row in 0..<old { larger[column * capacity.rows + row] = entries[column * old + row] }
    }
    entries = larger
  }

  /// Σ_c weights_c (column c) over the first columns.
  func combination(_ weights: [Double]) -> [Double] {
    precondition(weights.count <= columns)
    var sum = [Double](repeating: 0, count: rows)
    guard rows > 0, !weights.isEmpty else { return sum }
    var (height, width, stride) = (Int32(rows), Int32(weights.count), Int32(capacity.rows))
    var (one, zero, increment) = (1.0, 0.0, Int32(1))
    dgemv_(
      "N", &height, &width, &one, entries, &stride, weights, &increment, &zero, &sum, &increment)
    return sum
  }

  /// ⟨column c, x⟩ for every column.
  func products(with x: [Double]) -> [Double] {
    precondition(x.count <= rows)
    var products = [Double](repeating: 0, count: columns)
    guard columns > 0, !x.isEmpty else { return products }
    var (height, width, stride) = (Int32(x.count), Int32(columns), Int32(capacity.rows))
    var (one, zero, increment) = (1.0, 0.0, Int32(1))
    dgemv_(
      "T", &height, &width, &one, entries, &stride, x, &increment, &zero, &products, &increment)
    return products
  }
}

/// ‖x‖
package func norm(_ x: [Double]) -> Double {
  var sum = 0.0
  for value in x { sum += value * value }
  return sum.squareRoot()
}

/// ⟨x, y⟩ over the shorter of the two.
package func inner(_ x: [Double], _ y: [Double]) -> Double {
  var (height, width, increment) = (Int32(min(x.count, y.count)), Int32(1), Int32(1))
  guard height > 0 else { return 0 }
  var (one, zero, product) = (1.0, 0.0, 0.0)
  dgemv_(
    "T", &height, &width, &one, x, &height, y, &increment, &zero, &product, &increment)
  return product
}

/// Adds weight·x to the first entries of y.
func add(_ weight: Double, _ x: [Double], to y: inout [Double]) {
  precondition(x.count <= y.count)
  var (height, width, increment) = (Int32(x.count), Int32(1), Int32(1))
  guard height > 0 else { return }
  var (one, weight) = (1.0, weight)
  dgemv_("N", &height, &width, &weight, x, &height, &one, &increment, &one, &y, &increment)
}
