/// Diagnostics as text for a terminal: position, message, the line with a caret, help.
public struct DiagnosticRenderer: Sendable {
  private let sources: [String: SourceText]
  private let colour: Bool

  public init(sources: [SourceText], colour: Bool) {
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.colour = colour
  }

  /// In order of position, each followed by its excerpt, then a count.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    let unplaced = SourceLocation(file: "", line: 0, column: 0)
    let sorted = diagnostics.sorted { ($0.location ?? unplaced) < ($1.location ?? unplaced) }
    return sorted.map(text).joined(separator: "\n")
  }

  public func text(_ diagnostic: Diagnostic) -> String {
    let tint = diagnostic.severity == .error ? "31;1" : "33;1"
    let place = diagnostic.location.map { "\($0): " } ?? ""
    let label = painted("\(diagnostic.severity.rawValue):", tint)
    var lines = ["\(place)\(label) \(diagnostic.message)"]
    if let location = diagnostic.location, let source = sources[location.file] {
      let line = source.line(location.line)
      if !line.isEmpty {
        // A long line is cut around the column, so that the caret stays on the screen.
        let start = max(0, location.column - 80)
        let excerpt = line.dropFirst(start).prefix(120)
        let gutter = "\(location.line) | "
        let indent = excerpt.prefix(location.column - 1 - start).map { $0 == "\t" ? "\t" : " " }
        lines.append(gutter + excerpt)
        lines.append(
          String(repeating: " ", count: gutter.count) + indent.joined() + painted("^", tint))
      }
    }
    if let help = diagnostic.help { lines.append("  help: \(help)") }
    return lines.joined(separator: "\n")
  }

  private func painted(_ text: String, _ code: String) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
