import Experiments
import Results
import Synchronization
import Weaving

/// Runs units on this machine's cores, those on one X together, the costly ones first, within a
/// memory limit.
struct LocalEngine: Engine {
  let jobs: Int
  /// Bytes that the units running at one time may need together.
  let memoryLimit: Int
  let interruption: Interruption
  /// When to stop as if interrupted.
  var deadline: ContinuousClock.Instant?

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    let reporter = Reporter(finished)
    let (interruption, deadline) = (interruption, deadline)
    let isOver: @Sendable () -> Bool = {
      interruption.isRequested || deadline.map { ContinuousClock.now >= $0 } ?? false
    }
    let batches = WorkBatch.batches(of: units, jobs: jobs, memoryLimit: memoryLimit)
    try await withThrowingTaskGroup(of: Int.self) { group in
      var schedule = Schedule(batches, jobs: jobs, memoryLimit: memoryLimit)
      func start() {
        if isOver() { return }
        for (next, threads) in schedule.starts() {
          group.addTask {
            let stop = { isOver() || Task.isCancelled }
            let start = ContinuousClock.now
            try batches[next].run(threads: threads, isCancelled: stop) { index, result, share in
              let elapsed = Double(threads) * seconds(ContinuousClock.now - start)
              try reporter.report(index, result, seconds: share * elapsed)
            }
            return next
          }
        }
      }
      start()
      while let done = try await group.next() {
        schedule.finish(done)
        start()
      }
    }
    if reporter.count < units.count, isOver() { throw Interrupted() }
  }
}

/// Passes results on one at a time.
private final class Reporter: Sendable {
  private let lock = Mutex(0)
  private let finished: @Sendable (Int, UnitResult, Double) throws -> Void

  init(_ finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void) {
    self.finished = finished
  }

  func report(_ index: Int, _ result: UnitResult, seconds: Double) throws {
    try lock.withLock { count in
      try finished(index, result, seconds)
      count += 1
    }
  }

  /// How many were passed on.
  var count: Int { lock.withLock { $0 } }
}
