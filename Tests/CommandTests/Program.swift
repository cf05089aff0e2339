import Foundation

/// What a command wrote and how it ended.
struct Ending {
  let status: Int32
  let output: String
  let messages: String
}

/// A folder of its own for one test, removed with it.
final class WorkFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "scarp-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders it is in.
  func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  func write(_ data: Data, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: URL(filePath: path).appending(path: name), encoding: .utf8)
  }

  func contains(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// Runs the program as a user would, here.
  func scarp(_ arguments: String...) throws -> Ending {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: path)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": path, "NO_COLOR": "1"]
    // Files, since a full pipe that nobody reads would hold the program up.
    let files = try ["out", "err"].map { name in
      let file = path + "/." + name
      FileManager.default.createFile(atPath: file, contents: nil)
      return (file, try FileHandle(forWritingTo: URL(filePath: file)))
    }
    process.standardOutput = files[0].1
    process.standardError = files[1].1
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOfFile: $0.0, encoding: .utf8) }
    return Ending(status: process.terminationStatus, output: texts[0], messages: texts[1])
  }
}

/// The program built beside these tests.
private let program: URL = {
  let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  return URL(filePath: tests ?? "").deletingLastPathComponent().appending(path: "scarp")
}()
