/// Bytes inside a URL, so that a page is one file.
enum DataURI {
  /// A drawing for `img`: percent-encoded, which is smaller than base64 for text.
  static func svg(_ drawing: String) -> String {
    var bytes = Array(drawing.utf8)
    // Single quotes need no escape in an attribute; double quotes take three bytes each.
    if !bytes.contains(UInt8(ascii: "'")) {
      for index in bytes.indices where bytes[index] == UInt8(ascii: "\"") {
        bytes[index] = UInt8(ascii: "'")
      }
    }
    return "data:image/svg+xml," + percentEncoded(bytes, keeping: svgSafe)
  }

  /// A table for download.
  static func csv(_ text: String) -> String {
    "data:text/csv;charset=utf-8," + percentEncoded(Array(text.utf8), keeping: csvSafe)
  }

  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".utf8)
  private static let csvSafe = unreserved.union(",;:/()[]=".utf8)
  private static let svgSafe = unreserved.union(" ,;:/()[]={}!?+*@$'".utf8)

  private static func percentEncoded(_ bytes: [UInt8], keeping safe: Set<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var isSafe = [Bool](repeating: false, count: 256)
    for byte in safe { isSafe[Int(byte)] = true }
    var encoded: [UInt8] = []
    encoded.reserveCapacity(bytes.count * 5 / 4)
    for byte in bytes {
      if isSafe[Int(byte)] {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
