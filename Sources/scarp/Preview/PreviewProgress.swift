import Preview
import Synchronization
import Weaving

/// Progress in the browser and, as everywhere, on the terminal.
final class PreviewProgress: Progress {
  private struct State {
    var shown = PreviewState.Computing(finished: 0, runs: 0, left: nil)
    var cost = 0.0
    var costDone = 0.0
    var start = ContinuousClock.now
    var lastShown = ContinuousClock.now
  }

  private let live: LivePage
  private let terminal: TerminalProgress
  private let state = Mutex(State())

  init(in live: LivePage, name: String) {
    self.live = live
    terminal = TerminalProgress(name: name)
  }

  func began(total: Int, reused: Int, cost: Double) {
    terminal.began(total: total, reused: reused, cost: cost)
    state.withLock {
      $0 = State(shown: .init(finished: 0, runs: total - reused, left: nil), cost: cost)
      live.show($0.shown)
    }
  }

  func foundDamaged(_ count: Int, of experiment: String) {
    terminal.foundDamaged(count, of: experiment)
  }

  func finishedUnit(cost: Double) {
    terminal.finishedUnit(cost: cost)
    state.withLock {
      $0.shown.finished += 1
      $0.costDone += cost
      let now = ContinuousClock.now
      guard now - $0.lastShown >= .milliseconds(200) else { return }
      $0.lastShown = now
      if $0.costDone > 0 {
        let elapsed = seconds(now - $0.start)
        $0.shown.left = duration(elapsed * max(0, $0.cost / $0.costDone - 1))
      }
      live.show($0.shown)
    }
  }

  func ended() {
    terminal.ended()
    live.show(nil as PreviewState.Computing?)
  }
}
