import Numerics
import Testing

@Suite("Roots")
struct RootTests {
  @Test("a root is found to rounding, from either side and over a jump")
  func root() throws {
    var calls = 0
    let found = try #require(
      Numerics.root(between: 0, and: 2) {
        calls += 1
        return $0 * $0 * $0 - 2
      })
    #expect(abs(found * found * found - 2) < 1e-14)
    #expect(calls < 16, "bisection takes 53")
    #expect(Numerics.root(between: 2, and: 0) { $0 * $0 * $0 - 2 } == found)
    let jump = try #require(Numerics.root(between: 0, and: 1) { $0 < 0.3 ? -.infinity : 1 })
    #expect(abs(jump - 0.3) < 1e-15)
  }

  @Test("no root without a change of sign, nor over what is not a number")
  func none() {
    #expect(Numerics.root(between: 1, and: 2) { $0 } == nil)
    #expect(Numerics.root(between: -1, and: 1) { abs($0) < 0.9 ? .nan : $0 } == nil)
  }
}
