import Glibc
import Numerics

extension CounterRandom {
  /// A number of law χ with `degrees` degrees of freedom, from row `row`.
  ///
  /// Marsaglia and Tsang 2000. Nearby degrees of freedom give nearby numbers, since the same
  /// normals are transformed: common random numbers across dimensions.
  func chi(degrees: Int, row: Int) -> Double {
    precondition(degrees >= 1)
    if degrees < 8 { return norm(normals(degrees, row: row)) }
    // χ² is twice a Gamma variable of half the degrees.
    let d = Double(degrees) / 2 - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    // Whole blocks of columns keep normals and uniforms, which share bits, apart.
    let (block, tries) = (64, 1 << 20)
    for attempt in 0..<tries {
      let x = normals(1, row: row, column: 2 * attempt * block)[0]
      let u = uniforms(1, row: row, column: (2 * attempt + 1) * block)[0]
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(max(u, .leastNormalMagnitude)) < x * x / 2 + d * (1 - v + log(v)) {
        return (2 * d * v).squareRoot()
      }
    }
    preconditionFailure("an attempt succeeds with probability above 0.95")
  }
}
