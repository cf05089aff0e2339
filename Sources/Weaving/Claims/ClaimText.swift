import Claims
import Expressions
import Plotting
import Results
import Statistics

extension WovenClaim.Quantity {
  init(_ quantity: ClaimQuantity, _ bounds: Span) {
    let (value, interval) = printed(quantity.estimate, bounds)
    var isTheory = false
    if case .theory = quantity.basis { isTheory = true }
    self.init(
      name: quantity.name, estimate: quantity.estimate, low: bounds.low, high: bounds.high,
      value: value, interval: interval, basis: quantity.basis.words, isTheory: isTheory)
  }
}

extension WovenClaim.Comparison {
  init(_ comparison: Judgement.Comparison, in claim: CheckedClaim) {
    let characters = Array(claim.written)
    let parts = comparison.ranges.enumerated().map { index, range in
      let part = claim.shown(String(characters[range.clamped(to: characters.indices)]))
      let isSum = part.contains(" + ") || part.contains(" - ")
      return index > 0 && isSum && !part.hasPrefix("(") ? "(\(part))" : part
    }
    let name =
      parts.isEmpty
      ? comparison.names.joined(separator: " − ") : parts.joined(separator: comparison.joint)
    let (value, interval) = printed(
      comparison.estimate, comparison.bounds,
      beside: [comparison.region.low, comparison.region.high])
    let region = comparison.region.words
    self.init(
      text: "\(name) \(region)", quantities: comparison.names, verdict: comparison.verdict,
      estimate: comparison.estimate,
      low: comparison.bounds.low, high: comparison.bounds.high, value: value, interval: interval,
      scene: Self.scene(comparison),
      altText: "\(name) is \(value), bounds \(interval); the claim needs \(region).")
  }

  /// A strip: where the number has to lie, the estimate, its bounds.
  private static func scene(_ comparison: Judgement.Comparison) -> Scene? {
    let (bounds, region) = (comparison.bounds, comparison.region)
    let seen = [comparison.estimate, bounds.low, bounds.high].compactMap { $0 }
      .filter(\.isFinite)
    guard !seen.isEmpty else { return nil }
    let ends = [region.low, region.high].filter(\.isFinite)
    let x = Scale(fitting: seen, including: ends, padding: 0.16)
    let shaded = [max(x.lower, region.low), min(x.upper, region.high)]
    var marks: [Mark] = []
    if shaded[0] < shaded[1] {
      marks.append(
        .band(Mark.Band(x: shaded, low: [0, 0], high: [1, 1], role: .series(0), opacity: 0.2)))
    }
    marks += ends.map { end in
      .line(
        Mark.Line(
          [Position(end, 0), Position(end, 1)], style: Style(.secondary, dash: .dashed, width: 0.8))
      )
    }
    let hasEstimate = comparison.estimate != nil
    let middle = comparison.estimate ?? max(x.lower, min(x.upper, seen[0]))
    marks.append(
      .points(
        Mark.Points(
          [.init(middle, 0.5, left: bounds.low, right: bounds.high)],
          style: Style(.ink, marker: hasEstimate ? .circle : nil, width: 1.3))))
    // No wider than a phone, beside whose rule it stands.
    return Scene(
      width: .phone,
      panels: [
        Panel(
          x: Axis(scale: x),
          y: Axis(scale: Scale(from: 0, to: 1), isHidden: true), marks: marks)
      ], panelHeights: [16])
  }
}

extension Span {
  /// `> 0`, `< 1.5`, `between 0.9 and 1.1`
  fileprivate var words: String {
    let (a, b) = (short(low), short(high))
    if !low.isFinite { return "< \(b)" }
    return high.isFinite ? "between \(a) and \(b)" : "> \(a)"
  }
}

/// A number that an author may have written, or computed: at most six digits.
private func short(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e6 { return "\(Int(value))" }
  let text = significant(value, 6)
  guard text.contains("."), !text.contains("e") else { return text }
  return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
}

/// An estimate and its bounds in the decimals that these deserve, and in as many more as show on which
/// side of `limits` each lies.
private func printed(
  _ value: Double?, _ bounds: Span, beside limits: [Double] = []
) -> (value: String, interval: String) {
  if bounds.low == bounds.high, let value { return (short(value), "") }
  let numbers = PrintedNumbers(value, bounds)
  let more = (0...9).first { more in
    zip([value, bounds.low, bounds.high], numbers.texts(more)).allSatisfy { number, text in
      guard let number, let shown = Double(text) else { return true }
      return limits.allSatisfy { (number < $0) == (shown < $0) && (number > $0) == (shown > $0) }
    }
  }
  let texts = numbers.texts(more ?? 0)
  return (texts[0], "[\(texts[1]), \(texts[2])]")
}

private struct PrintedNumbers {
  private let value: Double?
  private let bounds: Span
  private let decimals: Int
  /// Beside a bound so far off, the decimals of the whole interval would hide the number and the
  /// bound that decides.
  private let isLopsided: Bool
  /// Where no decimals would show a thing.
  private let isTiny: Bool

  init(_ value: Double?, _ bounds: Span) {
    self.value = value
    self.bounds = bounds
    let (low, high) = (bounds.low, bounds.high)
    let halves = [value.map { $0 - low }, value.map { high - $0 }].compactMap { $0 }
      .filter { $0.isFinite && $0 > 0 }
    isLopsided = (halves.max() ?? 0) > 20 * (halves.min() ?? 0)
    isTiny = value.map { $0 != 0 && abs($0) < 1e-5 } ?? false
    let estimate =
      low.isFinite && high.isFinite && !isLopsided
      ? Estimate(value ?? .nan, low: low, high: high)
      : Estimate(value ?? 0, standardError: halves.min())
    decimals = estimate.decimals()
  }

  /// The estimate, the lower and the upper bound.
  ///
  /// - Parameter more: so many digits beyond those that they deserve.
  func texts(_ more: Int) -> [String] {
    let ends = [bounds.low, bounds.high].map { bound in
      guard bound.isFinite else { return bound < 0 ? "−∞" : "∞" }
      return isTiny || isLopsided
        ? significant(bound, 3 + more) : boundText(bound, decimals + more)
    }
    let number = value.map { isTiny ? significant($0, 3 + more) : fixed($0, decimals + more) }
    return [number ?? "—"] + ends
  }
}
