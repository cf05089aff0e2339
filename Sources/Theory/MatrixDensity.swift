import Glibc

extension MatrixCurvatureLaw {
  /// ρ on a grid, theory (9); nil at points where the equations could not be solved.
  ///
  /// Solved just above the real axis, at 10⁻⁶ of the bulk's size, where a solution with Im G ≻ 0 is
  /// the only one, from the neighbour on the grid or, failing that, down a ladder of imaginary
  /// parts; and then followed to the axis.
  public func density(at points: [Double]) -> BulkDensity {
    let scale = max(curvatureScale, 1e-300)
    var neighbour: MatrixEquation<Complex>?
    let values = points.map { x -> Double? in
      let height = 1e-6 * scale
      let above =
        neighbour.flatMap { solution(Complex(x, height), from: $0, strictly: true) }
        ?? descent(to: Complex(x, height), scale: scale)
      neighbour = above
      guard let above else { return nil }
      guard let on = solution(Complex(x, 0), from: above, strictly: false),
        (on.w - above.w).norm < 0.1 * above.w.norm
      else { return nil }
      return max(0, on.density)
    }
    return BulkDensity(points: points, values: values, atom: atom)
  }

  private func descent(to zeta: Complex, scale: Double) -> MatrixEquation<Complex>? {
    var height = 10 * scale
    let shift = Complex(ridge) - Complex(zeta.re, height)
    var w = SmallMatrix<Complex>(size: neurons)
    for row in 0..<neurons {
      for column in 0..<neurons {
        w[row, column] = Complex(ratio * meanCurvature[row, column])
      }
      w[row, row] = w[row, row] + Complex(ratio) * shift
    }
    guard let moments = moments(w) else { return nil }
    var current = MatrixEquation(law: self, w: w, moments: moments)
    while true {
      let next = Complex(zeta.re, max(height, zeta.im))
      guard let found = solution(next, from: current, strictly: true) else { return nil }
      if height <= zeta.im { return found }
      current = found
      height /= 5
    }
  }

  /// Newton's method, shortened where it would raise the residual or, if `strictly`, leave Im G ≻ 0.
  private func solution(
    _ zeta: Complex, from start: MatrixEquation<Complex>, strictly: Bool
  ) -> MatrixEquation<Complex>? {
    var (equation, residual) = (start, start.residual(zeta))
    for _ in 0..<40 {
      let right = equation.packed(residual).map { Complex.zero - $0 }
      guard let step = equation.jacobian.solution(right) else { return nil }
      let change = equation.unpacked(step)
      let size = equation.w.norm
      let isLast = change.norm < 1e-7 * size
      var length = 1.0
      while true {
        let w = equation.w + Complex(length) * change
        if !strictly || w.hasNegativeImaginaryPart, let moments = moments(w) {
          let next = MatrixEquation(law: self, w: w, moments: moments)
          let missed = next.residual(zeta)
          if isLast || missed.norm <= (1 - length / 4) * residual.norm {
            (equation, residual) = (next, missed)
            break
          }
        }
        length /= 2
        guard length > 1e-3 else { return nil }
      }
      if isLast { return residual.norm < 1e-8 * (size / ratio + 1) ? equation : nil }
    }
    return nil
  }

  /// The probability of the eigenvalue λ: what D leaves of R^m, or of R^m ⊗ R^d.
  private var atom: Double {
    let m = neurons
    let tolerance = 1e-12 * curvatureScale
    var square = SmallMatrix<Double>(size: m)
    var rank = 0.0
    let entries = (0..<pairs.count).map(blocks.values)
    for (sample, probability) in blocks.probabilities.enumerated() where probability > 0 {
      var d = SmallMatrix<Double>(size: m)
      for (entry, pair) in pairs.pairs.enumerated() {
        d[pair.row, pair.column] = entries[entry][sample]
        d[pair.column, pair.row] = entries[entry][sample]
      }
      square = square + probability * (d * d)
      rank += probability * Double(d.rank(tolerance: tolerance))
    }
    let reached = Double(square.rank(tolerance: tolerance * curvatureScale))
    return max(0, Double(m) - min(reached, ratio * rank)) / Double(m)
  }
}

extension MatrixEquation<Complex> {
  /// ρ = Im tr G / (π m)
  fileprivate var density: Double {
    guard let inverse = w.inverse else { return .nan }
    return law.ratio * inverse.trace.im / (Double.pi * Double(law.neurons))
  }
}

extension SmallMatrix<Complex> {
  /// Im W ≺ 0, which is Im G ≻ 0.
  fileprivate var hasNegativeImaginaryPart: Bool {
    var part = SmallMatrix<Double>(size: size)
    for index in entries.indices { part.entries[index] = -entries[index].im }
    return part.choleskyFactor != nil
  }
}

extension SmallMatrix<Double> {
  /// The rank of a symmetric matrix, by elimination with full pivoting.
  fileprivate func rank(tolerance: Double) -> Int {
    var a = self
    var rank = 0
    while rank < size {
      var best = (row: rank, column: rank)
      for row in rank..<size {
        for column in rank..<size where abs(a[row, column]) > abs(a[best.row, best.column]) {
          best = (row, column)
        }
      }
      guard abs(a[best.row, best.column]) > tolerance else { break }
      for column in 0..<size {
        (a[rank, column], a[best.row, column]) = (a[best.row, column], a[rank, column])
      }
      for row in 0..<size {
        (a[row, rank], a[row, best.column]) = (a[row, best.column], a[row, rank])
      }
      for row in rank + 1..<max(size, rank + 1) {
        let factor = a[row, rank] / a[rank, rank]
        for column in rank..<size { a[row, column] -= factor * a[rank, column] }
      }
      rank += 1
    }
    return rank
  }
}
