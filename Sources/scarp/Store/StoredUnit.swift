import FoundationEssentials
import Results
import Weaving

/// A finished unit as a row: what it is, what it returned, what it took.
struct StoredUnit {
  /// SHA-256 of what the unit is.
  let id: String
  let identity: [String: String]
  let payload: [UInt8]
  /// Measured on one core; nil if unknown.
  let seconds: Double?
  /// Predicted before it ran, in the units of `WorkUnit.cost`.
  let predicted: Double?

  init(
    identity: [String: String], result: UnitResult, seconds: Double?, predicted: Double?
  ) throws {
    id = Self.id(of: identity)
    self.identity = identity
    payload = try Archive.bytes(of: result)
    self.seconds = seconds
    self.predicted = predicted
  }

  /// The SHA-256 of experiment, revision, options, numerics class and seed.
  static func id(of identity: [String: String]) -> String {
    var bytes: [UInt8] = []
    for (name, value) in identity.sorted(by: { $0.key < $1.key }) {
      // Lengths first, so that no two identities share their bytes.
      bytes += "\(name.utf8.count) \(value.utf8.count) \(name)\(value)".utf8
    }
    return sha256Text(bytes)
  }

  var checksum: String { Self.checksum(id: id, payload: payload) }

  /// Over the name too, so that a result under another's name is noticed.
  static func checksum(id: String, payload: [UInt8]) -> String {
    sha256Text(Array(id.utf8) + payload)
  }

  /// The result of a row; nil if its bytes are not those that were kept.
  static func result(id: String, payload: [UInt8], checksum: String) -> UnitResult? {
    guard Self.checksum(id: id, payload: payload) == checksum else { return nil }
    return try? Archive.value(UnitResult.self, from: payload)
  }

  func insert(into database: Database) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(identity), as: UTF8.self)
    try database.query(
      """
      INSERT OR REPLACE INTO unit (id, experiment, identity, seconds, predicted, used, checksum, \
      payload) VALUES (?1, ?2, ?3, nullif(?4, -1), nullif(?5, -1), ?6, ?7, ?8)
      """,
      [
        .text(id), .text(identity["experiment"] ?? ""), .text(text), .number(seconds ?? -1),
        .number(predicted ?? -1), .integer(today()),
        .text(checksum), .bytes(payload),
      ])
  }
}
