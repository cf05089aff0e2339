import Glibc

/// A mark on an axis.
public struct Tick: Sendable, Equatable {
  public var value: Double
  /// nil for a minor tick.
  public var label: RichText?

  public init(_ value: Double, label: RichText? = nil) {
    self.value = value
    self.label = label
  }
}

extension Scale {
  /// Ticks inside the domain, about `wanted` of them labelled, ascending.
  public func ticks(wanted: Int) -> [Tick] {
    switch kind {
    case .linear:
      return Self.labelled(linearTicks(from: lower, to: upper, wanted: wanted))
    case .logarithmic:
      return logarithmicTicks(from: lower, wanted: wanted)
    case .logarithmicFromZero(let below):
      let zero = lower == 0 ? [Tick(0, label: "0")] : []
      return zero + logarithmicTicks(from: max(lower, below), wanted: wanted - zero.count)
    }
  }

  private static func labelled(_ values: [Double]) -> [Tick] {
    zip(values, tickLabels(values)).map { Tick($0, label: $1) }
  }

  /// Decades as majors, 2–9 as minors; below one decade the 1-2-5 series, then even steps.
  private func logarithmicTicks(from low: Double, wanted: Int) -> [Tick] {
    let slack = 1e-9
    let first = Int((log10(low) - slack).rounded(.up))
    let last = Int((log10(upper) + slack).rounded(.down))
    let wanted = max(2, wanted)
    guard last - first >= 1 else {
      let series = ((first - 2)...(last + 1)).flatMap { (exponent: Int) -> [Double] in
        let decade = pow(10, Double(exponent))
        return [decade, 2 * decade, 5 * decade]
      }
      let (least, most) = (low * (1 - slack), upper * (1 + slack))
      let candidates = series.filter { $0 >= least && $0 <= most }
      guard candidates.count >= 2 else {
        return Self.labelled(linearTicks(from: low, to: upper, wanted: wanted))
      }
      return candidates.map { Tick($0, label: tickLabels([$0])[0]) }
    }
    let stride = max(1, Int((Double(last - first + 1) / Double(wanted)).rounded(.up)))
    var ticks: [Tick] = []
    for exponent in (first - 1)...last {
      let decade = pow(10, Double(exponent))
      if exponent >= first {
        let isLabelled = exponent.quotientAndRemainder(dividingBy: stride).remainder == 0
        ticks.append(Tick(decade, label: isLabelled ? .powerOfTen(exponent) : nil))
      }
      guard stride == 1 else { continue }
      ticks += (2...9).map { Double($0) * decade }.filter { $0 >= low && $0 <= upper }
        .map { Tick($0) }
    }
    return ticks
  }
}
