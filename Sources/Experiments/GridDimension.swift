import Results

/// An axis with typed values: how each value is called and what it sets.
struct Dimension {
  struct Entry {
    let value: AxisValue
    let apply: (inout Configuration) -> Void
  }

  let name: String
  let values: [Entry]

  init(
    _ name: String, _ values: [Double], set: @escaping (inout Configuration, Double) -> Void
  ) {
    self.name = name
    self.values = values.map { value in
      Entry(value: .number(value)) { set(&$0, value) }
    }
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
