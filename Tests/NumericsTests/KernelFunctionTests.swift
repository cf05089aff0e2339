import CKernels
import Glibc
import Numerics
import Testing

/// Φ from the C library.
func normalDistribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

@Suite("Elementary functions of the kernels")
struct KernelFunctionTests {
  private func worst(
    _ values: [Double], _ reference: [Double]
  ) -> Double {
    zip(values, reference).map { abs($0 - $1) / max($1.ulp, .leastNormalMagnitude) }.max()!
  }

  @Test("exp is within 2 units in the last place, at every level")
  func exponential() {
    let x = (0...100_003).map { -707 + 1414 * Double($0) / 100_003 }
    for level in InstructionLevel.available {
      var values = x
      level.kernels.pointee.exponential(x, &values, x.count)
      #expect(worst(values, x.map { exp($0) }) <= 2, "\(level.name)")
    }
  }

  @Test("exp underflows to 0, overflows to infinity and keeps NaN")
  func exponentialAtItsEnds() {
    let x = [-Double.infinity, -1e300, -760, -744, 0, 711, 1e300, .infinity, .nan]
    var values = x
    InstructionLevel.best.kernels.pointee.exponential(x, &values, x.count)
    #expect(values[..<3] == [0, 0, 0])
    #expect(values[3] == exp(-744.0) && values[3] > 0)
    #expect(values[4..<8] == [1, .infinity, .infinity, .infinity])
    #expect(values[8].isNaN)
  }

  @Test("log is within 2 units in the last place, at every level")
  func logarithm() {
    let x =
      (1...50_000).map { Double($0) / 25_000 } + (0..<2000).map { exp(Double($0) * 0.7 - 700) }
    for level in InstructionLevel.available {
      var values = x
      level.kernels.pointee.logarithm(x, &values, x.count)
      #expect(worst(values, x.map { log($0) }) <= 2, "\(level.name)")
    }
  }

  @Test("the normal quantile inverts Φ")
  func quantile() {
    for p in [1e-12, 1e-6, 0.01, 0.2, 0.4999, 0.5, 0.7, 0.999] {
      #expect(abs(normalDistribution(normalQuantile(p)) / p - 1) < 1e-13)
    }
    #expect(abs(normalQuantile(0.975) - 1.959963984540054) < 1e-14)
  }
}
