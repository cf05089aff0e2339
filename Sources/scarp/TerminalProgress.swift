import Glibc
import Synchronization
import Weaving

/// Progress on standard error: a bar redrawn in place on a terminal, a plain line now and then
/// otherwise.
final class TerminalProgress: Progress {
  private struct State {
    var name: String
    var total = 0
    var done = 0
    var cost = 0.0
    var costDone = 0.0
    var start = ContinuousClock.now
    var lastShown: ContinuousClock.Instant?
  }

  private let state: Mutex<State>
  private let isTerminal: Bool
  private let isQuiet: Bool

  init(name: String, isQuiet: Bool = false) {
    state = Mutex(State(name: name))
    isTerminal = isatty(STDERR_FILENO) == 1
    self.isQuiet = isQuiet
  }

  func began(total: Int, reused: Int, cost: Double) {
    state.withLock {
      $0 = State(name: $0.name, total: total - reused, cost: cost)
      let kept = reused > 0 ? ", \(reused) kept from before" : ""
      write("\($0.name): \(total) runs\(kept); \($0.total) to compute\n")
      show(&$0)
    }
  }

  func foundDamaged(_ count: Int, of experiment: String) {
    let rows = count == 1 ? "1 kept result" : "\(count) kept results"
    printError(
      "warning: \(rows) of \(experiment) \(count == 1 ? "is" : "are") damaged in the store and "
        + "computed again")
  }

  func finishedUnit(cost: Double) {
    state.withLock {
      $0.done += 1
      $0.costDone += cost
      let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
      let isDue = $0.lastShown.map { ContinuousClock.now - $0 >= interval } ?? true
      if isDue || $0.done == $0.total { show(&$0) }
    }
  }

  func ended() {
    state.withLock { state in
      let elapsed = seconds(ContinuousClock.now - state.start)
      write(isTerminal ? "\r\u{1B}[K" : "")
      write("\(state.name): \(state.done) of \(state.total) runs in \(duration(elapsed))\n")
    }
  }

  private func show(_ state: inout State) {
    state.lastShown = .now
    let elapsed = seconds(ContinuousClock.now - state.start)
    let fraction = state.cost > 0 ? min(1, state.costDone / state.cost) : 0
    var parts = ["\(state.done)/\(state.total) runs"]
    if state.done > 0, elapsed > 0 {
      let rate = Double(state.done) / elapsed
      parts.append(rate >= 1 ? "\(Int(rate.rounded()))/s" : "\(duration(1 / rate)) each")
      if fraction > 0 { parts.append("\(duration(elapsed * (1 - fraction) / fraction)) left") }
    }
    let text = parts.joined(separator: ", ")
    if isTerminal {
      let width = 24
      let full = Int((fraction * Double(width)).rounded(.down))
      let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
      write("\r\u{1B}[K\(bar) \(text)")
    } else {
      write("\(state.name): \(text)\n")
    }
  }

  private func write(_ text: String) {
    guard !isQuiet, !text.isEmpty else { return }
    printError(text, terminator: "")
  }
}

func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

/// Seconds as people say them: 0.4 s, 12 s, 3 min 05 s, 2 h 10 min.
func duration(_ seconds: Double) -> String {
  func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
  if seconds < 9.95 {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
  return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
}
