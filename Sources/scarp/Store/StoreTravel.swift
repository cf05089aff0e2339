import Experiments
import FoundationEssentials
import Results

extension SQLiteStore {
  /// Results as a file that travels.
  ///
  /// - Parameter units: whose results; nil for all that are kept and sound.
  /// - Returns: its bytes, how many rows it has, and how many units were missing or damaged.
  func exported(_ units: [WorkUnit]?) throws -> (bytes: [UInt8], rows: Int, missing: Int) {
    let ids = try units?.map { StoredUnit.id(of: $0.identity) } ?? allUnits()
    let found = try ids.compactMap { try row($0) }
    return (
      try ResultsFile(rows: found).bytes, found.count,
      units == nil ? 0 : ids.count - found.count
    )
  }

  /// What became of the rows of a file.
  struct Taken {
    var added = 0
    var kept = 0
    var replaced = 0
    /// Of those kept: how many the file has other bytes of.
    var different = 0
  }

  /// Takes rows in; sound ones that are there stay.
  func take(_ rows: [ResultsFile.Row]) throws -> Taken {
    var taken = Taken()
    try changing { database in
      taken = Taken()
      try database.transaction {
        for row in rows {
          let unit = try StoredUnit(
            identity: row.identity, result: row.result, seconds: row.seconds,
            predicted: row.predicted)
          let there = try database.rows(
            "SELECT checksum, payload FROM unit WHERE id = ?1", [.text(unit.id)]
          ) { (checksum: $0.text(0), payload: $0.bytes(1)) }.first
          if let there,
            StoredUnit.checksum(id: unit.id, payload: there.payload) == there.checksum
          {
            taken.kept += 1
            if there.payload != unit.payload { taken.different += 1 }
            continue
          }
          if there == nil { taken.added += 1 } else { taken.replaced += 1 }
          try unit.insert(into: database)
        }
      }
    }
    return taken
  }

  private func allUnits() throws -> [String] {
    try reading { try $0.rows("SELECT id FROM unit ORDER BY id") { $0.text(0) } }
  }

  /// nil if it is missing or damaged.
  private func row(_ id: String) throws -> ResultsFile.Row? {
    try reading { database in
      try database.rows(
        """
        SELECT identity, payload, checksum, ifnull(seconds, -1), ifnull(predicted, -1) \
        FROM unit WHERE id = ?1
        """, [.text(id)]
      ) { row -> ResultsFile.Row? in
        guard
          let result = StoredUnit.result(id: id, payload: row.bytes(1), checksum: row.text(2)),
          let identity = StoredUnit.identity(row.text(0)), StoredUnit.id(of: identity) == id
        else { return nil }
        let times = [row.number(3), row.number(4)].map { $0 < 0 ? nil : $0 }
        return ResultsFile.Row(
          identity: identity, seconds: times[0], predicted: times[1], result: result)
      }.first ?? nil
    }
  }
}

extension StoredUnit {
  /// What a unit is, from the text of its row; nil if it is no such text.
  static func identity(_ text: String) -> [String: String]? {
    try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }
}
