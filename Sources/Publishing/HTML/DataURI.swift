import FoundationEssentials
import Templates

/// Bytes inside a URL, so that a page is one file.
enum DataURI {
  /// A drawing for `img`: percent-encoded, which is smaller than base64 for text.
  ///
  /// - Parameter isInSet: for `srcset`, where a space ends the URL.
  static func svg(_ drawing: String, isInSet: Bool = false) -> String {
    // Single quotes need no escape in an attribute; double quotes take three bytes each.
    let hasSingle = drawing.utf8.contains(UInt8(ascii: "'"))
    return percentEncoded(
      drawing, after: "data:image/svg+xml,",
      keeping: isInSet ? svgSafe.subtracting(" ".utf8) : svgSafe, singleQuotes: !hasSingle)
  }

  /// A picture for `img`.
  static func picture(_ picture: Picture) -> String {
    let type = picture.format == .svg ? "svg+xml" : picture.format.rawValue
    return "data:image/\(type);base64," + Data(picture.bytes).base64EncodedString()
  }

  /// A table for download.
  static func csv(_ text: String) -> String {
    percentEncoded(text, after: "data:text/csv;charset=utf-8,", keeping: csvSafe)
  }

  /// An object for download.
  static func json(_ text: String) -> String {
    percentEncoded(text, after: "data:application/json;charset=utf-8,", keeping: csvSafe)
  }

  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".utf8)
  private static let csvSafe = unreserved.union(",;:/()[]=".utf8)
  private static let svgSafe = unreserved.union(" ,;:/()[]={}!?+*@$'".utf8)

  /// - Parameter singleQuotes: whether to write double quotes as single ones.
  private static func percentEncoded(
    _ text: String, after start: String, keeping safe: Set<UInt8>, singleQuotes: Bool = false
  ) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var isSafe = [Bool](repeating: false, count: 256)
    for byte in safe { isSafe[Int(byte)] = true }
    let double = singleQuotes ? UInt8(ascii: "\"") : nil
    var encoded = Array(start.utf8)
    encoded.reserveCapacity(start.utf8.count + text.utf8.count * 5 / 4)
    for byte in text.utf8 {
      if isSafe[Int(byte)] {
        encoded.append(byte)
      } else if byte == double {
        encoded.append(UInt8(ascii: "'"))
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(digits[Int(byte >> 4)])
        encoded.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
