/// Diagnostics as text for a terminal: place, message, the line with what is meant underlined,
/// other places that belong to it, help.
public struct DiagnosticRenderer: Sendable {
  private let sources: [String: SourceText]
  private let colour: Bool

  public init(sources: [SourceText], colour: Bool) {
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.colour = colour
  }

  /// In order of place; of more than `limit` the first errors, then the first warnings, and a line
  /// that counts the others.
  public func text(_ diagnostics: [Diagnostic], limit: Int = .max) -> String {
    let ordered = diagnostics.inOrder
    guard ordered.count > limit else { return ordered.map(text).joined(separator: "\n") }
    let byNeed = ordered.indices.sorted {
      (ordered[$1].severity, $0) < (ordered[$0].severity, $1)
    }
    let shown = Set(byNeed.prefix(limit))
    let kept = ordered.indices.filter(shown.contains).map { text(ordered[$0]) }
    let left = ordered.indices.filter { !shown.contains($0) }.map { ordered[$0] }
    return (kept + ["and \(left.count) more"]).joined(separator: "\n")
  }

  public func text(_ diagnostic: Diagnostic) -> String {
    let tint = diagnostic.severity == .error ? "31;1" : "33;1"
    let place = diagnostic.location.map { "\(printable($0.description)): " } ?? ""
    let label = painted("\(diagnostic.severity.rawValue):", tint)
    var lines = [painted(place, "1") + label + " " + painted(printable(diagnostic.message), "1")]
    if let location = diagnostic.location {
      lines += excerpt(at: location, length: diagnostic.length, mark: "^", rest: "~", tint: tint)
    }
    for related in diagnostic.related {
      lines.append("  \(printable(related.location.description)): \(printable(related.message))")
      lines += excerpt(at: related.location, length: nil, mark: "-", rest: "-", tint: "34;1")
    }
    if let help = diagnostic.help {
      lines.append("  \(painted("help:", "36;1")) \(printable(help))")
    }
    return lines.joined(separator: "\n")
  }

  private func excerpt(
    at location: SourceLocation, length: Int?, mark: String, rest: String, tint: String
  ) -> [String] {
    guard let source = sources[location.file],
      let excerpt = Excerpt(of: source, at: location, length: length)
    else { return [] }
    let number = String(excerpt.line)
    let underline = mark + String(repeating: rest, count: excerpt.width - 1)
    let blank = String(repeating: " ", count: number.count)
    let indent = String(repeating: " ", count: excerpt.indent)
    return [
      painted("\(number) |", "34") + " " + excerpt.text,
      painted("\(blank) |", "34") + " " + indent + painted(underline, tint),
    ]
  }

  private func painted(_ text: String, _ code: String) -> String {
    colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
