import Results

extension SQLiteStore {
  /// What a look at every row found.
  struct Verified {
    var runs = 0
    var memo = 0
    var damagedRuns = 0
    var damagedMemo = 0
    /// The file that damaged runs were moved to; nil if there were none.
    var aside: String?
  }

  /// Reads every row; damaged runs are moved to a file beside the store, damaged drawings and
  /// formulas removed.
  ///
  /// - Throws: `Failure`; a file that is itself broken is set aside as at any other time.
  func verify() throws -> Verified {
    var found = Verified()
    try reading { database in
      var verdict = ""
      try database.query("PRAGMA quick_check(1)") { verdict = $0.text(0) }
      guard verdict == "ok" else { throw Database.Failure(code: 11, message: verdict) }
    }
    let units = try reading { database in
      try database.rows("SELECT id, identity, checksum, payload FROM unit") { row in
        let id = row.text(0)
        let isSound =
          StoredUnit.result(id: id, payload: row.bytes(3), checksum: row.text(2)) != nil
          && StoredUnit.identity(row.text(1)).map(StoredUnit.id) == id
        return (id: id, isSound: isSound)
      }
    }
    let memo = try reading { database in
      try database.rows("SELECT key, checksum, payload FROM memo") { row in
        (key: row.text(0), isSound: sha256(row.bytes(2)) == row.text(1))
      }
    }
    let damagedUnits = units.filter { !$0.isSound }.map(\.id)
    let damagedMemo = memo.filter { !$0.isSound }.map(\.key)
    (found.runs, found.memo) = (units.count, memo.count)
    (found.damagedRuns, found.damagedMemo) = (damagedUnits.count, damagedMemo.count)
    if !damagedMemo.isEmpty {
      try changing { database in
        try database.query(
          "DELETE FROM memo WHERE key IN (SELECT value FROM json_each(?1))",
          [.text(Self.list(damagedMemo))])
      }
    }
    if !damagedUnits.isEmpty { found.aside = try moveAside(damagedUnits) }
    return found
  }

  private func moveAside(_ ids: [String]) throws -> String {
    let file = path + ".damaged-rows"
    try changing { database in
      try database.query("ATTACH ?1 AS aside", [.text(file)])
      defer { try? database.execute("DETACH aside") }
      try database.transaction {
        try database.execute(
          "CREATE TABLE IF NOT EXISTS aside.unit AS SELECT * FROM main.unit WHERE false")
        for verb in ["INSERT INTO aside.unit SELECT * FROM main.unit", "DELETE FROM main.unit"] {
          try database.query(
            "\(verb) WHERE id IN (SELECT value FROM json_each(?1))", [.text(Self.list(ids))])
        }
      }
    }
    return file
  }
}
