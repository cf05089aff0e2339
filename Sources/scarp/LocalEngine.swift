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

  func run(
    _ units: [WorkUnit], finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void
  ) async throws {
    let reporter = Reporter(finished)
    let interruption = interruption
    let batches = WorkBatch.batches(of: units, jobs: jobs, memoryLimit: memoryLimit)
    try await withThrowingTaskGroup(of: Int.self) { group in
      var schedule = Schedule(batches, jobs: jobs, memoryLimit: memoryLimit)
      func start() {
        while !interruption.isRequested, let next = schedule.next() {
          group.addTask {
            let stop = { interruption.isRequested || Task.isCancelled }
            let start = ContinuousClock.now
            try batches[next].run(isCancelled: stop) { index, result, share in
              let elapsed = seconds(ContinuousClock.now - start)
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
    if interruption.isRequested { throw Interrupted() }
  }
}

/// Passes results on one at a time.
private final class Reporter: Sendable {
  private let lock = Mutex(())
  private let finished: @Sendable (Int, UnitResult, Double) throws -> Void

  init(_ finished: @escaping @Sendable (Int, UnitResult, Double) throws -> Void) {
    self.finished = finished
  }

  func report(_ index: Int, _ result: UnitResult, seconds: Double) throws {
    try lock.withLock { _ in try finished(index, result, seconds) }
  }
}
