/// What went wrong, where, and what would help.
///
/// Mistakes of users are diagnostics: collected over a whole file and shown together, before
/// anything is computed.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable, Comparable {
    case warning, error

    public static func < (left: Self, right: Self) -> Bool { left == .warning && right == .error }
  }

  /// Another place that belongs to the mistake, such as where a label was used first.
  public struct Related: Sendable, Hashable {
    public let location: SourceLocation
    /// A few words in lower case: what is there.
    public let message: String

    public init(at location: SourceLocation, _ message: String) {
      self.location = location
      self.message = message
    }
  }

  public var severity: Severity
  public let location: SourceLocation?
  /// How many characters of the line are meant; nil for the word that stands at the place.
  public let length: Int?
  /// One sentence without a full stop, in lower case: what is wrong.
  public let message: String
  /// What would mend it: allowed values, a suggestion, a command.
  public let help: String?
  public let related: [Related]

  public init(
    _ severity: Severity = .error, at location: SourceLocation? = nil, length: Int? = nil,
    _ message: String, help: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.location = location
    self.length = length
    self.message = message
    self.help = help
    self.related = related
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

extension [Diagnostic] {
  /// In order of place, the errors of a place before its warnings, each said once.
  public var inOrder: [Diagnostic] {
    let unplaced = SourceLocation(file: "", line: 0, column: 0)
    var seen: Set<Diagnostic> = []
    // The sort is stable: mistakes of one place stay in the order in which they were found.
    let sorted = sorted {
      let (left, right) = ($0.location ?? unplaced, $1.location ?? unplaced)
      return left == right ? $0.severity > $1.severity : left < right
    }
    return sorted.filter { seen.insert($0).inserted }
  }

  /// With every warning as an error.
  public var strict: [Diagnostic] {
    map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.severity = .error
      return diagnostic
    }
  }

  /// `2 errors and 1 warning`; empty if there is nothing.
  public var summary: String {
    let errors = self.count { $0.severity == .error }
    let parts = [(errors, "error"), (self.count - errors, "warning")].filter { $0.0 > 0 }
    return parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " and ")
  }
}
