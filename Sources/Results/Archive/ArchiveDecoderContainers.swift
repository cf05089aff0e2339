extension ArchiveDecoder {
  struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let entries: [(name: String, value: ArchiveValue)]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { found(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
      if case .null = try field(key).value { true } else { false }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try field(key).decoded(type)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
      try field(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try field(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
      guard let value = entries.first(where: { $0.name == "super" })?.value else {
        throw missing("super")
      }
      return ArchiveDecoder(value: value, codingPath: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }

    private func found(_ key: Key) -> ArchiveValue? {
      let name = key.stringValue
      return entries.first { $0.name == name }?.value
    }

    private func field(_ key: Key) throws -> ArchiveDecoder {
      guard let value = found(key) else { throw missing(key.stringValue) }
      return ArchiveDecoder(value: value, codingPath: codingPath)
    }

    private func missing(_ name: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: codingPath, debugDescription: "no field '\(name)'"))
    }
  }

  struct Items: UnkeyedDecodingContainer {
    let values: [ArchiveValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(values: [ArchiveValue], codingPath: [any CodingKey]) {
      self.values = values
      self.codingPath = codingPath
    }

    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, case .null = values[currentIndex] else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      let result = try peek().decoded(type)
      currentIndex += 1
      return result
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try next().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private func peek() throws -> ArchiveDecoder {
      guard !isAtEnd else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: codingPath, debugDescription: "the list ends too early"))
      }
      return ArchiveDecoder(value: values[currentIndex], codingPath: codingPath)
    }

    private mutating func next() throws -> ArchiveDecoder {
      let decoder = try peek()
      currentIndex += 1
      return decoder
    }
  }

  struct Single: SingleValueDecodingContainer {
    let decoder: ArchiveDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { if case .null = decoder.value { true } else { false } }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.flag() }
    func decode(_ type: String.Type) throws -> String { try decoder.text() }
    func decode(_ type: Double.Type) throws -> Double { try decoder.number() }
    func decode(_ type: Float.Type) throws -> Float { Float(try decoder.number()) }
    func decode(_ type: Int.Type) throws -> Int { try decoder.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try decoder.decoded(type)
    }
  }
}
