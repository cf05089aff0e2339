import COpenBLAS
import Numerics

/// Vectors of one length that are added one after another, contiguous for BLAS.
package struct ConditionedVectors {
  /// A vector a row; rows from `count` on are zero.
  package private(set) var rows: Matrix
  package private(set) var count = 0

  /// A residual below this part of a vector adds no direction (theory section 4).
  static let tolerance = 1e-12

  init(capacity: Int, length: Int) {
    BLAS.prepare()
    rows = Matrix(rows: capacity, columns: length)
  }

  var length: Int { rows.columns }

  package subscript(index: Int) -> [Double] { rows.row(index) }

  mutating func append(_ vector: [Double]) {
    precondition(vector.count == length)
    rows.withUnsafeMutableRow(count) { _ = $0.update(fromContentsOf: vector) }
    count += 1
  }

  /// ⟨v_i, x⟩ for every vector.
  func products(with x: [Double]) -> [Double] {
    precondition(x.count == length)
    var products = [Double](repeating: 0, count: count)
    guard count > 0, length > 0 else { return products }
    var (height, width, stride) = (Int32(length), Int32(count), Int32(rows.stride))
    var (one, zero, increment) = (1.0, 0.0, Int32(1))
    // The rows are the columns of a column-major matrix.
    rows.withUnsafePointer {
      dgemv_(
        "T", &height, &width, &one, $0, &stride, x, &increment, &zero, &products, &increment)
    }
    return products
  }

  /// Adds scale·Σ_i weights_i v_i to x.
  func add(_ weights: [Double], scale: Double = 1, to x: inout [Double]) {
    precondition(x.count == length && weights.count == count)
    guard count > 0, length > 0 else { return }
    var (height, width, stride) = (Int32(length), Int32(count), Int32(rows.stride))
    var (factor, one, increment) = (scale, 1.0, Int32(1))
    rows.withUnsafePointer {
      dgemv_(
        "N", &height, &width, &factor, $0, &stride, weights, &increment, &one, &x, &increment)
    }
  }

  /// Σ_i weights_i v_i
  func combination(_ weights: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: length)
    add(weights, to: &sum)
    return sum
  }

  /// Coefficients of x in these vectors, which are orthonormal; what of x lies outside their span
  /// becomes one more of them, with the last coefficient, unless it is rounding.
  ///
  /// - Parameter limit: the vectors' space has this dimension.
  mutating func decompose(_ x: [Double], limit: Int) -> [Double] {
    var rest = x
    var coefficients = [Double](repeating: 0, count: count)
    func project() -> Double {
      let part = products(with: rest)
      add(part, scale: -1, to: &rest)
      for index in part.indices { coefficients[index] += part[index] }
      return norm(rest)
    }
    let first = project()
    var residual = project()
    guard count < limit, residual > Self.tolerance * norm(x) else { return coefficients }
    // A projection that halves the residual has left rounding errors of its size behind.
    if residual < first / 2 { residual = project() }
    append(rest.map { $0 / residual })
    return coefficients + [residual]
  }
}

/// ‖x‖
func norm(_ x: [Double]) -> Double {
  var sum = 0.0
  for value in x { sum += value * value }
  return sum.squareRoot()
}
