import Results
import Testing

@Suite("Numbers with intervals, in words") struct NumberTextTests {
  private func text(_ value: Double, _ low: Double, _ high: Double) -> String {
    let estimate = Estimate(value, low: low, high: high)
    let decimals = estimate.decimals()
    return fixed(value, decimals) + " " + (estimate.intervalText(decimals: decimals) ?? "")
  }

  @Test("a number has the decimals that two digits of its half interval deserve")
  func decimals() {
    #expect(text(3.416, 3.21, 3.62) == "3.42 [3.21, 3.62]")
    #expect(text(1234.5, 1100, 1400) == "1234 [1100, 1400]")
  }

  @Test("a bound beyond all measure is written in two digits, and hides nothing of the number")
  func huge() {
    #expect(text(0.4512, 0, 2.93e23) == "0.451 [0.000, 2.9e+23]")
    #expect(text(-2, -5.02e8, 3) == "-2.00 [-5.0e+08, 3.00]")
  }
}
