extension SQLiteStore {
  /// What cleaning removed and left.
  struct Removed {
    var goneTemplates: [String] = []
    var runs = 0
    var runBytes = 0
    var memo = 0
    var memoBytes = 0
    var keptRuns = 0
    /// Bytes of runs, drawings and formulas that stay.
    var left = 0
  }

  private struct Trial: Error {}

  /// Removes what no template asks for and what is made again in a moment.
  ///
  /// - Parameters:
  ///   - days: without use, after which things go.
  ///   - limit: bytes to come down to, whatever the age of what must go for it.
  ///   - isTrial: whether to find out only.
  func clean(unusedFor days: Int, limit: Int?, isTrial: Bool) throws -> Removed {
    let oldest = today() - days
    var removed = Removed()
    let gone = Set(try plans().map(\.name.template)).filter { !exists($0) }
    do {
      try changing { database in
        removed = Removed(goneTemplates: gone.sorted())
        try database.transaction {
          let before = try Self.sizes(of: database)
          for template in gone {
            try database.query("DELETE FROM plan WHERE template = ?1", [.text(template)])
          }
          try Self.mark(in: database)
          try database.query("DELETE FROM memo WHERE used <= ?1", [.integer(oldest)])
          try database.query(
            "DELETE FROM unit WHERE used <= ?1 AND id NOT IN (SELECT id FROM wanted)",
            [.integer(oldest)])
          if let limit { try Self.shrink(database, to: limit) }
          let after = try Self.sizes(of: database)
          removed.runs = before.runs - after.runs
          removed.runBytes = before.runBytes - after.runBytes
          removed.memo = before.memo - after.memo
          removed.memoBytes = before.memoBytes - after.memoBytes
          removed.keptRuns = after.runs
          removed.left = after.runBytes + after.memoBytes
          try database.execute("DROP TABLE wanted")
          if isTrial { throw Trial() }
        }
      }
    } catch is Trial {}
    return removed
  }

  /// Gives the room of removed rows back to the file system; false if another process is in the way.
  func compact() -> Bool {
    (try? changing { database in
      try database.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }) != nil
  }

  /// The names of units that plans hold, as a table for the time of the transaction.
  private static func mark(in database: Database) throws {
    try database.execute("CREATE TEMP TABLE wanted (id TEXT PRIMARY KEY) WITHOUT ROWID")
    let plans = try database.rows("SELECT lower(hex(units)) FROM plan") { $0.text(0) }
    for plan in plans {
      let digits = Array(plan.utf8)
      for start in stride(from: 0, to: digits.count - digits.count % 64, by: 64) {
        try database.query(
          "INSERT OR IGNORE INTO wanted VALUES (?1)",
          [.text(String(decoding: digits[start..<start + 64], as: UTF8.self))])
      }
    }
  }

  /// Removes drawings and formulas, then runs that nobody wants, the longest unused first.
  private static func shrink(_ database: Database, to limit: Int) throws {
    let sizes = try sizes(of: database)
    try database.query(
      """
      DELETE FROM memo WHERE key IN (
        SELECT key FROM (
          SELECT key, sum(size) OVER (ORDER BY used DESC, key) AS newer FROM memo)
        WHERE newer > ?1)
      """, [.integer(max(0, limit - sizes.runBytes))])
    let rest = try Self.sizes(of: database)
    guard rest.runBytes + rest.memoBytes > limit else { return }
    try database.query(
      """
      DELETE FROM unit WHERE id IN (
        SELECT id FROM (
          SELECT id, sum(length(payload)) OVER (ORDER BY used DESC, id) AS newer FROM unit
          WHERE id NOT IN (SELECT id FROM wanted))
        WHERE newer > ?1 - (
          SELECT total(length(payload)) FROM unit WHERE id IN (SELECT id FROM wanted)))
      """, [.integer(limit)])
  }

  private static func sizes(
    of database: Database
  ) throws -> (runs: Int, runBytes: Int, memo: Int, memoBytes: Int) {
    var sizes = (runs: 0, runBytes: 0, memo: 0, memoBytes: 0)
    try database.query("SELECT count(*), total(length(payload)) FROM unit") {
      (sizes.runs, sizes.runBytes) = ($0.integer(0), $0.integer(1))
    }
    try database.query("SELECT count(*), total(size) FROM memo") {
      (sizes.memo, sizes.memoBytes) = ($0.integer(0), $0.integer(1))
    }
    return sizes
  }
}
