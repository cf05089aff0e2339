import Glibc
import Numerics
import Testing

@Suite("Expectations over Gaussian variables")
struct QuadratureTests {
  @Test("N nodes integrate polynomials of degree below 2N", arguments: [1, 2, 5, 20, 40, 80])
  func exactness(nodes: Int) {
    let rule = GaussHermite(nodes: nodes)
    var moment = 1.0
    for half in 0..<min(nodes, 12) {
      if half > 0 { moment *= Double(2 * half - 1) }
      let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(2 * half)) }
      #expect(abs(sum / moment - 1) < 1e-12)
    }
    #expect(abs(zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
  }

  @Test("E cos Z = e^(−1/2)")
  func characteristicFunction() {
    let rule = GaussHermite(nodes: 30)
    let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * cos($1.0) }
    #expect(abs(sum - exp(-0.5)) < 1e-14)
  }

  @Test("the lattice has the moments of independent normals")
  func lattice() {
    let points = NormalLattice(points: 1 << 17).coordinates(dimension: 6)
    let count = Double(points[0].count)
    for (i, x) in points.enumerated() {
      #expect(abs(x.reduce(0, +) / count) < 1e-10)
      #expect(abs(x.reduce(0) { $0 + $1 * $1 } / count - 1) < 5e-5)
      for y in points[..<i] {
        let pairs = zip(x, y)
        #expect(abs(pairs.reduce(0) { $0 + $1.0 * $1.1 } / count) < 2e-4)
        #expect(abs(pairs.reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 } / count - 1) < 4e-3)
        let folded = pairs.reduce(0) { $0 + abs($1.0 + $1.1) } / count
        #expect(abs(folded - 2 / Double.pi.squareRoot()) < 1e-4)
      }
    }
  }

  @Test("coordinates beyond the lattice's generator are normal too")
  func manyCoordinates() {
    let points = NormalLattice(points: 1 << 12).coordinates(dimension: 20)
    let last = points[19]
    // Five standard errors.
    #expect(abs(last.reduce(0, +)) < 5 * 64)
    #expect(points[18] != points[19])
  }
}
