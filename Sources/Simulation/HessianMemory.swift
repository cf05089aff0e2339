import Numerics

extension EmpiricalHessian {
  /// Memory that a spectrum by products takes beyond the design: Lanczos' basis, D of every sample
  /// twice while it is gathered, and sums of products.
  public static func iterativeBytes(
    dimension d: Int, samples n: Int, neurons m: Int, extremes: Int, threads: Int = 1
  ) -> Int {
    let order = m * d
    let basis = Matrix.bytes(rows: min(order, ExtremeEigen.stepLimit), columns: order)
    let sums = EmpiricalRisk.chunks(samples: n) * Matrix.bytes(rows: m, columns: d)
    return basis + 16 * m * m * n + sums + 8 * order * (4 * extremes + 8)
  }
}
