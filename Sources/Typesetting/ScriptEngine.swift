import CDuktape
import Glibc

/// A Duktape heap in which scripts are run one at a time, with a bound on its memory and on the work
/// of a call.
///
/// Debian's Duktape cannot be interrupted. A script that goes on and on asks for memory again and
/// again, so that work is counted in bytes asked for: the same on every machine.
final class ScriptEngine {
  private let context: OpaquePointer
  private let memory: UnsafeMutablePointer<Memory>

  private struct Memory {
    var used = 0
    let limit: Int
    /// Bytes that may still be asked for, each request counted as `request` more.
    var work = Int.max
    /// Requests refused since the work was done, and whether any was.
    var refused = 0
    var isExhausted = false

    /// Duktape looks for garbage and asks again so many times before it gives up and throws. What then
    /// unwinds the script needs a little memory itself.
    static let attempts = 12
    static let reserve = 1 << 20

    static let request = 64

    mutating func resize(
      _ old: UnsafeMutableRawPointer?, to size: Int
    ) -> UnsafeMutableRawPointer? {
      let before = old.map { malloc_usable_size($0) } ?? 0
      if work <= 0 {
        isExhausted = true
        refused += 1
        if refused < Self.attempts { return nil }
        refused = 0
        work = Self.reserve
      }
      guard used - before + size <= limit, let new = realloc(old, size) else { return nil }
      work -= size + Self.request
      used += malloc_usable_size(new) - before
      return new
    }

    mutating func release(_ old: UnsafeMutableRawPointer?) {
      guard let old else { return }
      used -= malloc_usable_size(old)
      free(old)
    }
  }

  /// - Parameter memoryLimit: bytes the scripts may hold; beyond them a script fails.
  init(memoryLimit: Int) {
    memory = .allocate(capacity: 1)
    memory.initialize(to: Memory(limit: memoryLimit))
    let heap = duk_create_heap(
      { state, size in
        size == 0 ? nil : state?.assumingMemoryBound(to: Memory.self).pointee.resize(nil, to: size)
      },
      { state, old, size in
        guard let memory = state?.assumingMemoryBound(to: Memory.self) else { return nil }
        if size > 0 { return memory.pointee.resize(old, to: size) }
        memory.pointee.release(old)
        return nil
      },
      { state, old in state?.assumingMemoryBound(to: Memory.self).pointee.release(old) },
      memory,
      { _, message in
        fatalError("Duktape: " + (message.map { String(cString: $0) } ?? "unknown failure"))
      })
    guard let heap else { fatalError("Duktape could not allocate a heap") }
    context = heap
  }

  deinit {
    duk_destroy_heap(context)
    memory.deinitialize(count: 1)
    memory.deallocate()
  }

  /// The script's value as text, or the text of the error it threw.
  func run(_ script: UnsafeBufferPointer<CChar>) -> Result<String, ScriptError> {
    let status = duktape_run(context, script.baseAddress, script.count)
    return popResult(status)
  }

  func run(_ script: String) -> Result<String, ScriptError> {
    var script = script
    return script.withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { run($0) } }
  }

  /// The value, as text, of a global function of a text and a truth value.
  ///
  /// - Parameter work: bytes that may be asked for on the way; beyond them the call fails, and the
  ///   heap is good for nothing more.
  func call(
    _ function: String, _ text: String, _ flag: Bool, work: Int
  ) -> Result<String, ScriptError> {
    duk_get_global_string(context, function)
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        _ = duk_push_lstring(context, $0.baseAddress, $0.count)
      }
    }
    duk_push_boolean(context, flag ? 1 : 0)
    memory.pointee.work = work
    let status = duk_pcall(context, 2)
    let isTooMuch = memory.pointee.isExhausted
    memory.pointee.work = .max
    let result = popResult(status)
    return isTooMuch ? .failure(.tooMuchWork) : result
  }

  private func popResult(_ status: duk_int_t) -> Result<String, ScriptError> {
    var length: duk_size_t = 0
    let bytes = duktape_text(context, &length)
    let text = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    duk_pop(context)
    return status == 0 ? .success(text) : .failure(.thrown(text))
  }
}

enum ScriptError: Error {
  /// What a script threw and did not catch.
  case thrown(String)
  case tooMuchWork
}
