import Glibc
import Publishing
import Weaving

extension SQLiteStore {
  /// What this program made of content it has seen before, kept in the same file.
  struct KeptWork: Memo {
    let store: SQLiteStore
    private let program: ProgramIdentity

    /// Bytes kept at most; beyond them the longest unused go.
    static let limit = 64 << 20

    /// nil where the program cannot tell itself from others.
    init?(store: SQLiteStore) {
      guard let program = ProgramIdentity() else { return nil }
      self.store = store
      self.program = program
    }

    func bytes(for key: MemoKey) -> [UInt8]? {
      let name = name(of: key)
      let day = today()
      let found = try? store.reading { database in
        try database.rows(
          "SELECT payload, checksum, used FROM memo WHERE key = ?1", [.text(name)]
        ) { (payload: $0.bytes(0), checksum: $0.text(1), day: $0.integer(2)) }.first
      }
      guard let row = found ?? nil, sha256Text(row.payload) == row.checksum else { return nil }
      if row.day < day {
        try? store.changing {
          try $0.query(
            "UPDATE memo SET used = ?2 WHERE key = ?1", [.text(name), .integer(day)])
        }
      }
      return row.payload
    }

    // What cannot be kept is made again the next time: no reason to stop.
    func keep(_ bytes: [UInt8], for key: MemoKey) {
      try? store.changing { database in
        try database.query(
          """
          INSERT OR REPLACE INTO memo (key, kind, used, size, checksum, payload) \
          VALUES (?1, ?2, ?3, ?4, ?5, ?6)
          """,
          [
            .text(name(of: key)), .text(key.kind), .integer(today()), .integer(bytes.count),
            .text(sha256Text(bytes)), .bytes(bytes),
          ])
        try Self.trim(database)
      }
    }

    private func name(of key: MemoKey) -> String {
      sha256Text(Array("\(program.name) \(key.kind) ".utf8) + key.content)
    }

    /// Deletes what was unused longest until the rest is well within the limit.
    private static func trim(_ database: Database) throws {
      var total = 0
      try database.query("SELECT total(size) FROM memo") { total = $0.integer(0) }
      guard total > limit else { return }
      try database.query(
        """
        DELETE FROM memo WHERE key IN (
          SELECT key FROM (
            SELECT key, sum(size) OVER (ORDER BY used DESC, key) AS newer FROM memo)
          WHERE newer > ?1)
        """, [.integer(limit / 4 * 3)])
    }
  }
}

/// Which build of the program this is, with the libraries that draw: what it made is another's no
/// longer.
struct ProgramIdentity: Sendable {
  let name: String

  init?() {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    name =
      "\(Scarp.version) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) "
      + drawingLibraries
  }
}
