import ArgumentParser
import Cluster
import Experiments
import FoundationEssentials
import Glibc
import Results
import Weaving

/// Runs units as job arrays of Slurm, in rounds until all have arrived or nothing more will.
struct SlurmEngine: Engine {
  let place: PlanPlace
  let settings: [(key: String, value: String)]
  /// Whether to leave once the work is submitted.
  let detaches: Bool
  let interruption: Interruption
  let limits: Rounds.Limits

  /// Predicted seconds of one core that a task is given, and how many tasks there are at most.
  private static let (task, mostTasks) = (900.0, 2000)

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    let work = PlannedWork(units, in: try place.folder(of: units), finished: finished)
    let folder = work.folder
    let queue = SlurmQueue()
    var rounds = Rounds(limits: limits, earlier: folder.rounds.count, now: now)
    var (said, saidAt) = ("", -Double.infinity)
    while true {
      let hasNews = try work.take()
      let name = folder.rounds.last?.name
      let answer = work.missing.isEmpty ? nil : name.map(queue.states)
      switch rounds.next(now: now, missing: work.missing.count, hasNews: hasNews, answer: answer) {
      case .done: return
      case .submit(let round):
        try submit(work, round: round, to: queue)
        if detaches { throw leave(work) }
      case .wait(let seconds):
        let state =
          switch answer {
          case .alive(let states): states.summary
          case .unknown(let why): "no answer (\(why))"
          case nil: ""
          }
        let line = "\(work.count - work.missing.count) of \(work.count) units arrived; \(state)"
        if line != said, now - saidAt >= 10 {
          printError(line)
          (said, saidAt) = (line, now)
        }
        try await pause(seconds, work)
      case .stop(let reason): throw giveUp(work, reason)
      }
    }
  }

  private var now: Double { seconds(ContinuousClock.now - Self.origin) }
  private static let origin = ContinuousClock.now

  private func submit(_ work: PlannedWork, round: Int, to queue: SlurmQueue) throws {
    let folder = work.folder
    let name = "scarp-\(folder.path.suffix(12))-\(round)"
    let count = max(
      1, min(work.missing.count, Self.mostTasks, Int((work.cost / Self.task).rounded(.up))))
    let shares = getenv("SCARP_SLURM_TASKS").flatMap { Int(String(cString: $0)) } ?? count
    let script = SlurmScript(
      name: name, folder: folder.path, program: place.program, round: round, shares: shares,
      settings: settings)
    try folder.writeToDo(work.missingIDs, round: round)
    var jobs: [String] = []
    for (index, range) in script.arrays(largest: queue.largestArray()).enumerated() {
      let file = "\(folder.path)/round-\(round)-\(index).sh"
      try writeWhole(Array(script.text(of: range).utf8), to: file)
      do throws(SlurmQueue.Failure) {
        jobs.append(try queue.submit(file))
      } catch {
        // Without an answer the job may be there: what arrives will show.
        guard error.isSilence || !jobs.isEmpty else {
          throw CommandFailure(
            message: "\(error). Nothing was lost: give the same command again once it is mended")
        }
        printError("warning: \(error)")
      }
    }
    try folder.add(
      PlanFolder.Round(
        round: round, name: name, jobs: jobs, shares: shares, units: work.missing.count))
    printError(
      "\(folder.path): round \(round), \(work.missing.count) units in \(shares) tasks, job "
        + jobs.joined(separator: ", "))
  }

  private func leave(_ work: PlannedWork) -> ExitCode {
    let path = shellWord(work.folder.path)
    printError(
      "submitted; scarp status \(path) shows how far it is, scarp resume \(path) waits for it and "
        + "makes the report, scarp cancel \(path) ends it")
    return .success
  }

  private func giveUp(_ work: PlannedWork, _ reason: String) -> Unfinished {
    let arrived = work.count - work.missing.count
    printError(
      "\(arrived) of \(work.count) units arrived: \(reason). What workers printed is in "
        + "\(work.folder.path)/logs; the same command, or scarp resume "
        + "\(shellWord(work.folder.path)), tries again")
    return Unfinished(reason: "not computed: \(arrived) of \(work.count) units arrived")
  }

  /// - Throws: `Interrupted`, with a word on the jobs that go on.
  private func pause(_ length: Double, _ work: PlannedWork) async throws {
    let end = now + length
    while now < end {
      guard !interruption.isRequested, !Task.isCancelled else {
        let path = shellWord(work.folder.path)
        printError("\nthe jobs go on: scarp resume \(path), or scarp cancel \(path)")
        throw Interrupted()
      }
      try? await Task.sleep(for: .milliseconds(200))
    }
  }
}
