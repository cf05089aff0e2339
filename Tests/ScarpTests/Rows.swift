import CSQLite
import Testing

/// A store's file as any SQLite program sees it.
final class Rows {
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    sqlite3_busy_timeout(handle, 30_000)
  }

  deinit { sqlite3_close(handle) }

  func run(_ statement: String) throws {
    try #require(sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK, "\(statement)")
  }

  /// The first column of the first row, as text.
  func value(_ query: String) throws -> String {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, "\(query)")
    try #require(sqlite3_step(statement) == SQLITE_ROW, "\(query)")
    return sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
  }
}

/// Two of the runs of the sweep, whatever order they were kept in.
let twoSweeps = "SELECT id FROM unit WHERE experiment = 'threshold-sweep' ORDER BY id LIMIT 2"
