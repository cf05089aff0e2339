/// What went wrong, where, and what would help.
///
/// Mistakes of users are diagnostics: collected over a whole file and shown together, before
/// anything is computed.
public struct Diagnostic: Error, Sendable, Equatable {
  public enum Severity: String, Sendable, Comparable {
    case warning, error

    public static func < (left: Self, right: Self) -> Bool { left == .warning && right == .error }
  }

  public let severity: Severity
  public let location: SourceLocation?
  /// One sentence without a full stop, in lower case: what is wrong.
  public let message: String
  /// What would mend it: allowed values, a suggestion, a command.
  public let help: String?

  public init(
    _ severity: Severity = .error, at location: SourceLocation? = nil, _ message: String,
    help: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.help = help
  }

  /// An error without a place: a command line, a file that cannot be opened.
  public init(_ message: String, help: String? = nil) {
    self.init(.error, at: nil, message, help: help)
  }
}

/// Several mistakes at once, thrown where a value cannot be made.
public struct Diagnostics: Error, Sendable {
  public let all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = all }
}
