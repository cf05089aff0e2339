import Diagnostics
import Results
import Templates

/// How an inline value is printed: `.2f`, `.3g`, `.0%`, each with `±` for the interval; without a
/// format, with the decimals that its interval deserves.
struct ValueFormat: Sendable, Equatable {
  enum Style: Sendable, Equatable {
    case decimals(Int)
    case digits(Int)
    case percent(Int)
  }

  var style: Style?
  var showsInterval = false

  init() {}

  /// Nil for what is no format.
  init?(_ text: String) {
    var rest = text.trimmed[...]
    if rest.last == "±" {
      showsInterval = true
      rest.removeLast()
    }
    guard !rest.isEmpty else {
      if !showsInterval { return nil }
      return
    }
    guard rest.removeFirst() == ".", let kind = rest.popLast(), let count = Int(rest), count >= 0,
      count <= 15, rest.allSatisfy(\.isNumber)
    else { return nil }
    switch kind {
    case "f": style = .decimals(count)
    case "g" where count > 0: style = .digits(count)
    case "%": style = .percent(count)
    default: return nil
    }
  }

  /// Where the format of an inline value begins, and the format.
  ///
  /// - Returns: how many characters stand before it, without the spaces at their end.
  static func split(_ body: PositionedText) throws(Diagnostic) -> (end: Int, ValueFormat) {
    let text = Array(body.text)
    var end = text.count
    var format = ValueFormat()
    if let colon = text.indices.last(where: {
      text[$0] == ":" && $0 > 0 && text[$0 - 1].isWhitespace
    }) {
      let written = String(text[(colon + 1)...])
      guard let read = ValueFormat(written) else {
        throw Diagnostic(
          at: body.location(offset: colon), "'\(written)' is not a format",
          help: "for example :.2f, :.3g, :.0%, :.2f± with the interval, or :± alone")
      }
      format = read
      end = colon
    }
    while end > 0, text[end - 1].isWhitespace { end -= 1 }
    return (end, format)
  }

  /// A number of the report, with a true minus sign, and its interval where it is asked for.
  func text(_ estimate: Estimate) -> String {
    let number = number(estimate)
    guard showsInterval, let interval = interval(estimate) else { return number }
    return "\(number) [\(interval.low), \(interval.high)]"
  }

  /// The number alone.
  func number(_ estimate: Estimate) -> String { printed(estimate.value, of: estimate) }

  /// The ends of the interval, whether or not the text shows them; nil without one.
  func interval(_ estimate: Estimate) -> WovenValue.Interval? {
    guard estimate.low != nil || estimate.high != nil else { return nil }
    return WovenValue.Interval(
      low: estimate.low.map { printed($0, of: estimate) } ?? "−∞",
      high: estimate.high.map { printed($0, of: estimate) } ?? "∞")
  }

  /// As it is written after the colon, without `±`.
  var written: String {
    switch style {
    case nil: ""
    case .decimals(let count): ".\(count)f"
    case .digits(let count): ".\(count)g"
    case .percent(let count): ".\(count)%"
    }
  }

  private func printed(_ value: Double, of estimate: Estimate) -> String {
    let text =
      switch style {
      case nil: fixed(value, estimate.decimals())
      case .decimals(let count): fixed(value, count)
      case .digits(let count): significant(value, count)
      case .percent(let count): fixed(100 * value, count) + " %"
      }
    return String(text.map { $0 == "-" ? "−" : $0 })
  }
}
