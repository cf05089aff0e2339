import Glibc

/// A number with so many decimals and a true minus sign; `-0` is `0`.
func decimalText(_ value: Double, _ decimals: Int) -> String {
  let scale = pow(10, Double(decimals))
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 9e15 else { return String(value) }
  var digits = String(Int(scaled))
  if decimals > 0 {
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
  }
  return value < 0 && scaled > 0 ? "−" + digits : digits
}

extension RichText {
  /// 10ⁿ with n raised.
  static func powerOfTen(_ exponent: Int) -> RichText {
    RichText(runs: [
      Run("10"), Run(decimalText(Double(exponent), 0), script: .superscripted),
    ])
  }
}

/// Labels of evenly spaced ticks: all with the decimals that the step needs, or all as a multiple
/// of one power of ten where that would be long.
func tickLabels(_ values: [Double]) -> [RichText] {
  guard let largest = values.map({ abs($0) }).max(), largest > 0 else {
    return values.map { RichText(verbatim: decimalText($0, 0)) }
  }
  let magnitude = Int(log10(largest * (1 + 1e-12)).rounded(.down))
  let step = values.count > 1 ? abs(values[1] - values[0]) : largest
  if magnitude >= 5 || magnitude <= -4 {
    let scale = pow(10, Double(magnitude))
    let decimals = decimals(of: step / scale)
    return values.map { value in
      value == 0
        ? RichText(verbatim: "0")
        : RichText(verbatim: decimalText(value / scale, decimals) + "×")
          + .powerOfTen(magnitude)
    }
  }
  let decimals = decimals(of: step)
  return values.map { RichText(verbatim: decimalText($0, decimals)) }
}

/// How many decimals a tick step needs to be written exactly, up to 8.
private func decimals(of step: Double) -> Int {
  for decimals in 0..<8 {
    let scaled = step * pow(10, Double(decimals))
    if abs(scaled - scaled.rounded()) < 1e-6 * max(1, scaled), scaled.rounded() > 0 {
      return decimals
    }
  }
  return 8
}
