import FoundationEssentials
import Glibc
import Results
import Weaving

/// A finished unit as a line of a part. Its checksum covers name and result; the time it took is no
/// part of the result.
struct PartLine: Codable {
  let id: String
  let checksum: String
  let seconds: Double
  let payload: Data

  init(id: String, _ result: UnitResult, seconds: Double) throws {
    let bytes = try Archive.bytes(of: result)
    self.id = id
    checksum = StoredUnit.checksum(id: id, payload: bytes)
    self.seconds = seconds
    payload = Data(bytes)
  }

  /// nil for a line that is not as it was written.
  var result: UnitResult? {
    StoredUnit.result(id: id, payload: Array(payload), checksum: checksum)
  }
}

/// Publishes finished units: what appears in the folder is whole and never changes.
struct PartWriter {
  private let folder: String
  private let name: String
  private var sequence = 0
  private var waiting: [PartLine] = []
  /// Units that were published or wait for it.
  private(set) var count = 0

  /// - Parameter shard: of the work, for the name.
  init(folder: String, shard: Int) {
    self.folder = folder
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    let job = [variable("SLURM_ARRAY_JOB_ID"), variable("SLURM_ARRAY_TASK_ID")].compactMap(\.self)
      .joined(separator: "_")
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    name = [
      "\(shard)", "\(job.isEmpty ? "0" : job).\(variable("SLURM_RESTART_COUNT") ?? "0")",
      variable("SLURMD_NODENAME") ?? "local", "\(getpid())",
      "\(time.tv_sec)\(String(time.tv_nsec + 1_000_000_000).dropFirst())",
    ].joined(separator: "-")
  }

  mutating func add(_ line: PartLine) {
    waiting.append(line)
    count += 1
  }

  /// - Throws: `CommandFailure` if the disk refuses; what waits is kept for another try.
  mutating func publish() throws {
    guard !waiting.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for line in waiting { bytes += try encoder.encode(line) + [10] }
    try writeWhole(bytes, to: "\(folder)/\(name)-\(sequence).jsonl")
    sequence += 1
    waiting = []
  }
}

/// What the parts of a plan hold together.
struct PartsReader {
  /// Two workers made different things of one unit.
  struct Conflict: Error, CustomStringConvertible {
    let id: String
    let files: [String]
    var description: String {
      "\(files[0]) and \(files[1]) hold different results of unit \(id): the machines do not compute "
        + "alike, or one of them is broken"
    }
  }

  private let folder: String
  private var read: Set<String> = []
  private var known: [String: (checksum: String, file: String)] = [:]
  /// Lines that were not as written.
  private(set) var damaged = 0

  init(folder: String) { self.folder = folder }

  var ids: Set<String> { Set(known.keys) }

  /// Units that were not there before.
  ///
  /// - Throws: `Conflict`.
  mutating func news() throws -> [(line: PartLine, result: UnitResult)] {
    var found: [(PartLine, UnitResult)] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasSuffix(".jsonl") && !name.hasPrefix(".") {
      guard !read.contains(name),
        let data = FileManager.default.contents(atPath: folder + "/" + name)
      else { continue }
      read.insert(name)
      for text in data.split(separator: 10) {
        guard let line = try? JSONDecoder().decode(PartLine.self, from: Data(text)),
          let result = line.result
        else {
          damaged += 1
          continue
        }
        if let other = known[line.id] {
          guard other.checksum == line.checksum else {
            throw Conflict(id: line.id, files: [other.file, name])
          }
        } else {
          known[line.id] = (line.checksum, name)
          found.append((line, result))
        }
      }
    }
    return found
  }
}
