import Glibc
import Statistics
import Testing

@Suite("Laws of a mean in closed form") struct MeanLawTests {
  /// The share of draws of m + σ z/√n + σ²/2 below a number, σ² = (n − 1) s²/χ².
  @Test("bounds of a lognormal mean are the quantiles of its generalised pivot")
  func lognormal() {
    let logarithms = [0.3, -1.2, 0.9, 0.1, -0.4, 1.6, -0.7, 0.2, -0.1, 0.5]
    let sample = SeedSample(
      values: Dictionary(uniqueKeysWithValues: logarithms.enumerated().map { ($0.0, exp($0.1)) }))
    let span = UnknownQuantity.mean(sample).span(tail: 0.05)
    var random = Sampler(seed: 3)
    let n = Double(logarithms.count)
    let mean = logarithms.reduce(0, +) / n
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let count = 100_000
    var above = 0
    for _ in 0..<count {
      var chi = 0.0
      for _ in 1..<logarithms.count {
        let z = random.normal()
        chi += z * z
      }
      let variance = squares / chi
      let drawn = mean + (variance / n).squareRoot() * random.normal() + variance / 2
      if exp(drawn) > span.high { above += 1 }
    }
    // Three deviations of the share 0.05 over 100 000 draws.
    #expect(abs(Double(above) / Double(count) - 0.05) < 0.0021)
    let p = PValues(
      positive: Contrast(coefficients: [1]) { $0[0] - Span(span.high) }, of: [.mean(sample)])
    #expect(abs(p.isTrue - 0.05) < 1e-9)
  }

  @Test("a test rejects exactly what lies beyond the bounds, whatever the sign of the multiple")
  func duality() {
    let outcomes = SeedSample(
      values: Dictionary(uniqueKeysWithValues: (1...20).map { ($0, $0 <= 14 ? 1.0 : 0) }),
      support: 0...1)
    let skewed = SeedSample(
      values: Dictionary(uniqueKeysWithValues: (1...8).map { ($0, Double($0 * $0)) }))
    for sample in [outcomes, skewed] {
      let span = UnknownQuantity.mean(sample).span(tail: 0.01)
      for (boundary, factor) in [(span.low, 1.0), (span.high, -1.0)] {
        for (shift, isRejected) in [(-0.01, true), (0.01, false)] {
          let boundary = boundary + shift * factor
          let p = PValues(
            positive: Contrast(coefficients: [factor]) {
              Span(factor) * $0[0] - Span(factor * boundary)
            }, of: [.mean(sample)])
          #expect((p.isFalse <= 0.01) == isRejected)
        }
      }
    }
  }

  @Test("a fraction is never above one, nor below none")
  func ends() {
    let all = SeedSample(
      values: Dictionary(uniqueKeysWithValues: (1...20).map { ($0, 1.0) }), support: 0...1)
    func p(_ boundary: Double) -> PValues {
      PValues(
        positive: Contrast(coefficients: [1]) { $0[0] - Span(boundary) }, of: [.mean(all)])
    }
    #expect(p(1) == PValues(isFalse: 1, isTrue: 0))
    #expect(p(-0.5) == PValues(isFalse: 0, isTrue: 1))
    #expect(abs(p(0.5).isFalse - exp2(-20)) < 1e-12)
  }
}
