import Diagnostics

/// What a report is written as.
public enum OutputFormat: String, Sendable, Equatable, CaseIterable {
  case html, pdf

  /// The format as messages name it.
  public var name: String { self == .html ? "HTML" : "PDF" }
}

/// One test on a fenced div: `when=profile:solutions`, `unless=format:pdf`, `when=param:d=500`.
public struct Condition: Sendable, Equatable {
  public enum Test: Sendable, Equatable {
    case profile(String)
    case format(OutputFormat)
    case parameter(name: String, value: String)
  }

  public var test: Test
  /// From `unless=`.
  public var isNegated: Bool
  public var location: SourceLocation

  public init(_ test: Test, isNegated: Bool = false, at location: SourceLocation) {
    self.test = test
    self.isNegated = isNegated
    self.location = location
  }
}

/// What the conditions of a template are decided by.
public struct Conditions: Sendable, Equatable {
  /// The profiles in force.
  public var profiles: Set<String>
  /// Nil while a report is woven for every format: conditions on it are then kept.
  public var format: OutputFormat?
  /// The value of each parameter, as text.
  public var parameters: [String: String]

  public init(
    profiles: Set<String> = [], format: OutputFormat? = nil, parameters: [String: String] = [:]
  ) {
    self.profiles = profiles
    self.format = format
    self.parameters = parameters
  }

  /// Whether a condition holds; nil if it is about the format and none is chosen yet.
  public func holds(_ condition: Condition) -> Bool? {
    let isMet: Bool
    switch condition.test {
    case .profile(let name): isMet = profiles.contains(name)
    case .parameter(let name, let value): isMet = parameters[name] == value
    case .format(let wanted):
      guard let format else { return nil }
      isMet = format == wanted
    }
    return isMet != condition.isNegated
  }
}

extension Condition {
  /// Reads `profile:NAME`, `format:html`, `param:NAME=value`.
  init(_ text: Substring, isNegated: Bool, at place: SourceLocation) throws(Diagnostic) {
    let form = "write profile:NAME, format:html, format:pdf or param:NAME=value"
    let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = sides.count == 2 ? sides[1] : ""
    let test: Test
    switch sides[0] {
    case "profile" where isLabel(value): test = .profile(String(value))
    case "format":
      guard let format = OutputFormat(rawValue: String(value)) else {
        throw Diagnostic(
          at: place, "'\(value)' is not a format of reports",
          help: helpNaming(
            String(value), among: OutputFormat.allCases.map(\.rawValue), noun: "formats")
        )
      }
      test = .format(format)
    case "param":
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, isLabel(parts[0]), !parts[1].isEmpty else { fallthrough }
      test = .parameter(name: String(parts[0]), value: String(parts[1]))
    default:
      throw Diagnostic(at: place, "'\(text)' is not a condition", help: form)
    }
    self.init(test, isNegated: isNegated, at: place)
  }
}
