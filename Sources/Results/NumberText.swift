import Glibc

/// A number with a fixed count of decimals, `-0` printed as `0`.
public func fixed(_ value: Double, _ decimals: Int) -> String {
  let text = printed("%.\(decimals)f", value)
  return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
    ? String(text.dropFirst()) : text
}

/// Numbers from here on are written as 1.2e+9.
private let largestWritten = 1e7

/// A bound of an interval in the decimals of its estimate; in two digits where it is huge, as bounds
/// from two or three seeds may be.
public func boundText(_ value: Double, _ decimals: Int) -> String {
  abs(value) < largestWritten ? fixed(value, decimals) : significant(value, 2)
}

/// A number to `digits` significant digits, in decimals where they are readable, else as 1.2e-9.
public func significant(_ value: Double, _ digits: Int = 3) -> String {
  guard value != 0, value.isFinite else { return value == 0 ? "0" : String(value) }
  let magnitude = Int(log10(abs(value)).rounded(.down))
  if magnitude < -4 || magnitude > 7 { return printed("%.\(digits - 1)e", value) }
  return fixed(value, max(0, digits - 1 - magnitude))
}

private func printed(_ format: String, _ value: Double) -> String {
  withVaList([value]) { arguments in
    var buffer = [CChar](repeating: 0, count: 400)
    let length = vsnprintf(&buffer, buffer.count, format, arguments)
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Estimate {
  /// How many decimals the value deserves: two digits of its interval's half width, at most
  /// `most`; none for a count, three significant digits for other numbers without an interval.
  public func decimals(most: Int = 6) -> Int {
    let spread = low.flatMap { low in high.map { ($0 - low) / 2 } } ?? standardError
    guard let spread, spread > 0, spread < largestWritten else {
      let isCount = low == nil && high == nil && value == value.rounded()
      guard value != 0, value.isFinite, !isCount else { return 0 }
      return min(most, max(0, 2 - Int(log10(abs(value)).rounded(.down))))
    }
    return min(most, max(0, 1 - Int(log10(spread).rounded(.down))))
  }

  /// The interval in the value's decimals: `[3.41, 3.62]`, an open end as ∞; nil without one.
  public func intervalText(decimals: Int) -> String? {
    guard low != nil || high != nil else { return nil }
    let low = low.map { boundText($0, decimals) } ?? "−∞"
    let high = high.map { boundText($0, decimals) } ?? "∞"
    return "[\(low), \(high)]"
  }
}
