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
    let places = places(ofScalar: scalar, at: location)
    return places[min(max(0, offset), places.count - 1)]
  }

  /// The places of all characters of a YAML scalar and the place after its end; white space stands
  /// where what follows it does.
  ///
  /// - Parameter location: where the scalar begins; of every character where the value does not
  ///   stand there.
  public func places(ofScalar scalar: String, at location: SourceLocation) -> [SourceLocation] {
    let unknown = [SourceLocation](repeating: location, count: scalar.count + 1)
    var line = location.line
    var column = location.column
    if let mark = self.line(line).dropFirst(column - 1).first {
      if mark == "|" || mark == ">" {
        (line, column) = (line + 1, 1)
      } else if mark == "'" || mark == "\"" {
        column += 1
      }
    }
    var rest = self.line(line).dropFirst(column - 1)
    var places: [SourceLocation] = []
    var end = location
    var waiting = 0
    for character in scalar {
      guard !character.isWhitespace else {
        waiting += 1
        continue
      }
      while true {
        if let place = rest.firstIndex(of: character) {
          let passed = rest[..<place]
          guard passed.allSatisfy({ $0.isWhitespace || $0 == "\\" || $0 == "'" }) else {
            return unknown
          }
          column += passed.count
          rest = rest[place...].dropFirst()
          break
        }
        // Only white space may be passed over.
        guard rest.allSatisfy(\.isWhitespace), line < lines.count else { return unknown }
        (line, column) = (line + 1, 1)
        rest = self.line(line)
      }
      let place = SourceLocation(file: location.file, line: line, column: column)
      places += [SourceLocation](repeating: place, count: waiting + 1)
      waiting = 0
      column += 1
      end = SourceLocation(file: location.file, line: line, column: column)
    }
    return places + [SourceLocation](repeating: end, count: waiting + 1)
  }
}

/// The YAML in which a scalar was written.
struct WrittenYAML: Sendable, Equatable {
  let text: SourceText
  /// The line of the file on which it begins.
  let firstLine: Int

  /// The places in the file of a scalar's characters and of its end.
  func places(ofScalar scalar: String, at location: SourceLocation) -> [SourceLocation] {
    let shift = firstLine - 1
    let start = SourceLocation(
      file: location.file, line: location.line - shift, column: location.column)
    return text.places(ofScalar: scalar, at: start).map {
      SourceLocation(file: $0.file, line: $0.line + shift, column: $0.column)
    }
  }
}
