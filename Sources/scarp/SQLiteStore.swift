import CCrypto
import CSQLite
import Experiments
import FoundationEssentials
import Results
import Synchronization
import Weaving

/// Results of work units in an SQLite file: write-ahead log, so that a crash loses nothing that
/// was kept and several processes may share it; a checksum a row, so that damage is noticed.
final class SQLiteStore: ResultStore {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let connection: Mutex<OpaquePointer>
  private let path: String

  /// Opens the store, made with its folder if absent.
  ///
  /// A file that is no database is set aside under a new name, and a fresh store begun.
  init(path: String) throws {
    self.path = path
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    if !folder.isEmpty {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Failure(description: "cannot make the folder of the result store: \(folder)")
      }
    }
    do {
      connection = Mutex(try Self.open(path))
    } catch let failure as Failure where Self.isForeign(path) {
      let aside = path + ".damaged"
      guard rename(path, aside) == 0 else { throw failure }
      printError("warning: \(path) was no result store; it is set aside as \(aside)")
      connection = Mutex(try Self.open(path))
    }
  }

  deinit { connection.withLock { _ = sqlite3_close_v2($0) } }

  private static func open(_ path: String) throws -> OpaquePointer {
    var handle: OpaquePointer?
    guard sqlite3_open(path, &handle) == SQLITE_OK, let handle else {
      throw Failure(description: "cannot open the result store \(path)")
    }
    sqlite3_busy_timeout(handle, 60_000)
    let setup = """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS unit (
        id TEXT PRIMARY KEY, experiment TEXT NOT NULL, identity TEXT NOT NULL,
        payload BLOB NOT NULL, checksum TEXT NOT NULL) WITHOUT ROWID;
      """
    guard sqlite3_exec(handle, setup, nil, nil, nil) == SQLITE_OK else {
      let message = String(cString: sqlite3_errmsg(handle))
      sqlite3_close_v2(handle)
      throw Failure(description: "cannot use the result store \(path): \(message)")
    }
    return handle
  }

  /// Whether the file exists and does not begin as an SQLite database does.
  private static func isForeign(_ path: String) -> Bool {
    guard let head = FileManager.default.contents(atPath: path)?.prefix(16) else { return false }
    return !head.isEmpty && head != Data("SQLite format 3\0".utf8)
  }

  func result(for unit: WorkUnit) -> UnitResult? {
    let id = sha256(identityText(unit))
    let row: (payload: Data, checksum: String)? = connection.withLock { handle in
      var statement: OpaquePointer?
      let query = "SELECT payload, checksum FROM unit WHERE id = ?1"
      guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { return nil }
      defer { sqlite3_finalize(statement) }
      bind(statement, 1, id)
      guard sqlite3_step(statement) == SQLITE_ROW, let bytes = sqlite3_column_blob(statement, 0),
        let checksum = sqlite3_column_text(statement, 1)
      else { return nil }
      let count = Int(sqlite3_column_bytes(statement, 0))
      return (Data(bytes: bytes, count: count), String(cString: checksum))
    }
    // A row whose bytes do not match its checksum is recomputed and overwritten.
    guard let row, sha256(row.payload) == row.checksum else { return nil }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(UnitResult.self, from: row.payload)
  }

  func keep(_ result: UnitResult, for unit: WorkUnit) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let payload = try encoder.encode(result)
    let identity = identityText(unit)
    try connection.withLock { handle in
      var statement: OpaquePointer?
      let insert = "INSERT OR REPLACE INTO unit VALUES (?1, ?2, ?3, ?4, ?5)"
      guard sqlite3_prepare_v2(handle, insert, -1, &statement, nil) == SQLITE_OK else {
        throw Failure(
          description: "result store \(path): \(String(cString: sqlite3_errmsg(handle)))")
      }
      defer { sqlite3_finalize(statement) }
      bind(statement, 1, sha256(identity))
      bind(statement, 2, unit.identity["experiment"] ?? "")
      bind(statement, 3, String(decoding: identity, as: UTF8.self))
      payload.withUnsafeBytes {
        _ = sqlite3_bind_blob(statement, 4, $0.baseAddress, Int32($0.count), transient)
      }
      bind(statement, 5, sha256(payload))
      guard sqlite3_step(statement) == SQLITE_DONE else {
        throw Failure(
          description: "cannot write to the result store \(path): "
            + String(cString: sqlite3_errmsg(handle)))
      }
    }
  }

  private func identityText(_ unit: WorkUnit) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(unit.identity) else {
      preconditionFailure("a dictionary of strings has a JSON text")
    }
    return text
  }
}

/// SQLite's instruction to copy what is bound.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private func bind(_ statement: OpaquePointer?, _ index: Int32, _ text: String) {
  sqlite3_bind_text(statement, index, text, -1, transient)
}
