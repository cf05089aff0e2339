/// A diagnostic as an editor reads it: one JSON object with these keys, `null` where nothing is
/// known. Lines and columns count from 1, columns in characters; the end is exclusive.
public struct DiagnosticRecord: Encodable, Sendable, Equatable {
  public struct Related: Encodable, Sendable, Equatable {
    public let message: String
    public let file: String
    public let line: Int
    public let column: Int
  }

  public let severity: String
  public let message: String
  public let file: String?
  public let line: Int?
  public let column: Int?
  public let endLine: Int?
  public let endColumn: Int?
  public let help: String?
  public let related: [Related]

  /// - Parameter source: the text the place is in, for the end of the word at the place.
  public init(_ diagnostic: Diagnostic, in source: SourceText?) {
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    let location = diagnostic.location
    file = location?.file
    line = location?.line
    column = location?.column
    endLine = location?.line
    endColumn = location.map { place in
      place.column + max(1, diagnostic.length ?? source?.wordLength(at: place) ?? 1)
    }
    help = diagnostic.help
    related = diagnostic.related.map {
      Related(
        message: $0.message, file: $0.location.file, line: $0.location.line,
        column: $0.location.column)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case severity, message, file, line, column, endLine, endColumn, help, related
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(severity, forKey: .severity)
    try container.encode(message, forKey: .message)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
    try container.encode(column, forKey: .column)
    try container.encode(endLine, forKey: .endLine)
    try container.encode(endColumn, forKey: .endColumn)
    try container.encode(help, forKey: .help)
    try container.encode(related, forKey: .related)
  }
}
