import ArgumentParser
import Cluster
import Experiments
import FoundationEssentials
import Glibc
import Results
import Weaving

/// Hands work over as a plan that any engine can run by numbers: xargs, GNU parallel, MPI ranks,
/// other queues.
struct PlanEngine: Engine {
  let place: PlanPlace

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    let work = PlannedWork(units, in: try place.folder(of: units), finished: finished)
    _ = try work.take()
    guard !work.missing.isEmpty else { return }
    let wanted = max(Machine.cores, Int((work.cost / 60).rounded(.up)))
    let count = min(work.missing.count, 100, wanted)
    let worker =
      "\(shellWord(place.program)) worker --dir \(shellWord(work.folder.path)) --of \(count)"
    printError(
      """
      \(work.folder.path): \(work.count - work.missing.count) of \(work.count) units are there. \
      Compute the others in \(count) shares, wherever this folder is seen, for example

        seq 0 \(count - 1) | xargs -P \(Machine.cores) -I@ \(worker) --index @

      then give this command again.
      """)
    throw ExitCode.success
  }
}

/// Where the plans of a command lie, and what comes back for their results.
struct PlanPlace {
  /// Beside the store.
  let parent: String
  /// A plan that is to go on, whatever is asked for now.
  let resumed: String?
  let arguments: [String]

  var program: String { Machine.program }

  /// The plan that has these units, made if there is none: after some have arrived, what is asked for
  /// is a part of what was planned.
  func folder(of units: [WorkUnit]) throws -> PlanFolder {
    if let resumed { return try PlanFolder(existing: resumed) }
    let manifest = Manifest(of: units)
    let ids = Set(manifest.units.map(\.id))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names.sorted() {
      guard let folder = try? PlanFolder(existing: parent + "/" + name),
        let planned = try? folder.manifest, planned.units.count >= ids.count,
        ids.isSubset(of: planned.units.lazy.map(\.id))
      else { continue }
      return folder
    }
    return try PlanFolder(
      of: manifest, in: parent,
      command: PlanFolder.Command(arguments: arguments, folder: absolute(".")))
  }
}

extension Machine {
  /// The running program.
  static var program: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &path, Int(PATH_MAX))
    guard count > 0 else { return CommandLine.arguments[0] }
    return String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
