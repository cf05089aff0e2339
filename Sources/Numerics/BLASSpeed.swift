import COpenBLAS

extension BLAS {
  /// Billions of f64 operations a second in a product of square matrices on one core: the best of
  /// a few, to see past a busy machine.
  public static func multiplicationRate(size: Int = 1024, repetitions: Int = 3) -> Double {
    prepare()
    var order = self.size(size)
    var (one, zero) = (1.0, 0.0)
    let a = [Double](repeating: 1.5, count: size * size)
    var c = [Double](repeating: 0, count: size * size)
    let clock = ContinuousClock()
    let best =
      (0..<max(1, repetitions)).map { _ in
        clock.measure {
          dgemm_(
            "N", "N", &order, &order, &order, &one, a, &order, a, &order, &zero, &c, &order)
        }
      }.min() ?? .zero
    let seconds = Double(best.components.attoseconds) * 1e-18 + Double(best.components.seconds)
    return 2 * Double(size * size * size) / seconds * 1e-9
  }
}
