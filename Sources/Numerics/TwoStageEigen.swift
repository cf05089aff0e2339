import COpenBLAS

/// The spectrum of a large symmetric matrix, its values by LAPACK's reduction in two stages, which
/// takes half the time of the one that eigenvectors can follow; then the vectors at the ends alone.
///
/// Those come from a Krylov space of (A − σ)⁻¹ with σ just outside the spectrum, so that A − σ has a
/// Cholesky factor: some thirty solutions an end. Every pair is then held against A itself.
package enum TwoStageEigen {
  /// ‖A v − λ v‖ at most, relative to the largest |λ|: what LAPACK's vectors of this size leave.
  package static let tolerance = 1e-12
  private static let stepLimit = 120

  /// All eigenvalues, ascending; A's place is taken.
  package static func values(_ matrix: consuming Matrix) throws(SymmetricEigen.Failure) -> [Double]
  {
    var (order, leading) = (BLAS.size(matrix.rows), BLAS.size(matrix.stride))
    var values = [Double](repeating: 0, count: matrix.rows)
    var info: Int32 = 0
    // The lower triangle by rows is the upper one by columns.
    matrix.withUnsafeMutablePointer { a in
      var (query, integers, length): (Int32, Int32, Double) = (-1, 0, 0)
      dsyevd_2stage_(
        "N", "U", &order, a, &leading, &values, &length, &query, &integers, &query, &info, 1, 1)
      guard info == 0 else { return }
      var size = Int32(length)
      var integerWork = [Int32](repeating: 0, count: Int(max(1, integers)))
      var work = [Double](repeating: 0, count: Int(size))
      integers = max(1, integers)
      dsyevd_2stage_(
        "N", "U", &order, a, &leading, &values, &work, &size, &integerWork, &integers, &info, 1, 1)
    }
    guard info == 0 else {
      throw SymmetricEigen.Failure(routine: "dsyevd_2stage", info: Int(info))
    }
    return values
  }

  package enum End { case lowest, highest }

  /// Eigenvalues with unit eigenvectors from one end inwards, each with its residual as it was checked.
  ///
  /// - Returns: nil if some pair is not found to `tolerance`, as when an eigenvalue is multiple or
  ///   nearly so: one start sees a single direction of its space.
  package static func vectors(
    of matrix: Matrix, values: [Double], end: End, count: Int
  ) throws(SymmetricEigen.Failure) -> [ExtremeEigen.Pair]? {
    guard count > 0 else { return [] }
    let outward = end == .lowest ? values : values.reversed().map { -$0 }
    let scale = max(abs(values[0]), abs(values[values.count - 1]))
    // Far enough for the factor to be accurate, near enough for the wanted ones to stand out.
    let spread = outward[min(count, outward.count - 1)] - outward[0]
    let distance = max(spread / 2, 1e-6 * scale)
    guard distance.isNormal,
      let factor = CholeskyFactor(
        of: matrix, sign: end == .lowest ? 1 : -1, shift: distance - outward[0])
    else { return nil }
    let found = try ExtremeEigen(
      start: CounterRandom(seed: 0, stream: 0).normals(matrix.rows, row: 0), lowest: 0,
      highest: count, tolerance: 1e-14, limit: stepLimit, product: factor.solve)
    guard found.highest.count == count else { return nil }
    let pairs = found.highest.enumerated().map { place, pair in
      let value = end == .lowest ? outward[place] : -outward[place]
      return ExtremeEigen.Pair(
        value: value, vector: pair.vector,
        residual: matrix.residual(of: pair.vector, value: value))
    }
    return pairs.allSatisfy { $0.residual <= tolerance * scale } ? pairs : nil
  }
}

/// sign·A + shift = RᵀR.
private struct CholeskyFactor {
  private var factor: Matrix
  private var order: Int32
  private var leading: Int32

  /// nil if that is not positive definite.
  init?(of matrix: Matrix, sign: Double, shift: Double) {
    factor = matrix
    (order, leading) = (BLAS.size(matrix.rows), BLAS.size(matrix.stride))
    var info: Int32 = 0
    let (count, stride) = (matrix.rows, matrix.stride)
    factor.withUnsafeMutablePointer { a in
      for row in 0..<count {
        let entries = a + row * stride
        if sign < 0 { for column in 0...row { entries[column] = -entries[column] } }
        entries[row] += shift
      }
      dpotrf_("U", &order, a, &leading, &info, 1)
    }
    guard info == 0 else { return nil }
  }

  func solve(_ vector: [Double]) -> [Double] {
    var solution = vector
    var (order, leading, increment) = (order, leading, Int32(1))
    factor.withUnsafePointer { r in
      dtrsv_("U", "T", "N", &order, r, &leading, &solution, &increment, 1, 1, 1)
      dtrsv_("U", "N", "N", &order, r, &leading, &solution, &increment, 1, 1, 1)
    }
    return solution
  }
}

extension Matrix {
  /// ‖A x − value·x‖ of a symmetric matrix of which the lower triangle is read.
  fileprivate func residual(of x: [Double], value: Double) -> Double {
    var rest = x
    var (order, leading, increment) = (BLAS.size(rows), BLAS.size(stride), Int32(1))
    var (one, minus) = (1.0, -value)
    withUnsafePointer {
      dsymv_("U", &order, &one, $0, &leading, x, &increment, &minus, &rest, &increment)
    }
    return rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
