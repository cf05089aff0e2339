/// How one scalar of a declared type is read and written.
///
/// The type decides, never YAML: `1e3` is a number where a number is declared, `on` is a word.
public struct ValueType<Value: Sendable>: Sendable {
  /// What a reader of the reference page is told to write: "a number > 0".
  public let expectation: String
  /// The words allowed, where they can be listed.
  public let allowed: [String]
  /// What texts look like, for the schema.
  public let form: ScalarForm
  /// The value of a text, or nil where the text is no such value.
  public let read: @Sendable (String) -> Reading<Value>
  /// The canonical text of a value; equal values have equal texts.
  public let text: @Sendable (Value) -> String

  /// - Parameter form: if nil, any text, or the words allowed with parameters after a colon.
  public init(
    expectation: String, allowed: [String] = [], form: ScalarForm? = nil,
    read: @escaping @Sendable (String) -> Reading<Value>,
    text: @escaping @Sendable (Value) -> String
  ) {
    self.expectation = expectation
    self.allowed = allowed
    self.form = form ?? .listing(allowed)
    self.read = read
    self.text = text
  }
}

/// The outcome of reading a scalar.
public enum Reading<Value: Sendable>: Sendable {
  case value(Value)
  /// Not a value of the type, and the reason, from a place so many characters into the text; without
  /// one the text "is not" what is expected.
  case misread(String?, offset: Int = 0)
}

/// A number as written: integers without a point, else the shortest text that reads back.
public func canonical(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
}
