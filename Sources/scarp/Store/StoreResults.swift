import Experiments
import Results
import Weaving

extension SQLiteStore: ResultStore {
  /// Names asked for in one query.
  private static let chunk = 4000

  func results(for units: [WorkUnit]) throws -> KeptResults {
    var kept = KeptResults(count: units.count)
    let ids = units.map { StoredUnit.id(of: $0.identity) }
    let indices = Dictionary(zip(ids, ids.indices)) { first, _ in first }
    let day = today()
    var isOld = false
    for start in stride(from: 0, to: ids.count, by: Self.chunk) {
      let asked = ids[start..<min(start + Self.chunk, ids.count)]
      let rows = try reading { database in
        try database.rows(
          """
          SELECT id, checksum, used, payload FROM unit
          WHERE id IN (SELECT value FROM json_each(?1))
          """, [.text(Self.list(asked))]
        ) { (id: $0.text(0), checksum: $0.text(1), day: $0.integer(2), payload: $0.bytes(3)) }
      }
      for row in rows {
        guard let index = indices[row.id] else { continue }
        kept.results[index] = StoredUnit.result(
          id: row.id, payload: row.payload, checksum: row.checksum)
        if kept.results[index] == nil {
          kept.damaged.append(index)
        } else {
          kept.checksums[index] = row.checksum
        }
        if row.day < day { isOld = true }
      }
    }
    // The age of a result counts from its last use; a day is fine enough to write seldom.
    if isOld { try? noteUse(of: ids, on: day) }
    kept.damaged.sort()
    return kept
  }

  func keep(_ result: UnitResult, for unit: WorkUnit, seconds: Double) throws -> String? {
    let row = try StoredUnit(
      identity: unit.identity, result: result, seconds: seconds, predicted: unit.cost)
    try writing { try row.insert(into: $0) }
    return row.checksum
  }

  private func noteUse(of ids: [String], on day: Int) throws {
    try changing { database in
      try database.transaction {
        for start in stride(from: 0, to: ids.count, by: Self.chunk) {
          try database.query(
            """
            UPDATE unit SET used = ?2
            WHERE used < ?2 AND id IN (SELECT value FROM json_each(?1))
            """,
            [
              .text(Self.list(ids[start..<min(start + Self.chunk, ids.count)])), .integer(day),
            ])
        }
      }
    }
  }

  /// Hexadecimal names as a JSON list.
  static func list(_ ids: some Sequence<String>) -> String {
    "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }
}
