import FoundationEssentials
import Glibc

/// Writes a file whole or not at all: a hidden temporary in the same folder, then a rename.
///
/// - Throws: `CommandFailure` naming the path and the reason; the old file, if any, stays.
func writeWhole(_ bytes: [UInt8], to path: String) throws {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { String(path[..<$0]) } ?? "."
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  try makeWritable(folder: folder)
  let temporary = "\(folder)/.\(name).\(getpid())"
  func fail(_ descriptor: Int32?) -> CommandFailure {
    let reason = String(cString: strerror(errno)).lowercased()
    if let descriptor { close(descriptor) }
    unlink(temporary)
    return CommandFailure(message: "cannot write \(path): \(reason)")
  }
  // A leftover, or a link that somebody laid there to lead the bytes elsewhere, is not written to.
  unlink(temporary)
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw fail(nil) }
  var offset = 0
  while offset < bytes.count {
    let written = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written > 0 else { throw fail(descriptor) }
    offset += written
  }
  guard fsync(descriptor) == 0 else { throw fail(descriptor) }
  guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw fail(nil) }
}

/// Makes a folder if it is absent and sees that files can be made in it.
///
/// - Throws: `CommandFailure` naming the folder and the reason.
func makeWritable(folder: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  } catch {
    throw CommandFailure(message: "cannot make the folder \(folder)")
  }
  guard access(folder, W_OK) == 0 else {
    let reason = String(cString: strerror(errno)).lowercased()
    throw CommandFailure(message: "cannot write into \(folder): \(reason)")
  }
}
