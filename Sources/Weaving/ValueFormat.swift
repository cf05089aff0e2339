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

  /// A number of the report, with a true minus sign.
  func text(_ estimate: Estimate) -> String {
    let printed: String
    switch style {
    case nil: printed = self.printed(estimate) { fixed($0, estimate.decimals()) }
    case .decimals(let count): printed = self.printed(estimate) { fixed($0, count) }
    case .digits(let count): printed = self.printed(estimate) { significant($0, count) }
    case .percent(let count): printed = self.printed(estimate) { fixed(100 * $0, count) + " %" }
    }
    return String(printed.map { $0 == "-" ? "−" : $0 })
  }

  private func printed(_ estimate: Estimate, _ number: (Double) -> String) -> String {
    let value = number(estimate.value)
    guard showsInterval, estimate.low != nil || estimate.high != nil else { return value }
    let (low, high) = (estimate.low.map(number) ?? "-∞", estimate.high.map(number) ?? "∞")
    return "\(value) [\(low), \(high)]"
  }
}
