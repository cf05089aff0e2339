import CScript

/// A Duktape heap in which scripts are run one at a time, with a bound on its memory and on the work
/// of a call, which is counted in bytes asked for: the same on every machine.
///
/// A heap whose bound a script reached is good for nothing more.
final class ScriptEngine {
  private let heap: OpaquePointer

  /// - Parameter memoryLimit: bytes the scripts may hold; beyond them a script fails.
  init(memoryLimit: Int) {
    guard let heap = cscript_new(memoryLimit) else {
      fatalError("Duktape could not allocate a heap")
    }
    self.heap = heap
  }

  deinit { cscript_free(heap) }

  /// The script's value as text, or the text of the error it threw.
  func run(_ script: UnsafeBufferPointer<CChar>) -> Result<String, ScriptError> {
    result(of: cscript_run(heap, script.baseAddress, script.count))
  }

  func run(_ script: String) -> Result<String, ScriptError> {
    var script = script
    return script.withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { run($0) } }
  }

  /// The value, as text, of a global function of a text and a truth value.
  ///
  /// - Parameter work: bytes that may be asked for on the way, each request counted as 64 more.
  func call(
    _ function: String, _ text: String, _ flag: Bool, work: Int
  ) -> Result<String, ScriptError> {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        result(
          of: cscript_call(heap, function, $0.baseAddress, $0.count, flag ? 1 : 0, UInt64(work)))
      }
    }
  }

  private func result(of outcome: CInt) -> Result<String, ScriptError> {
    var length = 0
    let bytes = cscript_text(heap, &length)
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    return switch cscript_outcome(rawValue: UInt32(bitPattern: outcome)) {
    case CSCRIPT_DONE: .success(text)
    case CSCRIPT_THREW: .failure(.thrown(text))
    case CSCRIPT_TOO_MUCH_WORK: .failure(.tooMuchWork)
    default: .failure(.outOfMemory)
    }
  }
}

enum ScriptError: Error {
  /// What a script threw and did not catch.
  case thrown(String)
  case tooMuchWork
  case outOfMemory
}
