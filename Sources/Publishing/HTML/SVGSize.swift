/// The size at which a drawing asks to be shown, in CSS pixels.
struct SVGSize: Equatable {
  let width: Double
  let height: Double

  /// Reads `width` and `height` of the root element; nil if they are absent.
  init?(_ svg: String) {
    guard let root = svg.firstRange(of: "<svg"),
      let end = svg[root.upperBound...].firstIndex(of: ">")
    else { return nil }
    let tag = svg[root.upperBound..<end]
    guard let width = Self.length("width", in: tag), let height = Self.length("height", in: tag)
    else { return nil }
    self.width = width
    self.height = height
  }

  private static func length(_ name: String, in tag: Substring) -> Double? {
    for quote in ["\"", "'"] {
      guard let start = tag.firstRange(of: " \(name)=\(quote)") else { continue }
      let value = tag[start.upperBound...].prefix { String($0) != quote }
      let number = value.prefix { $0.isNumber || $0 == "." }
      let unit = value.dropFirst(number.count)
      return Double(number).map { unit == "pt" ? $0 * 4 / 3 : $0 }
    }
    return nil
  }
}
