import Numerics
import Testing

@Suite("Stable order")
struct StableOrderTests {
  @Test("numbers rise, and equal ones keep their places", arguments: [1, 2, 3000])
  func order(count: Int) {
    let normals = CounterRandom(seed: 4, stream: 2).normals(count, row: 0)
    // Rounded to eighths, so that many agree, with both zeros and numbers of every size.
    let values = normals.enumerated().map { index, value in
      switch index % 5 {
      case 0: value * 1e300
      case 1: value * 1e-310
      case 2: index % 2 == 0 ? 0.0 : -0.0
      case 3: value < 0 ? -Double.infinity : .infinity
      default: (8 * value).rounded() / 8
      }
    }
    let start = (0..<Int32(count)).reversed().map { $0 }
    #expect(
      stableOrder(of: values, from: start)
        == start.sorted { values[Int($0)] < values[Int($1)] })
  }
}
