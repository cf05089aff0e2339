extension Declaration {
  /// The reference of a declaration, generated from it: one paragraph an option.
  ///
  /// - Parameter width: columns of the terminal; texts are wrapped to it.
  public func referencePage(width: Int = 80) -> String {
    var lines = [name, "  " + wrapped(summary, width: width, indent: 2), ""]
    for option in options {
      let fallback =
        option.defaultText.map { $0.isEmpty ? "" : " (default \($0))" } ?? " (required)"
      lines.append("  \(option.name)\(fallback)")
      lines.append("      " + wrapped(option.help, width: width, indent: 6))
      lines.append("      " + wrapped("Takes \(option.expectation).", width: width, indent: 6))
      if option.shape == .axis {
        lines.append(
          "      " + wrapped("Several values span the grid.", width: width, indent: 6))
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}

/// Words broken over lines of at most `width` columns, later lines indented.
private func wrapped(_ text: String, width: Int, indent: Int) -> String {
  var lines: [String] = []
  var line = ""
  for word in text.split(whereSeparator: \.isWhitespace) {
    if !line.isEmpty, indent + line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " " + word
  }
  lines.append(line)
  return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
}
