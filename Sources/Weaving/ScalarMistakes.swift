import Diagnostics
import Directives

extension CheckPass {
  /// Puts mistakes in Markdown that YAML folded or quoted at their places in the file: they were
  /// found at offsets from the scalar's beginning, as if it stood on one line.
  mutating func placeMistakesInScalars() {
    diagnostics = diagnostics.map { diagnostic in
      guard let found = diagnostic.location, let source = source(of: found),
        let scalar = scalars.filter({ start, text in
          start.file == found.file && start.line == found.line
            && (0...text.count).contains(found.column - start.column)
        }).max(by: { $0.key < $1.key })
      else { return diagnostic }
      let place = source.location(
        offset: found.column - scalar.key.column, ofScalar: scalar.value, at: scalar.key)
      return Diagnostic(
        diagnostic.severity, at: place, length: diagnostic.length, diagnostic.message,
        help: diagnostic.help, related: diagnostic.related)
    }
  }
}
