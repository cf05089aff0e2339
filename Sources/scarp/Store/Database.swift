import CSQLite

/// One connection to an SQLite file, closed with the value's last owner.
///
/// Opened in SQLite's serialised mode, in which any thread may use it.
final class Database: @unchecked Sendable {
  /// What SQLite refused, with its code.
  struct Failure: Error {
    let code: Int32
    let message: String

    /// Whether the file itself is broken rather than what was asked of it.
    var isDamage: Bool { code & 0xFF == SQLITE_CORRUPT || code & 0xFF == SQLITE_NOTADB }

    /// Whether the file can be read but takes nothing new: no room, no right to write.
    var isRefusedWrite: Bool {
      [SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_TOOBIG]
        .contains(code & 0xFF)
    }
  }

  enum Access {
    case readWrite, readOnly
    /// For files in folders where SQLite cannot even make its lock files.
    case immutable
  }

  enum Value {
    case text(String)
    case bytes([UInt8])
    case integer(Int)
    case number(Double)
  }

  /// The current row of a query.
  struct Row {
    fileprivate let statement: OpaquePointer

    func text(_ column: Int32) -> String {
      sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
    }

    func bytes(_ column: Int32) -> [UInt8] {
      let count = Int(sqlite3_column_bytes(statement, column))
      return Array(
        UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count))
    }

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    func number(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }
  }

  private let handle: OpaquePointer

  /// - Parameter patience: milliseconds to wait for another process that writes.
  init(path: String, access: Access = .readWrite, patience: Int32 = 60_000) throws {
    var opened: OpaquePointer?
    let (flags, name): (Int32, String) =
      switch access {
      case .readWrite: (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path)
      case .readOnly: (SQLITE_OPEN_READONLY, path)
      case .immutable:
        (SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, "file:\(Self.escaped(path))?immutable=1")
      }
    let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_FULLMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw Failure(code: code, message: message)
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that return nothing.
  func execute(_ statements: String) throws {
    guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  /// Runs one statement and gives each of its rows to `row`.
  func query(
    _ text: String, _ values: [Value] = [], row: (Row) throws -> Void = { _ in }
  ) throws {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, text, -1, &prepared, nil) == SQLITE_OK, let prepared else {
      throw failure
    }
    defer { sqlite3_finalize(prepared) }
    for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1), prepared) }
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW: try row(Row(statement: prepared))
      case SQLITE_DONE: return
      default: throw failure
      }
    }
  }

  /// What `row` makes of each row.
  func rows<Element>(
    _ text: String, _ values: [Value] = [], _ row: (Row) throws -> Element
  ) throws -> [Element] {
    var rows: [Element] = []
    try query(text, values) { rows.append(try row($0)) }
    return rows
  }

  /// All or nothing, and alone: other writers wait.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  private var failure: Failure {
    Failure(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
  }

  private func bind(_ value: Value, at index: Int32, _ statement: OpaquePointer) {
    // SQLite's instruction to copy what is bound.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
    case .bytes(let bytes):
      _ = bytes.withUnsafeBytes {
        sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
      }
    case .integer(let integer): sqlite3_bind_int64(statement, index, Int64(integer))
    case .number(let number): sqlite3_bind_double(statement, index, number)
    }
  }

  /// A path inside a `file:` address.
  private static func escaped(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }
}
