import FoundationEssentials
import Templates

/// The bytes and the format of a picture that is in the URL itself; nil for other URLs and for what
/// is no base64 of such a picture.
func embeddedImage(_ url: String) -> (bytes: [UInt8], format: String)? {
  guard isEmbeddedImage(url), let comma = url.firstIndex(of: ",") else { return nil }
  let format = url.dropFirst("data:image/".count).prefix { $0 != ";" }
  guard let data = Data(base64Encoded: String(url[url.index(after: comma)...])) else { return nil }
  let bytes = [UInt8](data)
  let signature = signatures[String(format)] ?? []
  guard !signature.isEmpty, bytes.starts(with: signature) else { return nil }
  return (bytes, format == "jpeg" ? "jpg" : String(format))
}

/// What files of each format begin with.
private let signatures: [String: [UInt8]] = [
  "png": [0x89, 0x50, 0x4E, 0x47], "jpeg": [0xFF, 0xD8, 0xFF], "gif": [0x47, 0x49, 0x46, 0x38],
  "webp": [0x52, 0x49, 0x46, 0x46],
]
