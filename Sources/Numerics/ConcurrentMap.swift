import Glibc
import Synchronization

/// The values of `body` at 0..<count, in that order, computed by up to `threads` threads.
///
/// Indices are handed out one by one, so bodies should be of the same kind and not tiny: a thread
/// costs some 20 µs. Every thread has a full stack. With errors, the one of the lowest index
/// that was reached is thrown; indices not yet begun are skipped.
public func concurrentMap<T: Sendable, E: Error>(
  count: Int, threads: Int, _ body: @Sendable (Int) throws(E) -> T
) throws(E) -> [T] {
  let threads = min(threads, count)
  if threads <= 1 {
    var values: [T] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(try body(index)) }
    return values
  }
  let outcomes = UnsafeMutablePointer<Result<T, E>?>.allocate(capacity: count)
  outcomes.initialize(repeating: nil, count: count)
  defer {
    outcomes.deinitialize(count: count)
    outcomes.deallocate()
  }
  withoutActuallyEscaping(body) { body in
    let next = Atomic(0)
    let failed = Atomic(false)
    // Each index is taken once, so each outcome is written by one thread; joining orders the rest.
    nonisolated(unsafe) let shared = outcomes
    runOnThreads(threads) {
      while !failed.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        do throws(E) {
          shared[index] = .success(try body(index))
        } catch {
          shared[index] = .failure(error)
          failed.store(true, ordering: .relaxed)
        }
      }
    }
  }
  var values: [T] = []
  values.reserveCapacity(count)
  for index in 0..<count {
    guard let outcome = outcomes[index] else { continue }
    values.append(try outcome.get())
  }
  return values
}

/// Runs `work` on the calling thread and `threads` − 1 further ones, and waits for all.
private func runOnThreads(_ threads: Int, _ work: () -> Void) {
  withoutActuallyEscaping(work) { work in
    let box = Unmanaged.passRetained(Work(work))
    defer { box.release() }
    var started: [pthread_t] = []
    for _ in 1..<threads {
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          Unmanaged<Work>.fromOpaque(raw!).takeUnretainedValue().run()
          return nil
        }, box.toOpaque())
      // With no thread to be had, the others do its share.
      if status == 0 { started.append(thread) }
    }
    work()
    for thread in started { pthread_join(thread, nil) }
  }
}

private final class Work {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}
