import Glibc

/// Some files, and whether one of them was written, replaced, made or deleted.
///
/// Editors write in place or by renaming, delete and make again, empty and fill: a change is told
/// once the files have stayed as they are for a moment, a longer one while a file is missing.
struct FileWatch {
  private var seen: [String: FileStamp?]
  private var current: [String: FileStamp?]
  /// Looks since something last moved.
  private var quiet = 0

  private static let settled = 1
  private static let gone = 15

  init(_ paths: Set<String>) {
    seen = FileStamp.all(of: paths)
    current = seen
  }

  /// Looks at the files, some 50 times a second; whether there is a change to act on now.
  mutating func hasChanged() -> Bool {
    let found = FileStamp.all(of: current.keys)
    quiet = found == current ? quiet + 1 : 0
    current = found
    guard found != seen else { return false }
    let isMissing = found.contains { $0.value == nil && seen[$0.key] != .some(nil) }
    guard quiet >= (isMissing ? Self.gone : Self.settled) else { return false }
    seen = found
    return true
  }

  /// Watches other files from now on; those watched already keep what is known of them.
  mutating func follow(_ paths: Set<String>) {
    guard paths != Set(seen.keys) else { return }
    let added = FileStamp.all(of: paths)
    seen = added.merging(seen.filter { paths.contains($0.key) }) { $1 }
    current = added.merging(current.filter { paths.contains($0.key) }) { $1 }
  }
}

/// What of a file changes when it is written.
private struct FileStamp: Equatable {
  private let device: UInt
  private let number: UInt
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// nil if there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
    (size, seconds) = (Int(status.st_size), status.st_mtim.tv_sec)
    nanoseconds = status.st_mtim.tv_nsec
  }

  static func all(of paths: some Sequence<String>) -> [String: FileStamp?] {
    Dictionary(uniqueKeysWithValues: paths.map { ($0, FileStamp($0)) })
  }
}
