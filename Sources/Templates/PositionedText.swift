import Diagnostics

/// A stretch of a template that knows where each of its characters stands in the file.
public struct PositionedText: Sendable, Hashable {
  public let text: String
  public let file: String
  /// The line of the file on which `text` begins, 1-based.
  public let line: Int
  /// The column of the file at which `text` begins, in characters, 1-based.
  public let column: Int
  /// The column at which the second and every later line of `text` begins.
  public let continuationColumn: Int

  public init(
    _ text: String, file: String, line: Int, column: Int = 1, continuationColumn: Int = 1
  ) {
    self.text = text
    self.file = file
    self.line = line
    self.column = column
    self.continuationColumn = continuationColumn
  }

  /// Where the text begins.
  public var location: SourceLocation { SourceLocation(file: file, line: line, column: column) }

  /// The place in the file of a 1-based line and column of `text`.
  public func location(line: Int, column: Int) -> SourceLocation {
    let start = line == 1 ? self.column : continuationColumn
    return SourceLocation(file: file, line: self.line + line - 1, column: start + column - 1)
  }

  /// The place in the file of the character `offset` characters into `text`, 0-based.
  public func location(offset: Int) -> SourceLocation {
    var line = 1
    var column = 1
    for character in text.prefix(offset) {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return location(line: line, column: column)
  }
}
