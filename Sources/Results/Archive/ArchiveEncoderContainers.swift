extension ArchiveEncoder {
  struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let cell: Cell
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { cell.field(key.stringValue).set(.null) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      try cell.field(key.stringValue).encode(value, codingPath)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      nested(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      nested(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
      ArchiveEncoder(cell: cell.field("super"), codingPath: codingPath)
    }

    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func nested(_ key: Key) -> ArchiveEncoder {
      ArchiveEncoder(cell: cell.field(key.stringValue), codingPath: codingPath)
    }
  }

  struct Items: UnkeyedEncodingContainer {
    let cell: Cell
    let codingPath: [any CodingKey]
    var count: Int { cell.count }

    func encodeNil() { cell.append().set(.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
      try cell.append().encode(value, codingPath)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      nested().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

    func superEncoder() -> any Encoder { nested() }

    private func nested() -> ArchiveEncoder {
      ArchiveEncoder(cell: cell.append(), codingPath: codingPath)
    }
  }

  struct Single: SingleValueEncodingContainer {
    let cell: Cell
    let codingPath: [any CodingKey]

    func encodeNil() { cell.set(.null) }
    func encode(_ value: Bool) { cell.set(.flag(value)) }
    func encode(_ value: String) { cell.set(.text(value)) }
    func encode(_ value: Double) { cell.set(.number(value)) }
    func encode(_ value: Float) { cell.set(.number(Double(value))) }
    func encode(_ value: Int) { cell.set(.integer(value)) }
    func encode(_ value: Int8) { cell.set(.integer(Int(value))) }
    func encode(_ value: Int16) { cell.set(.integer(Int(value))) }
    func encode(_ value: Int32) { cell.set(.integer(Int(value))) }
    func encode(_ value: Int64) { cell.set(.integer(Int(value))) }
    func encode(_ value: UInt8) { cell.set(.integer(Int(value))) }
    func encode(_ value: UInt16) { cell.set(.integer(Int(value))) }
    func encode(_ value: UInt32) { cell.set(.integer(Int(value))) }
    func encode(_ value: UInt) throws { try cell.encodeInteger(value, codingPath) }
    func encode(_ value: UInt64) throws { try cell.encodeInteger(value, codingPath) }
    func encode<Value: Encodable>(_ value: Value) throws { try cell.encode(value, codingPath) }
  }
}
