import Diagnostics

extension SourceText {
  /// Where a character of a YAML scalar stands in its file: YAML folds lines, drops indentation and
  /// quotes, so that an offset in the value is none in the file.
  ///
  /// - Parameters:
  ///   - offset: in characters of the scalar's value; its length means the place after its end.
  ///   - location: where the scalar begins.
  /// - Returns: `location` where the value does not stand there, as that of a parameter.
  public func location(
    offset: Int, ofScalar scalar: String, at location: SourceLocation
  ) -> SourceLocation {
    var line = location.line
    var column = location.column
    if let mark = self.line(line).dropFirst(column - 1).first {
      if mark == "|" || mark == ">" {
        (line, column) = (line + 1, 1)
      } else if mark == "'" || mark == "\"" {
        column += 1
      }
    }
    var found = location
    for (index, character) in scalar.enumerated() where !character.isWhitespace {
      while line <= lines.count {
        let rest = self.line(line).dropFirst(column - 1)
        guard let place = rest.firstIndex(of: character) else {
          // Only white space may be passed over.
          guard rest.allSatisfy(\.isWhitespace) else { return location }
          (line, column) = (line + 1, 1)
          continue
        }
        let passed = rest[..<place]
        guard passed.allSatisfy({ $0.isWhitespace || $0 == "\\" || $0 == "'" }) else {
          return location
        }
        column += passed.count
        break
      }
      found = SourceLocation(file: location.file, line: line, column: column)
      if index >= offset { return found }
      column += 1
    }
    return SourceLocation(file: found.file, line: found.line, column: found.column + 1)
  }
}
