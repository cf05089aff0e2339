import Results

/// An axis with typed values: how each value is called and what it sets.
struct Dimension {
  struct Entry {
    let value: AxisValue
    let apply: (inout Configuration) -> Void
  }

  let name: String
  let values: [Entry]
  /// The value that identities do not name: what runs did before there was the option.
  private(set) var unnamed: AxisValue?

  init(
    _ name: String, _ values: [Double], set: @escaping (inout Configuration, Double) -> Void
  ) {
    self.name = name
    self.values = values.map { value in
      Entry(value: .number(value)) { set(&$0, value) }
    }
  }

  /// - Parameters:
  ///   - unnamed: the value that identities do not name.
  ///   - value: how a value is called.
  init<Value>(
    _ name: String, _ values: [Value], unnamed: Value, value: (Value) -> AxisValue,
    set: @escaping (inout Configuration, Value) -> Void
  ) {
    self.name = name
    self.values = values.map { entry in Entry(value: value(entry)) { set(&$0, entry) } }
    self.unnamed = value(unnamed)
  }

  init<Value: CustomStringConvertible>(
    _ name: String, _ values: [Value], set: @escaping (inout Configuration, Value) -> Void
  ) {
    self.name = name
    self.values = values.map { value in
      Entry(value: .name(value.description)) { set(&$0, value) }
    }
  }
}
