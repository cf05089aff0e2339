import Foundation
import Testing

/// A folder of its own, removed with its last owner.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "scarp-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// nil if there is no such file.
  func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(path)/\(name)") }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

  func names(_ folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
  }
}

/// What a finished process left behind.
struct Ran {
  /// Minus the signal that ended it, or its exit code.
  let code: Int32
  let output: String
  let messages: String

  var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
}

/// The program under test, beside the one that runs the tests.
let program: String = {
  let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
  return tests.deletingLastPathComponent().appending(path: "scarp").path
}()

/// A started `scarp`, its output in files of `folder`.
func start(
  _ arguments: [String], in folder: Folder, limits: String = "", as name: String = UUID().uuidString
) throws -> Started {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  // The shell becomes the program, so that a signal to it is one to the program.
  process.arguments = ["-c", "\(limits) exec \"$0\" \"$@\"", program] + arguments
  process.currentDirectoryURL = URL(filePath: folder.path)
  var environment = ProcessInfo.processInfo.environment
  environment["SCARP_STORE"] = nil
  process.environment = environment
  let files = ["out", "err"].map { "\(folder.path)/.\(name).\($0)" }
  for file in files { FileManager.default.createFile(atPath: file, contents: nil) }
  process.standardOutput = FileHandle(forWritingAtPath: files[0])
  process.standardError = FileHandle(forWritingAtPath: files[1])
  try process.run()
  return Started(process: process, files: files)
}

struct Started {
  let process: Process
  fileprivate let files: [String]

  /// What it has printed so far.
  var output: String {
    String(decoding: FileManager.default.contents(atPath: files[0]) ?? Data(), as: UTF8.self)
  }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  func ended() -> Ran {
    process.waitUntilExit()
    let texts = files.map { file in
      defer { try? FileManager.default.removeItem(atPath: file) }
      return String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }
    let isSignal = process.terminationReason == .uncaughtSignal
    return Ran(
      code: isSignal ? -process.terminationStatus : process.terminationStatus, output: texts[0],
      messages: texts[1])
  }
}

/// Runs `scarp` to its end.
func scarp(_ arguments: String..., in folder: Folder, limits: String = "") throws -> Ran {
  try start(arguments, in: folder, limits: limits).ended()
}

/// A template of `seeds` · 2 + 2 runs that take no time.
func smallTemplate(seeds: Int = 2, d: Int = 20, prose: String = "Prose with $x^2$.") -> String {
  """
  ---
  title: Small
  ---

  \(prose)

  ```{experiment #cliff}
  run: threshold-sweep
  d: \(d)
  steps: 3
  seeds: \(seeds)
  delta: [1, 2]
  theory: false
  ```

  ```{figure #fig-cliff}
  show: cliff
  of: cliff
  caption: What it shows.
  ```

  ```{experiment}
  run: gradient-descent
  d: 20
  steps: 3
  seeds: 2
  theory: false
  ```
  """
}
