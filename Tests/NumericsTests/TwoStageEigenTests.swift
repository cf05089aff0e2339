import Glibc
import Numerics
import Testing

@Suite("Symmetric eigenvalue problem in two stages")
struct TwoStageEigenTests {
  /// Q diag(values) Qᵀ with Q a product of reflections in random vectors.
  private func matrix(eigenvalues: [Double], seed: Int) -> Matrix {
    let order = eigenvalues.count
    let random = CounterRandom(seed: seed, stream: 0)
    var rows = (0..<order).map { row in
      (0..<order).map { $0 == row ? eigenvalues[row] : 0 }
    }
    func reflect(_ x: [Double], in axis: [Double]) -> [Double] {
      let size = axis.reduce(0) { $0 + $1 * $1 }
      let along = 2 * zip(axis, x).reduce(0) { $0 + $1.0 * $1.1 } / size
      return zip(x, axis).map { $0 - along * $1 }
    }
    for place in 0..<3 {
      let axis = random.normals(order, row: place)
      for _ in 0..<2 {
        rows = rows.map { reflect($0, in: axis) }
        rows = (0..<order).map { column in rows.map { $0[column] } }
      }
    }
    return Matrix(rows: rows)
  }

  private func spread(_ order: Int, seed: Int) -> [Double] {
    CounterRandom(seed: seed, stream: 1).normals(order, row: 0).sorted()
  }

  private func inner(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Both ways: values alike, and vectors that are orthonormal and solve A v = λ v.
  private func agree(_ matrix: Matrix, lowest: Int, highest: Int) throws -> (
    two: SymmetricEigen, one: SymmetricEigen
  ) {
    let one = try SymmetricEigen(
      matrix, lowest: lowest, highest: highest, twoStagesFrom: .max)
    let two = try SymmetricEigen(matrix, lowest: lowest, highest: highest, twoStagesFrom: 1)
    let order = matrix.rows
    let scale = max(1e-300, one.values.map { abs($0) }.max() ?? 0)
    for (left, right) in zip(one.values, two.values) { #expect(abs(left - right) < 1e-13 * scale) }
    #expect(two.values.count == order)
    #expect(two.lowest.count == min(lowest, order) && two.highest.count == min(highest, order))
    for (vectors, places) in [
      (two.lowest, Array(0..<two.lowest.count)),
      (two.highest, two.highest.indices.map { order - 1 - $0 }),
    ] {
      for (vector, place) in zip(vectors, places) {
        for row in 0..<order {
          let image = inner(matrix.row(row), vector)
          #expect(abs(image - two.values[place] * vector[row]) < 4e-12 * scale)
        }
      }
      for (i, left) in vectors.enumerated() {
        for (j, right) in vectors.enumerated() {
          #expect(abs(inner(left, right) - (i == j ? 1 : 0)) < 1e-11)
        }
      }
    }
    return (two, one)
  }

  @Test("the vectors are those of the one-stage reduction", arguments: [60, 200])
  func ordinary(order: Int) throws {
    let both = try agree(
      matrix(eigenvalues: spread(order, seed: order), seed: order), lowest: 3, highest: 3)
    for (left, right) in zip(
      both.two.lowest + both.two.highest, both.one.lowest + both.one.highest)
    {
      #expect(abs(abs(inner(left, right)) - 1) < 1e-10)
    }
  }

  @Test("residuals are of the vectors as they are; LAPACK's own are not checked")
  func residuals() throws {
    let order = 80
    let matrix = matrix(eigenvalues: spread(order, seed: 15), seed: 16)
    let both = try agree(matrix, lowest: 2, highest: 3)
    #expect(both.one.lowestResiduals == [0, 0] && both.one.highestResiduals == [0, 0, 0])
    let stated = both.two.lowestResiduals + both.two.highestResiduals
    #expect(stated.count == 5)
    let places = [0, 1] + (0..<3).map { order - 1 - $0 }
    for ((vector, place), residual) in zip(
      zip(both.two.lowest + both.two.highest, places), stated)
    {
      let rest = (0..<order).map {
        inner(matrix.row($0), vector) - both.two.values[place] * vector[$0]
      }
      #expect(residual > 0 && abs(inner(rest, rest).squareRoot() - residual) < 1e-13)
    }
  }

  @Test("inverse iteration finds distinct ends itself and declines what one start cannot see")
  func declines() throws {
    let distinct = matrix(eigenvalues: spread(120, seed: 13), seed: 14)
    let known = try TwoStageEigen.values(distinct)
    for end in [TwoStageEigen.End.lowest, .highest] {
      #expect(try TwoStageEigen.vectors(of: distinct, values: known, end: end, count: 3) != nil)
    }
    var scalar = Matrix(rows: 20, columns: 20)
    for index in 0..<20 { scalar[index, index] = 3 }
    let same = try TwoStageEigen.values(scalar)
    #expect(try TwoStageEigen.vectors(of: scalar, values: same, end: .lowest, count: 2) == nil)
  }

  @Test("neighbours at the end a millionth apart are told apart")
  func closeNeighbours() throws {
    var values = spread(120, seed: 5)
    values[0] = values[1] - 1e-6
    values[119] = values[118] + 1e-6
    let both = try agree(matrix(eigenvalues: values, seed: 6), lowest: 2, highest: 2)
    for (left, right) in zip(
      both.two.lowest + both.two.highest, both.one.lowest + both.one.highest)
    {
      #expect(abs(abs(inner(left, right)) - 1) < 1e-8)
    }
  }

  /// One start sees more than one vector of them by rounding alone; ends it misses are tridiagonalised.
  @Test("multiple eigenvalues have as many vectors", arguments: [0, 1e-15, 1e-13])
  func multiplicity(apart: Double) throws {
    var values = spread(90, seed: 7)
    values[0] = values[2] - 2 * apart
    values[1] = values[2] - apart
    values[89] = values[88] + apart
    _ = try agree(matrix(eigenvalues: values, seed: 8), lowest: 4, highest: 2)
  }

  @Test("tiny, zero and scalar matrices", arguments: [1, 2, 3, 7])
  func tiny(order: Int) throws {
    _ = try agree(matrix(eigenvalues: spread(order, seed: 9), seed: 10), lowest: 2, highest: 9)
    _ = try agree(Matrix(rows: order, columns: order), lowest: 1, highest: 1)
    var scalar = Matrix(rows: order, columns: order)
    for index in 0..<order { scalar[index, index] = -4 }
    _ = try agree(scalar, lowest: order, highest: order)
  }

  @Test("outliers far from the bulk, and only the lower triangle is read")
  func outliers() throws {
    let values = [-50] + spread(100, seed: 11).map { 1 + 1e-3 * $0 } + [400]
    let full = matrix(eigenvalues: values, seed: 12)
    var lower = full
    for row in 0..<full.rows - 1 {
      for column in row + 1..<full.rows { lower[row, column] = .nan }
    }
    _ = try agree(full, lowest: 2, highest: 2)
    let (left, right) = (
      try SymmetricEigen(full, lowest: 2, highest: 2, twoStagesFrom: 1),
      try SymmetricEigen(lower, lowest: 2, highest: 2, twoStagesFrom: 1)
    )
    #expect(left.values == right.values && left.lowest == right.lowest)
  }
}
