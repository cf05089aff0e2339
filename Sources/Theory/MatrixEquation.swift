import Glibc
import Numerics

/// Theory (8) at one W: its residual h(W) = W − W E[R] W − W/δ + (λ − ζ) I and its derivative.
struct MatrixEquation<Entry: MatrixEntry> {
  let law: MatrixCurvatureLaw
  let w: SmallMatrix<Entry>
  let moments: MatrixMoments<Entry>

  /// E[Φ] = W − W E[R] W
  var response: SmallMatrix<Entry> { w - w * moments.mean * w }

  func residual(_ zeta: Entry) -> SmallMatrix<Entry> {
    let shift = Entry(law.ridge) - zeta
    return response - Entry(1 / law.ratio) * w
      + SmallMatrix.scalar(shift, size: law.neurons)
  }

  /// E[(I − W R) Y (I − R W)] = (1/δ²) E[Φ G Y G Φ]: what E[Φ] gains from W + Y.
  func response(to y: SmallMatrix<Entry>) -> SmallMatrix<Entry> {
    let left = w * moments.mean * y
    return y - left - left.transposed + w * moments.sandwich(y) * w
  }

  /// h' on symmetric matrices as vectors.
  var jacobian: SmallMatrix<Entry> {
    let pairs = law.pairs
    var matrix = SmallMatrix<Entry>(size: pairs.count)
    for (column, pair) in pairs.pairs.enumerated() {
      var y = SmallMatrix<Entry>(size: law.neurons)
      y[pair.row, pair.column] = Entry(1)
      y[pair.column, pair.row] = Entry(1)
      let image = response(to: y) - Entry(1 / law.ratio) * y
      for (row, pair) in pairs.pairs.enumerated() {
        matrix[row, column] = image[pair.row, pair.column]
      }
    }
    return matrix
  }

  /// h as a vector.
  func packed(_ matrix: SmallMatrix<Entry>) -> [Entry] {
    law.pairs.pairs.map { matrix[$0.row, $0.column] }
  }

  func unpacked(_ vector: some Collection<Entry>) -> SmallMatrix<Entry> {
    var matrix = SmallMatrix<Entry>(size: law.neurons)
    for (pair, value) in zip(law.pairs.pairs, vector) {
      matrix[pair.row, pair.column] = value
      matrix[pair.column, pair.row] = value
    }
    return matrix
  }
}

extension MatrixEquation<Double> {
  /// L with G⁻¹ = L Lᵀ.
  private var factor: SmallMatrix<Double> {
    guard let factor = (1 / law.ratio * w).choleskyFactor else {
      preconditionFailure("W is positive definite left of the bulk")
    }
    return factor
  }

  /// T of theory section 5 in the basis where G is the identity and T symmetric, on the orthonormal
  /// basis e_a e_aᵀ and (e_a e_bᵀ + e_b e_aᵀ)/√2.
  private func contraction(_ factor: SmallMatrix<Double>) -> SmallMatrix<Double>? {
    guard let inverse = factor.inverse else { return nil }
    let pairs = law.pairs
    var matrix = SmallMatrix<Double>(size: pairs.count)
    for (column, pair) in pairs.pairs.enumerated() {
      var basis = SmallMatrix<Double>(size: law.neurons)
      basis[pair.row, pair.column] = pair.row == pair.column ? 1 : 0.5.squareRoot()
      basis[pair.column, pair.row] = basis[pair.row, pair.column]
      let image = inverse * response(to: factor * basis * factor.transposed) * inverse.transposed
      for (row, pair) in pairs.pairs.enumerated() {
        let scale = pair.row == pair.column ? 1 : 2.0.squareRoot()
        matrix[row, column] = law.ratio * scale * image[pair.row, pair.column]
      }
    }
    return matrix
  }

  /// ρ(T); infinite where W is singular.
  var spectralRadius: Double {
    guard let factor = (1 / law.ratio * w).choleskyFactor, let t = contraction(factor) else {
      return .infinity
    }
    var matrix = Matrix.packed(rows: t.size, columns: t.size)
    for row in 0..<t.size {
      for column in 0...row { matrix[row, column] = (t[row, column] + t[column, row]) / 2 }
    }
    // T maps the positive semidefinite cone to itself: its largest eigenvalue is its radius.
    return (try? SymmetricEigen(matrix, lowest: 0, highest: 0))?.values.last ?? .infinity
  }

  /// G' = (1 − T)⁻¹[G²]
  var derivative: SmallMatrix<Double>? {
    let factor = factor
    guard let inverse = factor.inverse, let t = contraction(factor) else { return nil }
    let pairs = law.pairs
    // With G = C Cᵀ, C = L⁻ᵀ: C⁻¹ G² C⁻ᵀ = Cᵀ C.
    let source = inverse * inverse.transposed
    let system = SmallMatrix.scalar(1, size: pairs.count) - t
    let right = pairs.pairs.map {
      source[$0.row, $0.column] * ($0.row == $0.column ? 1 : 2.0.squareRoot())
    }
    guard let x = system.solution(right) else { return nil }
    var matrix = SmallMatrix<Double>(size: law.neurons)
    for (pair, value) in zip(pairs.pairs, x) {
      matrix[pair.row, pair.column] = value * (pair.row == pair.column ? 1 : 0.5.squareRoot())
      matrix[pair.column, pair.row] = matrix[pair.row, pair.column]
    }
    return inverse.transposed * matrix * inverse
  }
}
