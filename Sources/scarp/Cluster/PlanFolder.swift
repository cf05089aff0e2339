import FoundationEssentials
import Glibc
import Numerics
import Weaving

/// A plan on a disk that all its workers see, and what they made of it so far.
///
///     plan.json       SHA-256 of the manifest, counts, version, numerics class
///     manifest.jsonl  the experiments, then a unit a line
///     command.json    the command that asked for it, its folder and its store
///     rounds.jsonl    what was submitted to a queue
///     todo-R.txt      units of round R
///     parts/          finished units; whatever lies there whole is true
///     logs/           what workers printed
struct PlanFolder {
  struct Head: Codable {
    let manifest: String
    let units: Int
    let version: String
    let numerics: String
  }

  /// What asked for the plan, to be run again once it is done.
  struct Command: Codable {
    let arguments: [String]
    let folder: String
  }

  struct Round: Codable {
    let round: Int
    let name: String
    let jobs: [String]
    let shares: Int
    let units: Int
  }

  let path: String

  var parts: String { path + "/parts" }

  /// The folder of a manifest, made if absent; a plan that is there goes on.
  ///
  /// - Parameter parent: where plans lie, each under the first digits of its name.
  init(of manifest: Manifest, in parent: String, command: Command) throws {
    let text = try manifest.text
    let hash = sha256Text(Array(text.utf8))
    path = absolute(parent) + "/" + hash.prefix(12)
    // A missing log folder ends a job without a trace.
    for folder in [parts, path + "/logs"] { try makeWritable(folder: folder) }
    if let head = try? head, head.manifest == hash { return }
    let head = Head(
      manifest: hash, units: manifest.units.count, version: Scarp.version, numerics: numericsClass)
    try writeWhole(Array(text.utf8), to: path + "/manifest.jsonl")
    try writeWhole(try Self.json(command), to: path + "/command.json")
    // Last: a folder with a head is whole.
    try writeWhole(try Self.json(head), to: path + "/plan.json")
  }

  /// - Throws: `CommandFailure` if no plan lies there.
  init(existing path: String) throws {
    self.path = absolute(path)
    _ = try head
  }

  var head: Head { get throws { try value("plan.json") } }

  var command: Command { get throws { try value("command.json") } }

  /// - Throws: `CommandFailure` if it is not the one that the plan is named by.
  var manifest: Manifest {
    get throws {
      let bytes = try bytes("manifest.jsonl")
      guard sha256Text(bytes) == (try head).manifest else {
        throw CommandFailure(message: "\(path)/manifest.jsonl is not the one of the plan")
      }
      return try Manifest(text: String(decoding: bytes, as: UTF8.self))
    }
  }

  var rounds: [Round] {
    guard let bytes = try? bytes("rounds.jsonl") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Round.self, from: Data($0.utf8))
    }
  }

  func add(_ round: Round) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let lines = try (rounds + [round]).map {
      String(decoding: try encoder.encode($0), as: UTF8.self) + "\n"
    }
    try writeWhole(Array(lines.joined().utf8), to: path + "/rounds.jsonl")
  }

  func writeToDo(_ ids: [String], round: Int) throws {
    try writeWhole(Array(ids.map { $0 + "\n" }.joined().utf8), to: path + "/todo-\(round).txt")
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
      throw CommandFailure(message: "\(path) is no folder of a plan: \(name) is missing")
    }
    return Array(data)
  }

  private func value<Value: Decodable>(_ name: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(try bytes(name)))
    } catch is DecodingError {
      throw CommandFailure(message: "\(path)/\(name) cannot be read")
    }
  }

  private static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [10]
  }
}

/// A path that means the same in every process.
func absolute(_ path: String) -> String {
  guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
  defer { free(folder) }
  return String(cString: folder) + "/" + path
}
