import Diagnostics
import FoundationEssentials
import Glibc
import Templates

extension SourceText {
  /// Reads a file; one that cannot be read is a diagnostic that names it.
  ///
  /// - Parameters:
  ///   - name: how messages call it, if not by its path.
  ///   - noun: what it is, for messages.
  static func reading(
    path: String, as name: String? = nil, noun: String = "template"
  ) throws(Diagnostics) -> SourceText {
    let start = SourceLocation(file: name ?? path, line: 1, column: 1)
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
        Diagnostic(
          "\(path) is a folder",
          help: noun == "template" ? "name a template, such as \(path)/report.md" : nil)
      ])
    }
    guard status.st_size <= Template.maximumBytes else {
      throw refuse("the \(noun) is larger than 4 MiB", at: start)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostics([
        Diagnostic("cannot read \(path): \(String(cString: strerror(errno)).lowercased())")
      ])
    }
    do throws(Diagnostic) {
      return try SourceFile(name: name ?? path, bytes: Array(data)).text()
    } catch {
      throw Diagnostics([error])
    }
  }
}
