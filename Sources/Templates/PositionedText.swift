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
  /// Where each character stands, and the end, for a text that does not stand in the file as it is;
  /// empty for others.
  private let places: [SourceLocation]

  public init(
    _ text: String, file: String, line: Int, column: Int = 1, continuationColumn: Int = 1
  ) {
    self.text = text
    self.file = file
    self.line = line
    self.column = column
    self.continuationColumn = continuationColumn
    places = []
  }

  /// - Parameter places: of each character, and of the end.
  public init(_ text: String, places: [SourceLocation]) {
    precondition(places.count == text.count + 1, "a place for every character and for the end")
    self.text = text
    file = places[0].file
    line = places[0].line
    column = places[0].column
    continuationColumn = 1
    self.places = places
  }

  /// The same places under a text of as many characters, so many of its own before it.
  func replacing(_ text: String, dropping count: Int = 0, after added: Int = 0) -> PositionedText {
    let kept = places.dropFirst(count)
    guard let first = kept.first else {
      return PositionedText(text, file: file, line: line, column: column + count - added)
    }
    let before = (0..<added).map { offset in
      SourceLocation(file: file, line: first.line, column: first.column - added + offset)
    }
    return PositionedText(text, places: Array((before + kept).prefix(text.count + 1)))
  }

  /// Where the text begins.
  public var location: SourceLocation { SourceLocation(file: file, line: line, column: column) }

  /// The place in the file of a 1-based line and column of `text`.
  public func location(line: Int, column: Int) -> SourceLocation {
    if !places.isEmpty {
      let before = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .prefix(line - 1).reduce(0) { $0 + $1.count + 1 }
      return places[min(max(0, before + column - 1), places.count - 1)]
    }
    let start = line == 1 ? self.column : continuationColumn
    return SourceLocation(file: file, line: self.line + line - 1, column: start + column - 1)
  }

  /// The place in the file of the character `offset` characters into `text`, 0-based.
  public func location(offset: Int) -> SourceLocation {
    if !places.isEmpty { return places[min(max(0, offset), places.count - 1)] }
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
