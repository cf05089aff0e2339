import Diagnostics
import Directives

/// A file as a template names it.
struct NamedFile: Sendable, Equatable {
  /// As written, relative to the file that names it.
  let path: String
  let location: SourceLocation?
}

extension Option where Value == [NamedFile] {
  /// One path or a list of them, each with its place.
  static func files(_ name: String, help: String) -> Option {
    let type = ValueType<String>.text("a path beside the template")
    return Option(
      name: name, help: help, defaultValue: [], shape: .list,
      expectation: "a path beside the template, or a list of them", allowed: [],
      form: type.form,
      read: { tree in
        let trees = if case .list(let trees) = tree.content { trees } else { [tree] }
        var files: [NamedFile] = []
        var mistakes: [Diagnostic] = []
        for tree in trees {
          switch Option<String>.single(name, type, default: nil, help: "").value(of: tree) {
          case .success(let path): files.append(NamedFile(path: path, location: tree.location))
          case .failure(let wrong): mistakes += wrong.all
          }
        }
        return mistakes.isEmpty ? .success(files) : .failure(Diagnostics(mistakes))
      },
      text: { "[\($0.map(\.path).joined(separator: ", "))]" })
  }
}
