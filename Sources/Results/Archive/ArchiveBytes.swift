/// Writes a value: the format, the names, then the value, whose records refer to names by number.
struct ArchiveWriter {
  private var body: [UInt8] = []
  private var names: [String] = []
  private var indices: [String: Int] = [:]

  var bytes: [UInt8] {
    var head: [UInt8] = [Archive.format]
    Self.append(UInt64(names.count), to: &head)
    for name in names { Self.append(name, to: &head) }
    return head + body
  }

  mutating func write(_ value: ArchiveValue) {
    switch value {
    case .null: begin(.null)
    case .flag(let flag): begin(flag ? .yes : .no)
    case .integer(let integer):
      begin(.integer)
      // Small numbers of either sign are short: 0, −1, 1, −2, … become 0, 1, 2, 3, …
      Self.append(UInt64(bitPattern: Int64((integer << 1) ^ (integer >> 63))), to: &body)
    case .number(let number):
      begin(.number)
      Self.append(number, to: &body)
    case .text(let text):
      begin(.text)
      Self.append(text, to: &body)
    case .numbers(let numbers):
      begin(.numbers)
      Self.append(UInt64(numbers.count), to: &body)
      for number in numbers { Self.append(number, to: &body) }
    case .list(let values):
      begin(.list)
      Self.append(UInt64(values.count), to: &body)
      for value in values { write(value) }
    case .record(let entries):
      begin(.record)
      Self.append(UInt64(entries.count), to: &body)
      for (name, value) in entries {
        Self.append(UInt64(index(of: name)), to: &body)
        write(value)
      }
    }
  }

  private mutating func begin(_ tag: ArchiveTag) { body.append(tag.rawValue) }

  private mutating func index(of name: String) -> Int {
    if let index = indices[name] { return index }
    indices[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Seven bits a byte, the lowest first.
  private static func append(_ count: UInt64, to bytes: inout [UInt8]) {
    var rest = count
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func append(_ number: Double, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    append(UInt64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads what `ArchiveWriter` wrote.
struct ArchiveReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var names: [String] = []

  static func value(of bytes: UnsafeBufferPointer<UInt8>) throws -> ArchiveValue {
    var reader = ArchiveReader(bytes: bytes)
    guard try reader.byte() == Archive.format else { throw damage("another format") }
    let count = try reader.count(bytesEach: 1)
    reader.names.reserveCapacity(count)
    for _ in 0..<count { reader.names.append(try reader.text()) }
    let value = try reader.value(depth: 0)
    guard reader.position == bytes.count else { throw damage("bytes after the end") }
    return value
  }

  static func damage(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "not an archive: \(what)"))
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func value(depth: Int) throws -> ArchiveValue {
    guard depth < Archive.maximumDepth else { throw Self.damage("too deep") }
    guard let tag = ArchiveTag(rawValue: try byte()) else { throw Self.damage("unknown kind") }
    switch tag {
    case .null: return .null
    case .no: return .flag(false)
    case .yes: return .flag(true)
    case .integer:
      let folded = try integer()
      return .integer(Int(Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)))
    case .number: return .number(try number())
    case .text: return .text(try text())
    case .numbers:
      let count = try count(bytesEach: 8)
      var numbers: [Double] = []
      numbers.reserveCapacity(count)
      for _ in 0..<count { numbers.append(try number()) }
      return .numbers(numbers)
    case .list:
      let count = try count(bytesEach: 1)
      var values: [ArchiveValue] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try value(depth: depth + 1)) }
      return .list(values)
    case .record:
      let count = try count(bytesEach: 2)
      var entries: [(name: String, value: ArchiveValue)] = []
      entries.reserveCapacity(count)
      for _ in 0..<count {
        let index = try integer()
        guard index < UInt64(names.count) else { throw Self.damage("unknown name") }
        entries.append((names[Int(index)], try value(depth: depth + 1)))
      }
      return .record(entries)
    }
  }

  private mutating func byte() throws -> UInt8 {
    guard position < bytes.count else { throw Self.damage("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func integer() throws -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw Self.damage("a number is too long") }
      result |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return result }
      shift += 7
    }
  }

  /// A count of things that take at least so many bytes each, all of which are there.
  private mutating func count(bytesEach: Int) throws -> Int {
    let count = try integer()
    guard count <= UInt64((bytes.count - position) / bytesEach) else {
      throw Self.damage("it ends too early")
    }
    return Int(count)
  }

  private mutating func number() throws -> Double {
    guard bytes.count - position >= 8 else { throw Self.damage("it ends too early") }
    defer { position += 8 }
    let bits = UnsafeRawPointer(bytes.baseAddress! + position).loadUnaligned(as: UInt64.self)
    return Double(bitPattern: UInt64(littleEndian: bits))
  }

  private mutating func text() throws -> String {
    let count = try count(bytesEach: 1)
    defer { position += count }
    guard
      let text = String(validating: bytes[position..<position + count], as: UTF8.self)
    else { throw Self.damage("a text is not UTF-8") }
    return text
  }
}
