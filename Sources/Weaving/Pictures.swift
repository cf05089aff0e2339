import Diagnostics
import Templates

/// The pictures that a template shows from files.
struct Pictures: Sendable {
  private struct Key: Hashable {
    let file: String
    let url: String
  }

  private var pictures: [Key: Picture] = [:]
  /// Each file once, in order of appearance: its path as written and its SHA-256.
  private(set) var files: [(name: String, hash: String)] = []

  /// An image with its picture; `place` names the file in which it stands.
  func filled(_ image: Inline.Image, at place: SourceLocation) -> Inline.Image {
    var image = image
    image.picture = pictures[Key(file: place.file, url: image.url)]
    return image
  }

  mutating func read(
    _ image: Inline.Image, at place: SourceLocation, from reader: any SourceReader
  ) throws(Diagnostic) {
    let key = Key(file: place.file, url: image.url)
    guard pictures[key] == nil else { return }
    let path = try percentDecoded(image.url, at: place)
    let file = try reader.file(path, namedAt: place, limit: Picture.maximumBytes)
    pictures[key] = try Picture(file, namedAt: place)
    let hash = sha256Text(file.bytes)
    if !files.contains(where: { $0.hash == hash }) { files.append((path, hash)) }
  }
}

/// `my%20plot.png` as the name of a file.
private func percentDecoded(_ url: String, at place: SourceLocation) throws(Diagnostic) -> String {
  guard url.contains("%") else { return url }
  var bytes: [UInt8] = []
  var rest = Array(url.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"),
      let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
      rest.count >= 2
    {
      bytes.append(code)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  guard let path = String(validating: bytes, as: UTF8.self) else {
    throw Diagnostic(at: place, "'\(url)' is no path in UTF-8")
  }
  return path
}

extension Inline.Image {
  /// Whether its URL is a path beside the template; others were refused where they were read.
  fileprivate var isFile: Bool { scheme(of: url) == nil && !url.hasPrefix("//") }
}

extension CheckPass {
  /// Reads every picture that the text shows from a file.
  mutating func pictures(in blocks: [Block], _ captions: [[Inline]]) -> Pictures {
    var found: [(image: Inline.Image, place: SourceLocation)] = []
    let start = template.start
    func collect(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline {
          guard case .image(let image) = $0.content, image.isFile else { return }
          found.append((image, $0.location ?? start))
        }
      }
    }
    for block in blocks { block.forEachInlines(collect) }
    captions.forEach(collect)
    var pictures = Pictures()
    for (image, place) in found {
      do throws(Diagnostic) {
        try pictures.read(image, at: place, from: files)
      } catch {
        diagnostics.append(error)
      }
    }
    return pictures
  }
}
