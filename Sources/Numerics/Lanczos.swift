import COpenBLAS

/// The Krylov space of a symmetric N×N operator A and a start: A V = V T + β v e_lastᵀ with
/// orthonormal V and tridiagonal T (Lanczos 1950), fully re-orthogonalised: no spurious copies.
///
/// After s steps it holds 8·N·s bytes; a step costs one product and 8·N·s operations.
public struct Lanczos: Sendable {
  /// One basis vector a row, at most as many as the capacity.
  private var basis: Matrix
  /// Diagonal and subdiagonal of T; the last of `beside` is the residual β.
  private(set) var diagonal: [Double] = []
  private(set) var beside: [Double] = []
  /// The space holds all of what the start can reach.
  public private(set) var isInvariant = false

  /// - Parameters:
  ///   - start: length N, not zero.
  ///   - capacity: largest number of steps.
  public init(start: [Double], capacity: Int) {
    BLAS.prepare()
    let length = start.reduce(0) { $0 + $1 * $1 }.squareRoot()
    precondition(length > 0 && length.isFinite && capacity > 0)
    basis = Matrix(rows: min(capacity, start.count), columns: start.count)
    basis.withUnsafeMutableRow(0) { row in
      for index in row.indices { row[index] = start[index] / length }
    }
  }

  /// N
  public var order: Int { basis.columns }
  /// s
  public var steps: Int { diagonal.count }
  /// Whether another step is possible.
  public var isComplete: Bool { isInvariant || steps == basis.rows }

  /// Up to `count` more steps; `product` is A times a vector.
  public mutating func extend<E: Error>(
    by count: Int, product: ([Double]) throws(E) -> [Double]
  ) throws(E) {
    for _ in 0..<count where !isComplete { take(try product(front)) }
  }

  /// The last basis vector: the one whose product with A the next step takes.
  public var front: [Double] { basis.row(steps) }

  /// One step.
  ///
  /// - Parameter product: A times `front`.
  public mutating func take(_ product: [Double]) {
    precondition(!isComplete && product.count == order)
    var next = product
    let size = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let coefficients = project(&next, on: steps + 1)
    let again = project(&next, on: steps + 1)
    diagonal.append(coefficients[steps] + again[steps])
    let residual = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
    beside.append(residual)
    if residual <= 1e-13 * size || residual == 0 {
      isInvariant = true
      beside[beside.count - 1] = 0
    } else if steps < basis.rows {
      basis.withUnsafeMutableRow(steps) { row in
        for index in row.indices { row[index] = next[index] / residual }
      }
    }
  }

  /// Subtracts from x its projection on the first vectors; returns the coefficients.
  private func project(_ x: inout [Double], on count: Int) -> [Double] {
    var products = [Double](repeating: 0, count: count)
    var (height, width, stride) = (BLAS.size(order), BLAS.size(count), BLAS.size(basis.stride))
    var (one, zero, minus, increment) = (1.0, 0.0, -1.0, Int32(1))
    basis.withUnsafePointer { rows in
      dgemv_(
        "T", &height, &width, &one, rows, &stride, x, &increment, &zero, &products, &increment)
      dgemv_(
        "N", &height, &width, &minus, rows, &stride, products, &increment, &one, &x, &increment)
    }
    return products
  }

  /// An eigenpair of T seen from A.
  public struct Ritz: Sendable {
    public let value: Double
    /// ‖A x − value·x‖ for its unit vector x; an eigenvalue of A lies within this distance.
    public let residual: Double
    /// x in the basis V.
    public let coordinates: [Double]
    /// Squared first coordinate: the weight of `value` in the start's spectral measure.
    public var weight: Double { coordinates[0] * coordinates[0] }
  }

  /// All s Ritz pairs, values ascending.
  public func ritz() throws(SymmetricEigen.Failure) -> [Ritz] {
    let (values, vectors) = try tridiagonalEigen(diagonal: diagonal, beside: beside)
    return zip(values, vectors).map { value, vector in
      Ritz(
        value: value, residual: abs((beside.last ?? 0) * (vector.last ?? 0)), coordinates: vector)
    }
  }

  /// x = V·coordinates, a unit vector of length N.
  public func vector(_ ritz: Ritz) -> [Double] {
    var x = [Double](repeating: 0, count: order)
    var (height, width, stride) = (
      BLAS.size(order), BLAS.size(ritz.coordinates.count), BLAS.size(basis.stride)
    )
    var (one, zero, increment) = (1.0, 0.0, Int32(1))
    basis.withUnsafePointer {
      dgemv_(
        "N", &height, &width, &one, $0, &stride, ritz.coordinates, &increment, &zero, &x,
        &increment)
    }
    return x
  }
}

/// Eigenvalues, ascending, and unit eigenvectors of a symmetric tridiagonal matrix.
///
/// - Parameter beside: the subdiagonal; entries beyond it are ignored.
func tridiagonalEigen(
  diagonal: [Double], beside: [Double]
) throws(SymmetricEigen.Failure) -> (values: [Double], vectors: [[Double]]) {
  let count = diagonal.count
  guard count > 0 else { return ([], []) }
  var (values, rest) = (diagonal, beside)
  var z = [Double](repeating: 0, count: count * count)
  var (order, info) = (BLAS.size(count), Int32(0))
  var length = BLAS.size(1 + 4 * count + count * count)
  var integers = BLAS.size(3 + 5 * count)
  var work = [Double](repeating: 0, count: Int(length))
  var integerWork = [Int32](repeating: 0, count: Int(integers))
  dstevd_(
    "V", &order, &values, &rest, &z, &order, &work, &length, &integerWork, &integers, &info, 1)
  guard info == 0 else { throw SymmetricEigen.Failure(routine: "dstevd", info: Int(info)) }
  return (values, (0..<count).map { Array(z[$0 * count..<($0 + 1) * count]) })
}
