import COpenBLAS
import Glibc
import Numerics
import Testing

@Suite("Symmetric eigenvalue problem")
struct SymmetricEigenTests {
  private func gaussian(_ order: Int, seed: Int) -> Matrix {
    let random = CounterRandom(seed: seed, stream: 0)
    var matrix = Matrix(rows: order, columns: order)
    for row in 0..<order {
      let values = random.normals(order, row: row)
      for column in 0...row {
        matrix[row, column] = values[column]
        matrix[column, row] = values[column]
      }
    }
    return matrix
  }

  @Test("the second difference has eigenvalues 2 − 2cos(πk/(N + 1))")
  func secondDifference() throws {
    let order = 60
    var matrix = Matrix(rows: order, columns: order)
    for row in 0..<order {
      matrix[row, row] = 2
      if row > 0 { matrix[row, row - 1] = -1 }
    }
    let eigen = try SymmetricEigen(matrix, lowest: 1, highest: 1)
    for (index, value) in eigen.values.enumerated() {
      #expect(abs(value - (2 - 2 * cos(.pi * Double(index + 1) / Double(order + 1)))) < 1e-13)
    }
    // The lowest eigenvector is a half wave of one sign.
    let shape = (1...order).map { sin(.pi * Double($0) / Double(order + 1)) }
    let overlap = zip(eigen.lowest[0], shape).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(abs(overlap) - (Double(order + 1) / 2).squareRoot()) < 1e-12)
  }

  @Test("values agree with dsyevd and vectors solve Av = λv", arguments: [1, 2, 7, 130])
  func againstLAPACK(order: Int) throws {
    let matrix = gaussian(order, seed: order)
    let eigen = try SymmetricEigen(matrix, lowest: 3, highest: 2)
    let reference = divideAndConquer(matrix)
    for (value, expected) in zip(eigen.values, reference) {
      #expect(abs(value - expected) < 1e-12 * Double(order))
    }
    #expect(eigen.lowest.count == min(3, order) && eigen.highest.count == min(2, order))
    let pairs =
      eigen.lowest.enumerated().map { (eigen.values[$0], $1) }
      + eigen.highest.enumerated().map { (eigen.values[order - 1 - $0], $1) }
    for (value, vector) in pairs {
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
      for row in 0..<order {
        let image = zip(matrix.row(row), vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(image - value * vector[row]) < 1e-11)
      }
    }
  }

  /// Diagonal, and both signs of larger size; the last has a double eigenvalue.
  private static let small: [[Double]] = [
    [-1, 0, 2], [-3, 0, 2], [2, 0, -3], [1, 2, -2], [-1, 2, 3], [0, 1, 0], [-5, 0.1, 1],
    [4, 0, 4],
  ]

  @Test("of a 2×2 matrix either vector alone is the right one", arguments: small)
  func twoByTwo(entries: [Double]) throws {
    var matrix = Matrix(rows: 2, columns: 2)
    (matrix[0, 0], matrix[1, 0], matrix[0, 1]) = (entries[0], entries[1], entries[1])
    matrix[1, 1] = entries[2]
    let low = try SymmetricEigen(matrix, lowest: 1, highest: 0)
    let high = try SymmetricEigen(matrix, lowest: 0, highest: 1)
    #expect(low.values[0] <= low.values[1])
    for (value, vector) in [(low.values[0], low.lowest[0]), (low.values[1], high.highest[0])] {
      for row in 0..<2 {
        let image = zip(matrix.row(row), vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(image - value * vector[row]) < 1e-13)
      }
    }
  }

  @Test("only the lower triangle is read")
  func lowerTriangle() throws {
    let full = gaussian(20, seed: 4)
    var lower = full
    for row in 0..<20 { for column in (row + 1)..<max(20, row + 1) { lower[row, column] = .nan } }
    let (left, right) = (
      try SymmetricEigen(full, lowest: 1, highest: 0),
      try SymmetricEigen(lower, lowest: 1, highest: 0)
    )
    #expect(left.values == right.values && left.lowest == right.lowest)
  }

  private func divideAndConquer(_ matrix: Matrix) -> [Double] {
    var a = (0..<matrix.rows).flatMap(matrix.row)
    var order = Int32(matrix.rows)
    var values = [Double](repeating: 0, count: matrix.rows)
    var (length, integers) = (order * order * 2 + 6 * order + 1, 5 * order + 3)
    var work = [Double](repeating: 0, count: Int(length))
    var integerWork = [Int32](repeating: 0, count: Int(integers))
    var info: Int32 = 0
    dsyevd_(
      "N", "L", &order, &a, &order, &values, &work, &length, &integerWork, &integers, &info, 1, 1)
    #expect(info == 0)
    return values
  }
}
