import COpenBLAS

/// Eigenvalues of a symmetric matrix, and the eigenvectors at both ends: 4N³/3 operations and a
/// third of that for either end.
///
/// From N = `twoStageOrder` on the values come from a reduction in two stages, and vectors by inverse iteration
/// (`TwoStageEigen`), in another 8N² bytes; smaller matrices, and those whose ends hold eigenvalues
/// too close for that, are tridiagonalised at once.
public struct SymmetricEigen: Sendable {
  /// All N eigenvalues, ascending.
  public let values: [Double]
  /// Unit eigenvectors of `values[0]`, `values[1]`, …
  public let lowest: [[Double]]
  /// Unit eigenvectors of `values[N−1]`, `values[N−2]`, …
  public let highest: [[Double]]
  /// ‖A v − λ v‖ of `lowest` and of `highest` where it was checked, as inverse iteration must be; 0 of
  /// the vectors that come with LAPACK's reduction.
  public let lowestResiduals: [Double]
  public let highestResiduals: [Double]

  /// The smallest N that is reduced in two stages.
  public static let twoStageOrder = 1500

  /// LAPACK did not converge; `routine` and `info` as its manual has them.
  public struct Failure: Error, Sendable, Equatable {
    public let routine: String
    public let info: Int
  }

  /// - Parameter matrix: N×N; only its lower triangle (row ≥ column) is read.
  public init(_ matrix: consuming Matrix, lowest low: Int, highest high: Int) throws(Failure) {
    try self.init(matrix, lowest: low, highest: high, twoStagesFrom: Self.twoStageOrder)
  }

  package init(
    _ matrix: consuming Matrix, lowest low: Int, highest high: Int, twoStagesFrom least: Int
  ) throws(Failure) {
    precondition(matrix.rows == matrix.columns && low >= 0 && high >= 0)
    BLAS.prepare()
    let count = matrix.rows
    guard count > 0 else {
      (values, lowest, highest) = ([], [], [])
      (lowestResiduals, highestResiduals) = ([], [])
      return
    }
    if count >= least {
      if low + high == 0 {
        (values, lowest, highest) = (try TwoStageEigen.values(matrix), [], [])
        (lowestResiduals, highestResiduals) = ([], [])
        return
      }
      let found = try TwoStageEigen.values(copy matrix)
      if let lows = try TwoStageEigen.vectors(
        of: matrix, values: found, end: .lowest, count: min(low, count)),
        let highs = try TwoStageEigen.vectors(
          of: matrix, values: found, end: .highest, count: min(high, count))
      {
        (values, lowest, highest) = (found, lows.map(\.vector), highs.map(\.vector))
        (lowestResiduals, highestResiduals) = (lows.map(\.residual), highs.map(\.residual))
        return
      }
    }
    var tridiagonal = try Tridiagonal(reducing: matrix)
    values = try tridiagonal.eigenvalues()
    lowest = try tridiagonal.vectors(0..<min(low, count))
    highest = try tridiagonal.vectors(max(0, count - high)..<count).reversed()
    lowestResiduals = lowest.map { _ in 0 }
    highestResiduals = highest.map { _ in 0 }
  }
}

/// A = Q T Qᵀ with T tridiagonal, Q kept as reflectors in A's place.
private struct Tridiagonal {
  var reflectors: Matrix
  var diagonal: [Double]
  var beside: [Double]
  var scales: [Double]
  let count: Int
  var order: Int32
  var leading: Int32

  init(reducing matrix: consuming Matrix) throws(SymmetricEigen.Failure) {
    count = matrix.rows
    order = BLAS.size(count)
    leading = BLAS.size(matrix.stride)
    diagonal = [Double](repeating: 0, count: count)
    beside = [Double](repeating: 0, count: count)
    scales = [Double](repeating: 0, count: count)
    reflectors = matrix
    var info: Int32 = 0
    // The lower triangle by rows is the upper one by columns.
    reflectors.withUnsafeMutablePointer { a in
      var size = -1.0
      var query: Int32 = -1
      dsytrd_("U", &order, a, &leading, &diagonal, &beside, &scales, &size, &query, &info, 1)
      var length = Int32(size)
      var work = [Double](repeating: 0, count: Int(length))
      dsytrd_("U", &order, a, &leading, &diagonal, &beside, &scales, &work, &length, &info, 1)
    }
    guard info == 0 else { throw SymmetricEigen.Failure(routine: "dsytrd", info: Int(info)) }
  }

  mutating func eigenvalues() throws(SymmetricEigen.Failure) -> [Double] {
    var (values, rest) = (diagonal, beside)
    var info: Int32 = 0
    dsterf_(&order, &values, &rest, &info)
    guard info == 0 else { throw SymmetricEigen.Failure(routine: "dsterf", info: Int(info)) }
    return values
  }

  /// Eigenvectors of A for a range of its ascending eigenvalues.
  mutating func vectors(_ range: Range<Int>) throws(SymmetricEigen.Failure) -> [[Double]] {
    guard !range.isEmpty else { return [] }
    // Asked for one vector of a 2×2 matrix, dstemr takes the eigenvalue of larger size for the
    // higher one.
    if count == 2, range.count == 1 {
      let both = try vectors(0..<2)
      return [both[range.lowerBound]]
    }
    // dstemr overwrites both, and asks for room at the end of the second.
    var (d, e) = (diagonal, beside)
    var (none, first, last) = (0.0, Int32(range.lowerBound + 1), Int32(range.upperBound))
    var wanted = Int32(range.count)
    var (found, relative, info): (Int32, Int32, Int32) = (0, 1, 0)
    var values = [Double](repeating: 0, count: count)
    var z = [Double](repeating: 0, count: count * range.count)
    var supports = [Int32](repeating: 0, count: 2 * range.count)
    var (length, integers) = (Int32(18 * count), Int32(10 * count))
    var work = [Double](repeating: 0, count: Int(length))
    var integerWork = [Int32](repeating: 0, count: Int(integers))
    dstemr_(
      "V", "I", &order, &d, &e, &none, &none, &first, &last, &found, &values, &z, &order, &wanted,
      &supports, &relative, &work, &length, &integerWork, &integers, &info, 1, 1)
    guard info == 0, found == wanted else {
      throw SymmetricEigen.Failure(routine: "dstemr", info: Int(info))
    }
    reflectors.withUnsafeMutablePointer { a in
      var size = -1.0
      var query: Int32 = -1
      dormtr_(
        "L", "U", "N", &order, &wanted, a, &leading, &scales, &z, &order, &size, &query, &info, 1,
        1, 1)
      var length = Int32(size)
      var work = [Double](repeating: 0, count: Int(length))
      dormtr_(
        "L", "U", "N", &order, &wanted, a, &leading, &scales, &z, &order, &work, &length, &info, 1,
        1, 1)
    }
    guard info == 0 else { throw SymmetricEigen.Failure(routine: "dormtr", info: Int(info)) }
    return (0..<range.count).map { Array(z[$0 * count..<($0 + 1) * count]) }
  }
}
