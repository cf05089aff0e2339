import ArgumentParser
import Cluster
import Experiments
import FoundationEssentials
import Glibc
import Numerics
import ScarpCatalog
import Synchronization
import Weaving

struct Worker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute a share of a plan, wherever this runs.",
    discussion: """
      --engine plan and --engine slurm make plans. Finished units are published into the plan's folder \
      every few seconds, on SIGUSR1 or SIGTERM and at the end; those that are there are not computed \
      again. Ends with 0 when the share is done, 75 when it was asked to stop before.
      """)

  @Option(help: "The plan's folder.")
  var dir: String

  @Option(help: "Which share, from 0.")
  var index: Int

  @Option(name: .customLong("of"), help: "How many shares there are.")
  var count: Int

  @Option(help: "A file of units, one a line, that are shared instead of all.")
  var todo: String?

  @Option(help: "Units computed at a time; else what Slurm gave, else one.")
  var jobs: Int?

  @Option(help: "Memory that units computed at a time may use, such as 8G; 80 % if absent.")
  var memory: String?

  func validate() throws {
    guard count >= 1, (0..<count).contains(index) else {
      throw ValidationError("--index is a whole number from 0 to one below --of")
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is a whole number from 1 to 1024")
    }
    if let memory, byteCount(memory) == nil {
      throw ValidationError("--memory is a size such as 500M or 8G, not '\(memory)'")
    }
  }

  func run() async throws {
    let interruption = Interruption(on: [SIGINT, SIGTERM, SIGUSR1], endsAtSecond: false)
    let folder = try PlanFolder(existing: dir)
    let head = try folder.head
    guard head.numerics == numericsClass else {
      throw CommandFailure(
        message: "the plan is for \(head.numerics) and this machine computes by \(numericsClass): "
          + "choose nodes of one kind, such as --slurm constraint=…")
    }
    let manifest = try folder.manifest
    var reader = PartsReader(folder: folder.parts)
    _ = try reader.news()
    let published = reader.ids
    let wanted = try todoList() ?? Set(manifest.units.map(\.id))
    // Shares are cut before what is there is left out: they are the same for all workers.
    let all = Self.neighbours(try manifest.work(wanted, catalog: .scarp))
    let share = shares(of: all.map(\.cost), count: count)[index]
    let units = all[share].filter { !published.contains(StoredUnit.id(of: $0.identity)) }
    say("share \(index) of \(count): \(share.count) units, \(units.count) to compute")

    let writer = Mutex(PartWriter(folder: folder.parts, shard: index))
    let publishing = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(5))
        // A full disk may have room again; at the end it is an error.
        try? writer.withLock { try $0.publish() }
      }
    }
    defer { publishing.cancel() }
    let engine = LocalEngine(
      jobs: jobs ?? Machine.allottedCores ?? 1,
      memoryLimit: memory.flatMap(byteCount) ?? Machine.defaultMemoryLimit,
      interruption: interruption)
    var isDrained = false
    do {
      try await engine.run(units) { index, result, seconds in
        let line = try PartLine(
          id: StoredUnit.id(of: units[index].identity), result, seconds: seconds)
        writer.withLock { $0.add(line) }
      }
    } catch is Interrupted {
      isDrained = true
    }
    try writer.withLock { try $0.publish() }
    say("\(writer.withLock { $0.count }) units published")
    if isDrained { throw ExitCode(75) }
  }

  /// Logs are read while the work goes on.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  private func todoList() throws -> Set<String>? {
    guard let todo else { return nil }
    guard let data = FileManager.default.contents(atPath: todo) else {
      throw CommandFailure(message: "cannot read \(todo)")
    }
    return Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  /// Units that can read one X stand side by side, so that a share has them together.
  private static func neighbours(_ units: [WorkUnit]) -> [WorkUnit] {
    WorkBatch.batches(of: units, jobs: 1, memoryLimit: .max).flatMap {
      $0.indices.map { units[$0] }
    }
  }
}

extension Machine {
  /// What Slurm gave to a task, if it runs this.
  static var allottedCores: Int? {
    getenv("SLURM_CPUS_PER_TASK").flatMap { Int(String(cString: $0)) }
      ?? getenv("SLURM_CPUS_ON_NODE").flatMap { Int(String(cString: $0)) }
  }
}
