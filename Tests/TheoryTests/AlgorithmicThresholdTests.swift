import Model
import Testing
import Theory

@Suite struct AlgorithmicThresholdTests {
  private func threshold(_ expression: String, noise: Double = 0) throws -> AlgorithmicThreshold? {
    let target = try Target(expression)
    let subspaces = Subspaces(of: target, noise: noise)
    return AlgorithmicThreshold(of: target, noise: noise, subspaces: subspaces, threads: 2)
  }

  @Test(
    "known thresholds",
    arguments: [
      ("z1^2", 0, 0.5), ("abs(z1)", 0, 0.5), ("z1^2+z2^2", 0, 1), ("z1^2+z2^2+z3^2", 0, 1.5),
      ("z1^2", 0.5, 0.5416), ("z1^2", 1, 0.6466), ("z1^2", 2, 1.055),
      // The same noise, written into the target.
      ("z1^2+eps", 0, 0.6466),
    ])
  func known(expression: String, noise: Double, value: Double) throws {
    let found = try #require(try threshold(expression, noise: noise))
    #expect(abs(found.value - value) < found.binningError + 4 * found.standardError + 1e-4)
    #expect(found.binningError < 0.01 * value)
    #expect(found.standardError < 0.008 * value)
    #expect(!found.assumesEasyKnown)
  }

  @Test("a product of signs shows one pair only: F has norm (2/π)²")
  func signs() throws {
    // Z = (2/π) y (e₁e₂ᵀ + e₂e₁ᵀ), so that F(M) = (2/π)² J M J with J the exchange.
    let found = try #require(try threshold("sign(z1*z2)"))
    let value = Double.pi * Double.pi / 4
    #expect(abs(found.value - value) < 4 * found.standardError + 1e-3)
    #expect(found.standardError < 0.01 * value)
  }

  @Test("an easy direction is conditioned on, and said to be")
  func easyKnown() throws {
    let found = try #require(try threshold("z1+z2^2-1"))
    #expect(found.assumesEasyKnown)
    #expect(found.value - 0.5 < found.binningError && found.binningError < 0.015)
  }

  @Test("three signs hide all second moments: δ_alg is infinite")
  func infinite() throws {
    let found = try #require(try threshold("sign(z1*z2*z3)"))
    #expect(found.value == .infinity && found.standardError == 0)
  }

  @Test("without hard directions there is nothing to find")
  func none() throws {
    #expect(try threshold("z1") == nil)
  }
}
