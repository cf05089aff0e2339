/// Gives out the fields of an `ArchiveValue`.
struct ArchiveDecoder: Decoder {
  let value: ArchiveValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .record(let entries) = value else { throw mismatch("a record") }
    return KeyedDecodingContainer(Fields(entries: entries, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch value {
    case .list(let values): return Items(values: values, codingPath: codingPath)
    case .numbers(let numbers):
      return Items(values: numbers.map(ArchiveValue.number), codingPath: codingPath)
    default: throw mismatch("a list")
    }
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  /// The value as a type, known shapes without detours.
  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let found: Any?
    if type == Double.self {
      found = try number()
    } else if type == String.self {
      found = try text()
    } else if type == Int.self {
      found = try integer(Int.self)
    } else if type == Bool.self {
      found = try flag()
    } else if type == [Double].self, case .numbers(let numbers) = value {
      found = numbers
    } else if type == [String: Double].self {
      found = try named { try $0.number() }
    } else {
      return try Value(from: self)
    }
    guard let result = found as? Value else { throw mismatch("\(type)") }
    return result
  }

  private func named<Element>(
    _ element: (ArchiveDecoder) throws -> Element
  ) throws -> [String: Element] {
    guard case .record(let entries) = value else { throw mismatch("a record") }
    var result: [String: Element] = [:]
    result.reserveCapacity(entries.count)
    for (name, value) in entries {
      result[name] = try element(ArchiveDecoder(value: value, codingPath: codingPath))
    }
    return result
  }

  func number() throws -> Double {
    guard case .number(let number) = value else { throw mismatch("a number") }
    return number
  }

  func text() throws -> String {
    guard case .text(let text) = value else { throw mismatch("a text") }
    return text
  }

  func flag() throws -> Bool {
    guard case .flag(let flag) = value else { throw mismatch("a flag") }
    return flag
  }

  func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
    guard case .integer(let integer) = value, let result = Integer(exactly: integer) else {
      throw mismatch("an integer")
    }
    return result
  }

  func mismatch(_ wanted: String) -> DecodingError {
    .dataCorrupted(
      .init(codingPath: codingPath, debugDescription: "\(value.kind) instead of \(wanted)"))
  }
}
