import Diagnostics
import Weaving

/// A template with the messages it must give, as it stands in a fixture:
///
///     @@@ what is wrong | -P d:5 | profile quick | pdf
///     lines of the template
///     ^ 2:6-10 a message about columns 6 to 10 of line 2
///     ^ warning 3:1 another
///     ^^ help: what would mend it
///     ^^ at 1:1 a place that belongs to it
///     @@+ other.md
///     lines of a file beside it
///
/// `«3 × ab»` in a line of a template stands for `ababab`.
struct AnnotatedTemplate: Sendable {
  var name = ""
  /// After the bars of the first line.
  var options: [String] = []
  /// By name; the template is `t.md`.
  var files: [String: [String]] = ["t.md": []]
  var expected: [String] = []

  var source: SourceText {
    SourceText(name: "t.md", text: files["t.md", default: []].joined(separator: "\n"))
  }

  /// The template and the files beside it.
  var sources: [SourceText] {
    files.sorted { $0.key < $1.key }.map {
      SourceText(name: $0.key, text: $0.value.joined(separator: "\n"))
    }
  }

  func variant() throws -> Variant {
    func values(_ prefix: String) -> [String] {
      options.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
    return try Variant(profiles: values("profile "), parameters: values("-P "))
  }

  /// Every template of a fixture; lines before the first are about the fixture itself.
  static func all(in fixture: String) -> [AnnotatedTemplate] {
    var templates: [AnnotatedTemplate] = []
    var file = "t.md"
    for line in fixture.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("@@@ ") {
        let parts = line.dropFirst(4).split(separator: "|").map {
          String($0).trimmingSpaces
        }
        templates.append(AnnotatedTemplate(name: parts[0], options: Array(parts.dropFirst())))
        file = "t.md"
      } else if templates.isEmpty {
        continue
      } else if line.hasPrefix("@@+ ") {
        file = String(line.dropFirst(4))
        templates[templates.count - 1].files[file] = []
      } else if line.hasPrefix("^ ") || line.hasPrefix("^^ ") {
        templates[templates.count - 1].expected.append(String(line))
      } else {
        templates[templates.count - 1].files[file]?.append(repeating(line))
      }
    }
    return templates
  }
}

/// A line with its repeated texts written out.
private func repeating(_ line: Substring) -> String {
  var result = ""
  var rest = line
  while let open = rest.firstIndex(of: "«"), let times = rest.firstRange(of: " × "),
    let close = rest.firstIndex(of: "»"), let count = Int(rest[open..<times.lowerBound].dropFirst())
  {
    result +=
      rest[..<open] + String(repeating: String(rest[times.upperBound..<close]), count: count)
    rest = rest[close...].dropFirst()
  }
  return result + rest
}

/// Diagnostics as a fixture states them, in the order in which they are shown.
func annotations(of diagnostics: [Diagnostic], in sources: [SourceText]) -> [String] {
  let texts = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  return diagnostics.inOrder.flatMap { diagnostic -> [String] in
    let severity = diagnostic.severity == .error ? "" : "warning "
    let place = diagnostic.location.map { place -> String in
      let record = DiagnosticRecord(diagnostic, in: texts[place.file])
      let last = (record.endColumn ?? place.column + 1) - 1
      return brief(place) + (last > place.column ? "-\(last)" : "")
    }
    var lines = ["^ \(severity)\(place ?? "-") \(diagnostic.message)"]
    lines += diagnostic.related.map { "^^ at \(brief($0.location)) \($0.message)" }
    if let help = diagnostic.help { lines.append("^^ help: \(help)") }
    return lines
  }
}

private func brief(_ place: SourceLocation) -> String {
  (place.file == "t.md" ? "" : place.file + ":") + "\(place.line):\(place.column)"
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
