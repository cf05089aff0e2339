import Diagnostics

/// A picture that a report carries in itself.
public struct Picture: Sendable, Equatable {
  public enum Format: String, Sendable, CaseIterable {
    case png, jpeg, svg
  }

  public let format: Format
  public let bytes: [UInt8]
  /// In pixels; nil for SVG, which has the size its file says.
  public let size: Size?

  public struct Size: Sendable, Equatable {
    public let width: Int
    public let height: Int
  }

  /// Bytes beyond which a picture is refused; a report has 3 MB.
  public static let maximumBytes = 2 << 20
  /// Pixels beyond which a picture is refused: a small file can unfold to a huge one.
  private static let maximumPixels = 40_000_000

  /// - Parameter place: where the picture is named.
  /// - Throws: what makes the file no picture that every reader can show.
  public init(_ file: SourceFile, namedAt place: SourceLocation) throws(Diagnostic) {
    func refusal(_ message: String, _ help: String? = nil) -> Diagnostic {
      Diagnostic(at: place, "\(file.name) \(message)", help: help)
    }
    bytes = file.bytes
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      format = .png
      guard let size = Self.pngSize(bytes) else { throw refusal("is a damaged PNG") }
      self.size = size
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      format = .jpeg
      guard let size = Self.jpegSize(bytes) else { throw refusal("is a damaged JPEG") }
      self.size = size
    } else if let text = String(validating: bytes, as: UTF8.self), text.contains("<svg") {
      format = .svg
      size = nil
      guard text.contains("http://www.w3.org/2000/svg") else {
        throw refusal(
          "is an SVG without its namespace, which browsers do not show",
          "add xmlns=\"http://www.w3.org/2000/svg\" to its <svg>")
      }
      guard !text.contains("<!ENTITY"), text.contains("</svg>") else {
        throw refusal("is an SVG that is cut off or declares entities", "export it as plain SVG")
      }
    } else {
      throw refusal(
        "is neither PNG, JPEG nor SVG", "convert it; the ending of the name counts for nothing")
    }
    if let size, size.width * size.height > Self.maximumPixels {
      throw refusal(
        "has \(size.width)×\(size.height) pixels", "make it smaller: 40 million pixels at most")
    }
  }

  /// Of the header, if every chunk up to the last is whole and has its check sum.
  private static func pngSize(_ bytes: [UInt8]) -> Size? {
    var index = 8
    var size: Size?
    while index + 12 <= bytes.count {
      let length = number(bytes[index..<index + 4])
      let kind = bytes[index + 4..<index + 8]
      let data = index + 8
      guard length <= bytes.count - data - 4,
        number(bytes[data + length..<data + length + 4])
          == checkSum(bytes[index + 4..<data + length])
      else { return nil }
      if size == nil {
        guard kind.elementsEqual("IHDR".utf8), length == 13 else { return nil }
        size = sound(number(bytes[data..<data + 4]), number(bytes[data + 4..<data + 8]))
      }
      if kind.elementsEqual("IEND".utf8) { return size }
      index = data + length + 4
    }
    return nil
  }

  /// Of the frame, if the file has an end.
  private static func jpegSize(_ bytes: [UInt8]) -> Size? {
    guard bytes.ends(near: [0xFF, 0xD9]) else { return nil }
    var index = 2
    while index + 9 < bytes.count, bytes[index] == 0xFF {
      let marker = bytes[index + 1]
      if marker == 0xFF {
        index += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        return sound(number(bytes[index + 7..<index + 9]), number(bytes[index + 5..<index + 7]))
      }
      index += 2 + number(bytes[index + 2..<index + 4])
    }
    return nil
  }

  private static func sound(_ width: Int, _ height: Int) -> Size? {
    (1...100_000).contains(width) && (1...100_000).contains(height)
      ? Size(width: width, height: height) : nil
  }

  /// The cyclic redundancy check of PNG, polynomial 0xEDB88320.
  private static func checkSum(_ bytes: ArraySlice<UInt8>) -> Int {
    var table = (0..<256).map(UInt32.init)
    for _ in 0..<8 {
      table = table.map { sum -> UInt32 in sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    var sum = ~UInt32(0)
    for byte in bytes {
      sum = (sum >> 8) ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
    return Int(~sum)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}

extension [UInt8] {
  /// Whether two bytes stand next to each other in the last kilobyte.
  fileprivate func ends(near pair: [UInt8]) -> Bool {
    let tail = suffix(1024)
    return zip(tail, tail.dropFirst()).contains { $0 == pair[0] && $1 == pair[1] }
  }
}
