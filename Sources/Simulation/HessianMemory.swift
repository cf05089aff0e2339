import Numerics

extension EmpiricalHessian {
  /// Memory that a spectrum by products takes beyond the design: Lanczos' basis for the ends or for
  /// all probes, D of every sample twice while it is gathered, and sums of products.
  public static func iterativeBytes(
    dimension d: Int, samples n: Int, neurons m: Int, extremes: Int, probes: Int,
    quadratureSteps: Int
  ) -> Int {
    let order = m * d
    let basis = max(
      Matrix.bytes(rows: min(order, ExtremeEigen.stepLimit), columns: order),
      probes * Matrix.bytes(rows: min(order, quadratureSteps), columns: order))
    let sums =
      (EmpiricalRisk.chunks(samples: n) + 1) * max(1, probes) * Matrix.bytes(rows: m, columns: d)
    return basis + 16 * m * m * n + sums + 8 * order * (4 * extremes + 8)
  }
}
