import Numerics

/// F(M) = E[Z M Z] on symmetric k_H×k_H matrices, theory (5), as a matrix in the orthonormal basis
/// e_i e_iᵀ and (e_i e_jᵀ + e_j e_iᵀ)/√2.
struct AlgorithmicThresholdOperator {
  /// k_H(k_H + 1)/2 on each side.
  private(set) var matrix: Matrix

  /// - Parameters:
  ///   - hard: z_H of samples: k_H arrays.
  ///   - bins: places of the samples of each bin; even and odd ones are its two halves.
  init(hard: [[Double]], bins: [ArraySlice<Int>]) {
    let size = hard.count
    let pairs = (0..<size).flatMap { i in (i..<size).map { (i, $0) } }
    matrix = Matrix.packed(rows: pairs.count, columns: pairs.count)
    let total = Double(bins.reduce(0) { $0 + $1.count })
    var sums = [0, 1].map { _ in [Double](repeating: 0, count: size * size) }
    for bin in bins where bin.count > 1 {
      for half in 0..<2 {
        let count = (bin.count + 1 - half) / 2
        for entry in sums[half].indices { sums[half][entry] = 0 }
        for (i, j) in pairs {
          var sum = 0.0
          for place in stride(from: bin.startIndex + half, to: bin.endIndex, by: 2) {
            sum += hard[i][bin[place]] * hard[j][bin[place]]
          }
          let value = sum / Double(count) - (i == j ? 1 : 0)
          sums[half][i * size + j] = value
          sums[half][j * size + i] = value
        }
      }
      add(sums[0], sums[1], weight: Double(bin.count) / total, size: size, pairs: pairs)
    }
    for row in 0..<pairs.count {
      for column in 0..<row { matrix[column, row] = matrix[row, column] }
    }
  }

  /// Adds tr(E_s A E_t B), symmetrised in A and B, to the lower triangle.
  private mutating func add(
    _ a: [Double], _ b: [Double], weight: Double, size: Int, pairs: [(Int, Int)]
  ) {
    for (row, (i, j)) in pairs.enumerated() {
      for (column, (p, q)) in pairs[...row].enumerated() {
        // tr(e_i e_jᵀ A e_p e_qᵀ B) = A_jp B_qi, summed over the orders of (i, j) and of (p, q).
        func form(_ i: Int, _ j: Int, _ p: Int, _ q: Int) -> Double {
          (a[j * size + p] * b[q * size + i] + b[j * size + p] * a[q * size + i]) / 2
        }
        var sum = form(i, j, p, q)
        var norm = 1.0
        if i != j {
          sum += form(j, i, p, q)
          norm /= 2
        }
        if p != q {
          sum += form(i, j, q, p)
          if i != j { sum += form(j, i, q, p) }
          norm /= 2
        }
        matrix[row, column] += weight * sum * norm.squareRoot()
      }
    }
  }
}
