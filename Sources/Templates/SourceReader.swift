import Diagnostics

/// The files beside a template that it may name: includes, bibliographies, pictures.
///
/// Whoever reads them keeps every path inside the template's folder.
public protocol SourceReader: Sendable {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: as written in the template, relative to the folder of the file that names it.
  ///   - place: where the path is written; `place.file` is the file that names it.
  ///   - limit: bytes beyond which the file is refused.
  /// - Throws: what is wrong with the path or the file, at `place`.
  func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile

  /// The defaults of the project that the template belongs to; nil where it belongs to none.
  func project() throws(Diagnostics) -> SourceText?
}

extension SourceReader {
  public func project() throws(Diagnostics) -> SourceText? { nil }
}

/// A file as it was read.
public struct SourceFile: Sendable {
  /// As the user would write it from the working folder; the `file` of positions in it.
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

extension SourceFile {
  /// The bytes as UTF-8.
  ///
  /// - Throws: the first byte that is not, at its place in the file.
  public func text() throws(Diagnostic) -> SourceText {
    if let text = String(validating: bytes, as: UTF8.self) {
      return SourceText(name: name, text: text)
    }
    let valid = validPrefix
    let head = String(decoding: bytes.prefix(valid), as: UTF8.self)
    let lines = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    throw Diagnostic(
      at: SourceLocation(file: name, line: lines.count, column: (lines.last?.count ?? 0) + 1),
      "the file is not UTF-8: byte 0x\(String(bytes[valid], radix: 16)) here",
      help: "save it as UTF-8")
  }

  /// How many leading bytes are valid UTF-8.
  private var validPrefix: Int {
    var length = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
    return length
  }
}

extension SourceReader {
  /// The text of a file, which must be UTF-8.
  public func source(
    _ path: String, namedAt place: SourceLocation, limit: Int = Template.maximumBytes
  ) throws(Diagnostic) -> SourceText {
    try file(path, namedAt: place, limit: limit).text()
  }
}

/// A template that stands alone: every file it names is refused.
public struct NoFiles: SourceReader {
  public init() {}

  public func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile {
    throw Diagnostic(at: place, "'\(path)' cannot be read: this template has no folder")
  }
}

/// The components of a path from the template's folder, dots resolved.
///
/// - Parameters:
///   - path: as written; `/` separates, whatever the system.
///   - folder: components of the folder of the file that names it, from the template's folder.
/// - Throws: at `place`, for a path that is empty, absolute or leads out of the template's folder.
public func confinedPath(
  _ path: String, from folder: [String], at place: SourceLocation
) throws(Diagnostic) -> [String] {
  func refusal(_ message: String) -> Diagnostic {
    Diagnostic(
      at: place, message, help: "write a path relative to this file, inside the template's folder")
  }
  if path.isEmpty { throw refusal("the path is empty") }
  if path.hasPrefix("/") { throw refusal("'\(path)' is an absolute path") }
  if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
    throw refusal("the path holds a control character")
  }
  var components = folder
  for component in path.split(separator: "/") where component != "." {
    if component == ".." {
      if components.popLast() == nil {
        throw refusal("'\(path)' leads out of the template's folder")
      }
    } else {
      components.append(String(component))
    }
  }
  if components.isEmpty || path.hasSuffix("/") { throw refusal("'\(path)' is a folder") }
  return components
}
