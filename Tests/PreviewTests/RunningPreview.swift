import Foundation
import Glibc

/// `scarp preview` in a folder of its own.
final class RunningPreview {
  let folder: URL
  let port: UInt16
  private let process: Process
  private let output: Printed

  struct NotStarted: Error {
    let printed: String
  }

  var template: URL { folder.appendingPathComponent("t.md") }

  /// What it has printed so far.
  var printed: String { output.text }

  init(_ text: String, arguments: [String] = [], patience: Int = 3000) async throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("preview-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(
      to: folder.appendingPathComponent("t.md"), atomically: false, encoding: .utf8)
    process = Process()
    process.executableURL = Self.program
    process.currentDirectoryURL = folder
    process.arguments = ["preview", "t.md"] + arguments
    output = Printed()
    process.standardError = output.pipe
    try process.run()
    port = try await output.port(patience)
  }

  /// The program lies beside the tests of the same build.
  static var program: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("scarp")
  }

  func save(_ text: String) throws {
    try text.write(to: template, atomically: false, encoding: .utf8)
  }

  /// Whether, within a minute, the answer to a path holds some words.
  func shows(_ words: String, at path: String = "/report") async throws -> Bool {
    for _ in 0..<3000 {
      if try await Conversation(path, port: port).text.contains(words) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// Whether, within a minute, it has printed some words, after so many characters.
  func says(_ words: String, after start: Int = 0) async throws -> Bool {
    // What was printed is read from the pipe a moment later.
    for _ in 0..<3000 {
      if printed.dropFirst(start).contains(words) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  var state: String { get async throws { try await Conversation("/state", port: port).text } }

  /// Sends Ctrl-C and waits.
  ///
  /// - Returns: the exit status.
  func interrupted() async throws -> Int32 {
    process.interrupt()
    for _ in 0..<3000 where process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    return process.isRunning ? -1 : process.terminationStatus
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }
}

/// Collects what a process prints.
private final class Printed: @unchecked Sendable {
  let pipe = Pipe()
  private let lock = NSLock()
  private var data = Data()

  init() {
    pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
      let new = handle.availableData
      guard let self, !new.isEmpty else {
        handle.readabilityHandler = nil
        return
      }
      self.lock.withLock { self.data += new }
    }
  }

  var text: String { lock.withLock { String(decoding: data, as: UTF8.self) } }

  /// The port it says it is at, within so many fiftieths of a second.
  func port(_ patience: Int) async throws -> UInt16 {
    for _ in 0..<patience {
      if let match = text.firstMatch(of: /localhost:(\d+)/), let port = UInt16(match.1) {
        return port
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw RunningPreview.NotStarted(printed: text)
  }
}
