import FoundationEssentials
import Results
import Weaving

/// How the file of a store is laid out.
///
/// - `unit`: a finished work unit, its result last so that the rest is read without it.
/// - `memo`: what is made from results or text and costs time: drawings, typeset formulas.
/// - `plan`: what the units of each directive ranged over when its template was last rendered.
enum StoreSchema {
  /// Raised when the tables change; older files are brought up to it, newer ones refused.
  static let version = 2

  private static let tables = """
    CREATE TABLE unit (
      id TEXT PRIMARY KEY, experiment TEXT NOT NULL, identity TEXT NOT NULL, seconds REAL,
      predicted REAL, used INTEGER NOT NULL, checksum TEXT NOT NULL, payload BLOB NOT NULL);
    CREATE TABLE memo (
      key TEXT PRIMARY KEY, kind TEXT NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,
      checksum TEXT NOT NULL, payload BLOB NOT NULL);
    CREATE INDEX memo_age ON memo (used, size);
    CREATE TABLE plan (
      template TEXT NOT NULL, directive TEXT NOT NULL, spans BLOB NOT NULL,
      PRIMARY KEY (template, directive)) WITHOUT ROWID;
    PRAGMA user_version = \(version);
    """

  /// Makes the tables or brings them up to this version.
  ///
  /// - Throws: `SQLiteStore.Failure` for files of newer programs or of others.
  static func prepare(_ database: Database, path: String) throws {
    // Write-ahead log: a crash loses nothing that was kept, readers and a writer do not wait.
    try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    if try current(database, path: path) { return }
    try database.transaction {
      // Another process may have made them meanwhile.
      if try current(database, path: path) { return }
      let names = try names(database)
      if names == ["unit"] {
        try database.execute("ALTER TABLE unit RENAME TO old_unit")
        try database.execute(tables)
        try moveUnits(database)
        try database.execute("DROP TABLE old_unit")
      } else if names.isEmpty {
        try database.execute(tables)
      } else {
        throw SQLiteStore.Failure(
          description: "\(path) is a database of another program; choose another --store")
      }
    }
  }

  /// Whether the file has the tables of this version.
  static func current(_ database: Database, path: String) throws -> Bool {
    var found = 0
    try database.query("PRAGMA user_version") { found = $0.integer(0) }
    guard found <= version else {
      throw SQLiteStore.Failure(
        description: "the result store \(path) was written by a newer scarp (its version is "
          + "\(found), this program reads up to \(version)): update scarp or choose another --store"
      )
    }
    return found == version
  }

  private static func names(_ database: Database) throws -> [String] {
    try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
      $0.text(0)
    }
  }

  /// Version 1 held results as JSON under the hash of the JSON of what they are; damaged rows are
  /// left behind.
  private static func moveUnits(_ database: Database) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try database.query("SELECT identity, payload, checksum FROM old_unit") { row in
      let payload = row.bytes(1)
      guard sha256(payload) == row.text(2),
        let identity = try? decoder.decode([String: String].self, from: Data(row.text(0).utf8)),
        let result = try? decoder.decode(UnitResult.self, from: Data(payload))
      else { return }
      try StoredUnit(identity: identity, result: result, seconds: nil, predicted: nil)
        .insert(into: database)
    }
  }
}
