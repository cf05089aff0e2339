import FoundationEssentials
import Glibc
import Publishing
import Weaving

/// The folder `NAME_files` beside a report, with a list of what scarp put there.
struct ExportFolder {
  /// The list: each file's name and the SHA-256 of its bytes.
  private struct Contents: Codable {
    var files: [String: String]
  }

  private static let listName = "files.json"

  let path: String

  /// Writes the files, each whole or not at all, then removes those of earlier exports that are not
  /// among them; a file that somebody else made or changed stays.
  ///
  /// - Throws: `CommandFailure` naming the file and the reason.
  func write(_ files: [ReportExport.File]) throws {
    try makeWritable(folder: path)
    let before = contents
    for file in files { try writeWhole(file.bytes, to: "\(path)/\(file.name)") }
    let sums = files.map { ($0.name, sha256($0.bytes)) }
    let now = Contents(files: Dictionary(sums, uniquingKeysWith: { $1 }))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeWhole(Array(encoder.encode(now)) + [10], to: "\(path)/\(Self.listName)")
    for (name, sum) in before.files where now.files[name] == nil { remove(name, sum) }
  }

  /// What an earlier export wrote; nothing if there was none.
  private var contents: Contents {
    FileManager.default.contents(atPath: "\(path)/\(Self.listName)")
      .flatMap { try? JSONDecoder().decode(Contents.self, from: $0) } ?? Contents(files: [:])
  }

  private func remove(_ name: String, _ sum: String) {
    // The list is a file that anybody may edit: only names of this folder.
    guard !name.hasPrefix("."), !name.contains("/"),
      let bytes = FileManager.default.contents(atPath: "\(path)/\(name)"),
      sha256(Array(bytes)) == sum
    else { return }
    unlink("\(path)/\(name)")
  }
}
