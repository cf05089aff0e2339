/// A text with a name, from which positions and excerpts are taken.
public struct SourceText: Sendable, Equatable {
  /// How the text is called in messages: a path as the user wrote it, or `command line`.
  public let name: String
  public let text: String
  /// The lines without their ends; line `n` of a position is `lines[n - 1]`.
  public let lines: [Substring]
  /// Of the long lines, by index: places of whole characters, so that columns far to the right need
  /// no count from the margin.
  private let milestones: [Int: [Milestone]]

  private struct Milestone: Equatable {
    let bytes: Int
    let characters: Int
  }

  /// Bytes of a line between two of its milestones.
  private static let stride = 1024

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    self.lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var milestones: [Int: [Milestone]] = [:]
    for (index, line) in lines.enumerated() where line.utf8.count > Self.stride {
      var found: [Milestone] = []
      var (bytes, characters) = (0, 0)
      for character in line {
        if bytes >= (found.last?.bytes ?? 0) + Self.stride {
          found.append(Milestone(bytes: bytes, characters: characters))
        }
        bytes += character.utf8.count
        characters += 1
      }
      milestones[index] = found
    }
    self.milestones = milestones
  }

  /// The 1-based line, or an empty one beyond the end.
  public func line(_ number: Int) -> Substring {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// Where a text first stands on the line of a place, from that place on; the place itself where it
  /// does not, and in another file.
  public func location(of text: String, from place: SourceLocation) -> SourceLocation {
    guard place.file == name else { return place }
    let rest = line(place.line).dropFirst(max(0, place.column - 1))
    guard let found = rest.firstRange(of: text) else { return place }
    let passed = rest[..<found.lowerBound].count
    return SourceLocation(file: name, line: place.line, column: place.column + passed)
  }

  /// Characters of the word, number or path that begins at a place; 1 for any other character.
  public func wordLength(at location: SourceLocation) -> Int {
    let rest = line(location.line).dropFirst(max(0, location.column - 1))
    var word = rest.prefix { $0.isLetter || $0.isNumber || "_-./@#\\".contains($0) }
    while word.last == "." { word.removeLast() }
    return max(1, word.count)
  }

  /// The 1-based character column of a 1-based UTF-8 byte column of a line.
  public func characterColumn(line number: Int, byteColumn: Int) -> Int {
    let line = line(number)
    let bytes = max(0, min(byteColumn - 1, line.utf8.count))
    let index = line.utf8.index(line.startIndex, offsetBy: bytes)
    guard let passed = milestones[number - 1]?.last(where: { $0.bytes <= bytes }) else {
      return line[..<index].count + 1
    }
    let start = line.utf8.index(line.startIndex, offsetBy: passed.bytes)
    return passed.characters + line[start..<index].count + 1
  }
}

/// A place in a text: 1-based line and column, the column counted in characters.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}
