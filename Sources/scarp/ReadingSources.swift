import Diagnostics
import FoundationEssentials
import Glibc
import Templates

extension SourceText {
  /// Reads a template; one that cannot be read is a diagnostic that names it.
  static func reading(path: String) throws(Diagnostics) -> SourceText {
    let start = SourceLocation(file: path, line: 1, column: 1)
    func refuse(_ message: String, help: String? = nil, at place: SourceLocation) -> Diagnostics {
      Diagnostics([Diagnostic(at: place, message, help: help)])
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw Diagnostics([Diagnostic("cannot read \(path): \(reason)")])
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Diagnostics([
        Diagnostic("\(path) is a folder", help: "name a template, such as \(path)/report.md")
      ])
    }
    guard status.st_size <= Template.maximumBytes else {
      throw refuse("the template is larger than 4 MiB", at: start)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostics([
        Diagnostic("cannot read \(path): \(String(cString: strerror(errno)).lowercased())")
      ])
    }
    if let text = String(validating: data, as: UTF8.self) {
      return SourceText(name: path, text: text)
    }
    let valid = validPrefix(of: data)
    let head = String(decoding: data.prefix(valid), as: UTF8.self)
    let lines = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let place = SourceLocation(
      file: path, line: lines.count, column: (lines.last?.count ?? 0) + 1)
    throw refuse(
      "the file is not UTF-8: byte 0x\(String(data[data.startIndex + valid], radix: 16)) here",
      help: "save it as UTF-8", at: place)
  }

  /// How many leading bytes are valid UTF-8.
  private static func validPrefix(of data: Data) -> Int {
    var low = 0
    var decoder = UTF8()
    var iterator = data.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): low += UTF8.width(scalar)
      case .emptyInput, .error: return low
      }
    }
  }
}
