import FoundationEssentials
import Glibc

/// A folder that only this process uses, gone with everything in it at the end of `body`.
func withScratchFolder<Value>(_ body: (_ path: String) throws -> Value) throws -> Value {
  let parent = environmentVariable("TMPDIR") ?? "/tmp"
  var template = Array("\(parent)/scarp-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else {
    throw TypstFailure.broken("no folder for temporary files in \(parent): \(lastError())")
  }
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

/// What the last call of the system said.
func lastError() -> String { String(cString: strerror(errno)).lowercased() }
