import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and the polite kill: the first asks the work to stop, the second ends the process.
final class Interruption: Sendable {
  private let requests = Atomic<Int>(0)
  // Written once here; only the queue uses them after that.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// - Parameter endsAtSecond: whether a second request ends the process at once.
  init(on numbers: [Int32] = [SIGINT, SIGTERM], endsAtSecond: Bool = true) {
    let queue = DispatchQueue(label: "interruption")
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [weak self] in
        let isFirst = self?.requests.add(1, ordering: .relaxed).oldValue ?? 1 == 0
        if !isFirst, endsAtSecond { _exit(130) }
      }
      source.resume()
    }
  }

  /// Ends the process as an interrupted one, so that a shell or make stops too.
  static func exit() -> Never {
    signal(SIGINT, SIG_DFL)
    raise(SIGINT)
    _exit(130)
  }
}
