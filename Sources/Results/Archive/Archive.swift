/// Values as compact bytes: exact doubles, infinities and NaN included, names written once.
///
/// Equal values give equal bytes if their `Codable` conformance writes its fields in a fixed order;
/// dictionaries are written in the order of their keys. Bytes are read with bounds checked, so that
/// damaged ones are an error and never a crash.
public enum Archive {
  static let format: UInt8 = 1
  /// Values inside one another, at most.
  static let maximumDepth = 64

  public static func bytes(of value: some Encodable) throws -> [UInt8] {
    let cell = ArchiveEncoder.Cell()
    try cell.encode(value, [])
    var writer = ArchiveWriter()
    writer.write(cell.value)
    return writer.bytes
  }

  /// - Throws: `DecodingError` for bytes that are no archive of such a value.
  public static func value<Value: Decodable>(
    _ type: Value.Type, from bytes: some Collection<UInt8>
  ) throws -> Value {
    let tree: ArchiveValue? =
      try bytes.withContiguousStorageIfAvailable { try ArchiveReader.value(of: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { try ArchiveReader.value(of: $0) }
    guard let tree else { throw ArchiveReader.damage("nothing there") }
    return try ArchiveDecoder(value: tree, codingPath: []).decoded(type)
  }
}
