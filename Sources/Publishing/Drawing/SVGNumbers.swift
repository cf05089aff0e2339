/// Numbers inside the attributes of an SVG, shortened to what a reader can see.
enum SVGNumbers {
  private static let point = UInt8(ascii: ".")
  private static let minus = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")
  private static let space = UInt8(ascii: " ")

  /// The text with its decimal numbers rounded to two places, trailing zeros dropped.
  static func rounded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var number: [UInt8] = []
    for byte in text {
      if isPartOfNumber(byte) {
        number.append(byte)
      } else {
        result += shortened(number)
        number.removeAll(keepingCapacity: true)
        result.append(byte)
      }
    }
    return result + shortened(number)
  }

  /// Path data without the spaces around commands, and without a last move, which draws nothing.
  static func tightened(_ path: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(path.count)
    for byte in path {
      let followsCommand = result.last.map(isLetter) ?? true
      if byte == space, followsCommand { continue }
      if isLetter(byte), result.last == space { result.removeLast() }
      result.append(byte)
    }
    if result.last == space { result.removeLast() }
    if let last = result.lastIndex(where: isLetter), result[last] == UInt8(ascii: "M") {
      result.removeSubrange(last...)
    }
    return result
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    (byte >= zero && byte <= zero + 9) || byte == point || byte == minus
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }

  private static func shortened(_ number: [UInt8]) -> [UInt8] {
    guard number.contains(point), let value = Double(String(decoding: number, as: UTF8.self)) else {
      return number
    }
    let hundredths = Int((abs(value) * 100).rounded())
    let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
    var result = value < 0 && hundredths > 0 ? [minus] : []
    result += Array(String(whole).utf8)
    guard part > 0 else { return result }
    result += [point, zero + UInt8(part / 10)]
    if part % 10 > 0 { result.append(zero + UInt8(part % 10)) }
    return result
  }
}
