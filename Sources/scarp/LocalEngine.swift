import Dispatch
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
    let isCancelled = Flag()
    let stop: @Sendable () -> Bool = {
      interruption.isRequested || isCancelled.isSet
        || deadline.map { ContinuousClock.now >= $0 } ?? false
    }
    let batches = WorkBatch.batches(of: units, jobs: jobs, memoryLimit: memoryLimit)
    try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Int.self) { group in
        var schedule = Schedule(batches, jobs: jobs, memoryLimit: memoryLimit)
        func start() {
          if stop() { return }
          for (next, threads) in schedule.starts() {
            group.addTask {
              try await onThread {
                let start = ContinuousClock.now
                try batches[next].run(threads: threads, isCancelled: stop) { index, result, share in
                  let elapsed = Double(threads) * seconds(ContinuousClock.now - start)
                  try reporter.report(index, result, seconds: share * elapsed)
                }
                return next
              }
            }
          }
        }
        start()
        do {
          while let done = try await group.next() {
            schedule.finish(done)
            start()
          }
        } catch {
          // What still runs would be waited for.
          isCancelled.set()
          throw error
        }
      }
    } onCancel: {
      isCancelled.set()
    }
    if reporter.count < units.count, stop() { throw Interrupted() }
  }
}

/// Runs long work on a thread outside the pool of tasks, which those that serve and watch need.
private func onThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    // A serial queue gets a thread however many work already.
    DispatchQueue(label: "batch").async { continuation.resume(with: Result(catching: body)) }
  }
}

private final class Flag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() { value.store(true, ordering: .relaxed) }
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
