extension ValueType where Value == Double {
  /// A finite number within bounds; `open` bounds exclude the bound itself.
  public static func number(
    from low: Double? = nil, above: Double? = nil, to high: Double? = nil
  ) -> ValueType {
    let bounds = [
      low.map { "≥ \(canonical($0))" }, above.map { "> \(canonical($0))" },
      high.map { "≤ \(canonical($0))" },
    ].compactMap { $0 }
    let expectation = (["a number"] + [bounds.joined(separator: " and ")])
      .filter { !$0.isEmpty }.joined(separator: " ")
    let form = ScalarForm.number(from: low, above: above, to: high)
    return ValueType(expectation: expectation, form: form) { text in
      guard let value = Double(text), value.isFinite else { return .misread(nil) }
      let inside =
        low.map { value >= $0 } ?? true && above.map { value > $0 } ?? true
        && high.map { value <= $0 } ?? true
      return inside ? .value(value) : .misread("\(text) is out of range")
    } text: {
      canonical($0)
    }
  }
}

extension ValueType where Value == Int {
  /// A whole number within bounds; `1e3` and `1000.0` are whole.
  public static func integer(from low: Int, to high: Int) -> ValueType {
    let expectation = "a whole number from \(low) to \(high)"
    return ValueType(expectation: expectation, form: .integer(from: low, to: high)) { text in
      guard let number = Double(text), number == number.rounded(), abs(number) < 1e15 else {
        return .misread(nil)
      }
      let value = Int(number)
      return (low...high).contains(value) ? .value(value) : .misread("\(text) is out of range")
    } text: {
      String($0)
    }
  }
}

extension ValueType where Value == Bool {
  public static var flag: ValueType {
    ValueType(expectation: "true or false", allowed: ["true", "false"], form: .flag) { text in
      switch text {
      case "true", "yes", "on": .value(true)
      case "false", "no", "off": .value(false)
      default: .misread(nil)
      }
    } text: {
      $0 ? "true" : "false"
    }
  }
}

extension ValueType where Value == String {
  /// Any text.
  public static func text(_ expectation: String = "text") -> ValueType {
    ValueType(expectation: expectation) {
      .value($0)
    } text: {
      $0
    }
  }

  /// One of a list of words.
  public static func word(_ words: [String]) -> ValueType {
    let expectation = "one of \(words.joined(separator: ", "))"
    return ValueType(expectation: expectation, allowed: words, form: .word(words)) {
      words.contains($0) ? .value($0) : .misread(nil)
    } text: {
      $0
    }
  }
}
