/// A value between Swift's `Codable` and the bytes of an archive.
indirect enum ArchiveValue: Sendable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  /// Numbers side by side, eight bytes each.
  case numbers([Double])
  case list([ArchiveValue])
  /// Names are unique.
  case record([(name: String, value: ArchiveValue)])

  subscript(name: String) -> ArchiveValue? {
    guard case .record(let entries) = self else { return nil }
    return entries.first { $0.name == name }?.value
  }

  /// What it is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .flag: "a flag"
    case .integer: "an integer"
    case .number: "a number"
    case .text: "a text"
    case .numbers, .list: "a list"
    case .record: "a record"
    }
  }
}

/// The first byte of each value in an archive.
enum ArchiveTag: UInt8 {
  case null, no, yes, integer, number, text, numbers, list, record
}
