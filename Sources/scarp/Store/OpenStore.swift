import CSQLite
import FoundationEssentials
import Glibc

/// The open file of a store: a connection, and which file it was opened on.
struct OpenStore: Sendable {
  let database: Database
  /// Whether nothing can be kept in it.
  let isReadOnly: Bool
  let file: FileIdentity

  /// Opens the store, made with its folder if absent; one that may only be read is opened so.
  static func opened(_ path: String) throws -> OpenStore {
    let folder = parentFolder(of: path)
    if FileIdentity(folder) == nil {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw SQLiteStore.Failure(
          description: "cannot make the folder of the result store: \(folder)")
      }
    }
    do {
      return try writable(path)
    } catch let failure as Database.Failure where failure.isRefusedWrite {
      guard FileIdentity(path) != nil else { throw failure }
      for access in [Database.Access.readOnly, .immutable] {
        if let store = try? readable(path, access) { return store }
      }
      throw failure
    }
  }

  private static func writable(_ path: String) throws -> OpenStore {
    // Two that turn a new file into a write-ahead one at a time are not made to wait by SQLite.
    for attempt in 0... {
      do {
        let database = try Database(path: path)
        try StoreSchema.prepare(database, path: path)
        // A store that is complete may still be one that nobody may write to.
        let isReadOnly = access(path, W_OK) != 0
        guard let file = FileIdentity(path) else { continue }
        return OpenStore(database: database, isReadOnly: isReadOnly, file: file)
      } catch let failure as Database.Failure where failure.isBusy && attempt < 500 {
        usleep(20_000)
      }
    }
    preconditionFailure("the last attempt returns or throws")
  }

  private static func readable(_ path: String, _ access: Database.Access) throws -> OpenStore {
    let database = try Database(path: path, access: access)
    guard try StoreSchema.current(database, path: path), let file = FileIdentity(path) else {
      throw SQLiteStore.Failure(
        description: "the result store \(path) is of an older scarp and cannot be brought up to "
          + "date where it is: it is read-only")
    }
    return OpenStore(database: database, isReadOnly: true, file: file)
  }

  /// Whether the path still leads to the file that was opened.
  func isStill(at path: String) -> Bool { FileIdentity(path) == file }

  /// Renames a broken file, with its log, out of the way.
  ///
  /// - Parameter file: the one found broken; nothing happens if another stands there by now.
  /// - Returns: the new name; nil if nothing was renamed.
  static func setAside(_ path: String, if file: FileIdentity?) throws -> String? {
    // One process at a time looks and renames.
    let lock = open(parentFolder(of: path), O_RDONLY | O_DIRECTORY)
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0 { flock(lock, LOCK_EX) }
    guard let current = FileIdentity(path), file == nil || current == file else { return nil }
    var aside = path + ".damaged"
    var count = 1
    while FileIdentity(aside) != nil {
      count += 1
      aside = path + ".damaged-\(count)"
    }
    guard rename(path, aside) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw SQLiteStore.Failure(
        description: "the result store \(path) is damaged and cannot be set aside: \(reason)")
    }
    for ending in ["-wal", "-shm"] { rename(path + ending, aside + ending) }
    return aside
  }
}

/// Which file a path leads to.
struct FileIdentity: Equatable, Sendable {
  private let device: UInt
  private let number: UInt

  /// nil if there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}

extension Database.Failure {
  /// Whether another process was in the way.
  var isBusy: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xFF) }
}
