/// Bytes inside a URL, so that a page is one file.
enum DataURI {
  /// A drawing for `img`: percent-encoded, which is smaller than base64 for text.
  static func svg(_ drawing: String) -> String {
    // Single quotes need no escape in an attribute; double quotes take three bytes each.
    let hasSingle = drawing.utf8.contains(UInt8(ascii: "'"))
    let drawing = hasSingle ? drawing : String(drawing.map { $0 == "\"" ? "'" : $0 })
    return "data:image/svg+xml," + percentEncoded(drawing, keeping: svgSafe)
  }

  /// A table for download.
  static func csv(_ text: String) -> String {
    "data:text/csv;charset=utf-8," + percentEncoded(text, keeping: csvSafe)
  }

  /// An object for download.
  static func json(_ text: String) -> String {
    "data:application/json;charset=utf-8," + percentEncoded(text, keeping: csvSafe)
  }

  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".utf8)
  private static let csvSafe = unreserved.union(",;:/()[]=".utf8)
  private static let svgSafe = unreserved.union(" ,;:/()[]={}!?+*@$'".utf8)

  private static func percentEncoded(_ text: String, keeping safe: Set<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var isSafe = [Bool](repeating: false, count: 256)
    for byte in safe { isSafe[Int(byte)] = true }
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count * 5 / 4)
    for byte in text.utf8 {
      if isSafe[Int(byte)] {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
