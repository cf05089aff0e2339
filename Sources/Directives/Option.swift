import Diagnostics

/// An option declared once: its name, type, default and help give parsing, ranges, the reference
/// page and every message.
public struct Option<Value: Sendable>: Sendable {
  public let name: String
  public let help: String
  /// nil if the option must be given.
  public let defaultValue: Value?
  public let shape: OptionShape
  public let expectation: String
  public let allowed: [String]
  /// Of one value, for the schema.
  public let form: ScalarForm
  /// Whether a mapping of names to values may be given as well.
  public let isKeyed: Bool
  /// Whether the text is Markdown or an expression, which read `` `{param} name` `` themselves.
  public private(set) var readsParameters = false
  let read: @Sendable (OptionTree) -> Result<Value, Diagnostics>
  let text: @Sendable (Value) -> String

  public init(
    name: String, help: String, defaultValue: Value?, shape: OptionShape, expectation: String,
    allowed: [String], form: ScalarForm = .unknown, isKeyed: Bool = false,
    read: @escaping @Sendable (OptionTree) -> Result<Value, Diagnostics>,
    text: @escaping @Sendable (Value) -> String
  ) {
    self.name = name
    self.help = help
    self.defaultValue = defaultValue
    self.shape = shape
    self.expectation = expectation
    self.allowed = allowed
    self.form = form
    self.isKeyed = isKeyed
    self.read = read
    self.text = text
  }
}

/// How many values an option takes.
public enum OptionShape: Sendable, Equatable {
  case single, list
  /// One value or several; several span the grid of an experiment.
  case axis
  /// Keyed by another option's values.
  case mapping
}

/// An option whose value type is forgotten, for lists of declarations.
public protocol AnyOption: Sendable {
  var name: String { get }
  var help: String { get }
  var shape: OptionShape { get }
  var expectation: String { get }
  var allowed: [String] { get }
  var form: ScalarForm { get }
  var isKeyed: Bool { get }
  var readsParameters: Bool { get }
  /// Canonical text of the default; nil if the option must be given.
  var defaultText: String? { get }
  /// The value of a tree with its canonical text.
  func reading(_ tree: OptionTree) -> Result<GivenValue, Diagnostics>
  var defaultArgument: GivenValue? { get }
}

/// An option's value as given or defaulted, with its canonical text and its place.
public struct GivenValue: Sendable {
  let value: any Sendable
  public let text: String
  /// What was written; nil for a default.
  let tree: OptionTree?

  public var location: SourceLocation? { tree?.location }
  public var isDefault: Bool { tree == nil }
}

extension Option {
  /// The typed value of a tree, for options made of others.
  public func value(of tree: OptionTree) -> Result<Value, Diagnostics> { read(tree) }

  /// The same option, whose text keeps `` `{param} name` ``.
  public var readingParameters: Option {
    var option = self
    option.readsParameters = true
    return option
  }
}

extension Option: AnyOption {
  public var defaultText: String? { defaultValue.map(text) }

  public var defaultArgument: GivenValue? {
    defaultValue.map { GivenValue(value: $0, text: text($0), tree: nil) }
  }

  public func reading(_ tree: OptionTree) -> Result<GivenValue, Diagnostics> {
    read(tree).map { GivenValue(value: $0, text: text($0), tree: tree) }
  }
}
