import Glibc

/// A solution of theory (8) left of the bulk.
struct MatrixBranchPoint: Sendable {
  let zeta: Double
  /// W = δG⁻¹
  let w: SmallMatrix<Double>
  let moments: MatrixMoments<Double>

  func equation(_ law: MatrixCurvatureLaw) -> MatrixEquation<Double> {
    MatrixEquation(law: law, w: w, moments: moments)
  }

  /// tr G⁻¹ / m
  func meanInverse(ratio: Double) -> Double { w.trace / (Double(w.size) * ratio) }
}

/// The solutions of theory (8) left of the bulk, along p = tr G⁻¹/m.
///
/// G rises with ζ, so that p falls, and goes on falling through the edge, where ζ(p) has its maximum.
/// Newton's method in W converges from larger to smaller W without leaving the domain, since h is
/// operator-concave in W; solutions already found are its starting points.
struct MatrixBranch {
  let law: MatrixCurvatureLaw
  private var found: [(p: Double, point: MatrixBranchPoint)] = []

  init(of law: MatrixCurvatureLaw) { self.law = law }

  /// The solution at a real ζ left of the edge; nil if there is none.
  mutating func point(at zeta: Double) -> MatrixBranchPoint? {
    // G⁻¹ = λ − ζ + E[Φ] lies below λ − ζ + E[D].
    let start =
      law.ratio * (SmallMatrix.scalar(law.ridge - zeta, size: law.neurons) + law.meanCurvature)
    guard start.choleskyFactor != nil, let moments = law.moments(start) else { return nil }
    let first = MatrixBranchPoint(zeta: zeta, w: start, moments: moments)
    guard let point = newton(from: first, meanInverse: nil) else { return nil }
    found.append((point.meanInverse(ratio: law.ratio), point))
    return point
  }

  /// The solution at p, on either side of the edge; nil if there is none. There must be one already.
  mutating func point(meanInverse p: Double) -> MatrixBranchPoint? {
    let above = found.filter { $0.p >= p }.min { $0.p < $1.p }
    guard let start = above ?? found.max(by: { $0.p < $1.p }) else { return nil }
    if start.p == p { return start.point }
    guard let point = newton(from: start.point, meanInverse: p) else { return nil }
    found.append((p, point))
    return point
  }

  /// Newton's method, shortened where it would leave the domain or raise the residual; ζ is free
  /// if p is given.
  private func newton(from start: MatrixBranchPoint, meanInverse p: Double?) -> MatrixBranchPoint? {
    let (m, size) = (law.neurons, law.pairs.count)
    var (w, zeta, moments) = (start.w, start.zeta, start.moments)
    func misses(_ w: SmallMatrix<Double>, _ zeta: Double, _ moments: MatrixMoments<Double>)
      -> (residual: SmallMatrix<Double>, trace: Double, size: Double)
    {
      let residual = MatrixEquation(law: law, w: w, moments: moments).residual(zeta)
      let trace = p.map { $0 - w.trace / (Double(m) * law.ratio) } ?? 0
      return (residual, trace, max(residual.norm, abs(trace)))
    }
    var miss = misses(w, zeta, moments)
    for _ in 0..<100 {
      let scale = w.norm / law.ratio + abs(law.ridge - zeta)
      let equation = MatrixEquation(law: law, w: w, moments: moments)
      let order = size + (p == nil ? 0 : 1)
      var system = SmallMatrix<Double>(size: order)
      let jacobian = equation.jacobian
      for row in 0..<size {
        for column in 0..<size { system[row, column] = jacobian[row, column] }
      }
      var right = equation.packed(miss.residual).map { -$0 }
      if p != nil {
        for (entry, pair) in law.pairs.pairs.enumerated() where pair.row == pair.column {
          system[entry, size] = -1
          system[size, entry] = 1
        }
        right.append(miss.trace * Double(m) * law.ratio)
      }
      guard let step = system.solution(right) else { return nil }
      let change = equation.unpacked(step.prefix(size))
      let shift = p == nil ? 0 : step[size]
      let isLast = max(change.norm / law.ratio, abs(shift)) < 1e-9 * scale
      var length = 1.0
      while true {
        let next = w + length * change
        if next.choleskyFactor != nil, let fresh = law.moments(next) {
          let missed = misses(next, zeta + length * shift, fresh)
          // The last step is down to rounding, where nothing falls any more.
          if missed.size <= (1 - length / 4) * miss.size || isLast {
            (w, zeta, moments, miss) = (next, zeta + length * shift, fresh, missed)
            break
          }
        }
        length /= 2
        guard length > 1e-4 else {
          // Beside a nearly singular W rounding is that coarse.
          let isSolved = miss.size < 1e-8 * scale
          return isSolved ? MatrixBranchPoint(zeta: zeta, w: w, moments: moments) : nil
        }
      }
      if isLast { return MatrixBranchPoint(zeta: zeta, w: w, moments: moments) }
    }
    return nil
  }
}
