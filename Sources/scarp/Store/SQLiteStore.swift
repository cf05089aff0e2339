import FoundationEssentials
import Glibc
import Synchronization

/// Results of work units, and what is made of them, in one SQLite file: crash-safe, shared by
/// processes that run at the same time, a checksum a row.
///
/// A file found broken at any moment is set aside whole and a fresh one begun; a file that takes
/// nothing new is read all the same. Both are said once, and the work goes on.
final class SQLiteStore: Sendable {
  /// Why the store cannot be used, in words for the terminal.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private struct State {
    var open: OpenStore?
    /// Whether a write was refused: said once, then no more is tried.
    var isClosedToWrites = false
  }

  let path: String
  private let warn: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Opens the store, made with its folder if absent.
  ///
  /// - Parameter warn: told, in a sentence, what a reader must know of the store's state.
  init(path: String, warn: @escaping @Sendable (String) -> Void = { printError("warning: \($0)") })
    throws
  {
    self.path = path
    self.warn = warn
    state = Mutex(State())
    try state.withLock { try reopen(&$0) }
  }

  /// Reads; a broken file is set aside and what `body` finds is that of the fresh one.
  func reading<Result: Sendable>(_ body: (Database) throws -> Result) throws -> Result {
    try state.withLock { try perform(&$0, body) }
  }

  /// Writes, or says once why nothing more is kept.
  func writing(_ body: (Database) throws -> Void) throws {
    try state.withLock { state in
      guard !state.isClosedToWrites else { return }
      if state.open?.isReadOnly == true {
        state.isClosedToWrites = true
        warn("the result store \(path) is read-only: what is computed now is not kept")
        return
      }
      do {
        try perform(&state, body)
      } catch let refusal as Refusal {
        state.isClosedToWrites = true
        warn(
          "cannot write to the result store \(path) (\(refusal.reason)): what is computed now is "
            + "not kept")
      }
    }
  }

  /// Writes, and an error if it is refused: for commands whose purpose it is.
  func changing(_ body: (Database) throws -> Void) throws {
    try state.withLock { state in
      do {
        guard state.open?.isReadOnly != true else { throw Refusal(reason: "it is read-only") }
        try perform(&state, body)
      } catch let refusal as Refusal {
        throw Failure(description: "cannot write to the result store \(path): \(refusal.reason)")
      }
    }
  }

  private struct Refusal: Error {
    let reason: String
  }

  private func perform<Result: Sendable>(
    _ state: inout State, _ body: (Database) throws -> Result
  ) throws -> Result {
    // Another process may have set the file aside, or somebody deleted it.
    if state.open?.isStill(at: path) != true { try reopen(&state) }
    for attempt in 1... {
      guard let open = state.open else { preconditionFailure("reopening opens or throws") }
      do {
        return try body(open.database)
      } catch let failure as Database.Failure where failure.isDamage && attempt < 3 {
        try replace(&state, because: failure)
      } catch let failure as Database.Failure where failure.isRefusedWrite {
        throw Refusal(reason: failure.message)
      } catch let failure as Database.Failure {
        throw Failure(description: "result store \(path): \(failure.message)")
      }
    }
    preconditionFailure("the last attempt returns or throws")
  }

  private func reopen(_ state: inout State) throws {
    state.open = nil
    let found = FileIdentity(path)
    do {
      state.open = try OpenStore.opened(path)
    } catch let failure as Database.Failure where failure.isDamage {
      guard beginsAsDatabase || path.hasSuffix(".sqlite") else {
        throw Failure(description: "\(path) is no result store; choose another --store")
      }
      try setAside(found, because: failure)
      state.open = try fresh()
    } catch let failure as Database.Failure {
      throw Failure(description: "cannot open the result store \(path): \(failure.message)")
    }
  }

  private func replace(_ state: inout State, because failure: Database.Failure) throws {
    let broken = state.open
    // Closed first: closing tidies up files by their names.
    state.open = nil
    try setAside(broken?.file, because: failure)
    state.open = try fresh()
  }

  private func setAside(_ file: FileIdentity?, because failure: Database.Failure) throws {
    if let aside = try OpenStore.setAside(path, if: file) {
      warn(
        "the result store \(path) is damaged (\(failure.message)); it is set aside as \(aside) and "
          + "a fresh one begun")
    }
  }

  private func fresh() throws -> OpenStore {
    do {
      return try OpenStore.opened(path)
    } catch let failure as Database.Failure {
      throw Failure(description: "cannot open the result store \(path): \(failure.message)")
    }
  }

  private var beginsAsDatabase: Bool {
    FileManager.default.contents(atPath: path)?.starts(with: "SQLite format 3\0".utf8) ?? false
  }
}

/// Days since 1970, for the age of what is kept.
func today() -> Int {
  var seconds = timespec()
  clock_gettime(CLOCK_REALTIME, &seconds)
  return seconds.tv_sec / 86_400
}
