import Synchronization

/// The page as it is now, for those who show it and those who wait for the next.
package final class LivePage: Sendable {
  private struct State {
    var shown: PreviewState
    var html: [UInt8] = []
    /// Counts the changes of all that is here.
    var change = 1
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var waits = 0
  }

  private let state: Mutex<State>

  package init(template: String) {
    state = Mutex(State(shown: PreviewState(template: template)))
  }

  /// The page as it is now, and the number of changes so far.
  package var now: (shown: PreviewState, html: [UInt8], change: Int) {
    state.withLock { ($0.shown, $0.html, $0.change) }
  }

  /// Shows another page.
  package func show(_ html: [UInt8], _ messages: [PreviewMessage]) {
    update {
      $0.html = html
      $0.shown.page += 1
      $0.shown.messages = messages
    }
  }

  /// Says what is wrong; the last page stays.
  package func show(_ messages: [PreviewMessage]) { update { $0.shown.messages = messages } }

  package func show(_ computing: PreviewState.Computing?) {
    update { $0.shown.computing = computing }
  }

  private func update(_ body: (inout State) -> Void) {
    let waiting = state.withLock { state in
      let before = state.shown
      body(&state)
      guard state.shown != before else { return [CheckedContinuation<Void, Never>]() }
      state.change += 1
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns when there is something new since a change, or after a while in any case.
  package func news(since change: Int, atMost patience: Duration) async {
    let wait = state.withLock {
      $0.waits += 1
      return $0.waits
    }
    let clock = Task {
      try? await Task.sleep(for: patience)
      end(wait)
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isNew = state.withLock { state in
          if state.change != change || Task.isCancelled { return true }
          state.waiting[wait] = continuation
          return false
        }
        if isNew { continuation.resume() }
      }
    } onCancel: {
      end(wait)
    }
    clock.cancel()
  }

  private func end(_ wait: Int) {
    state.withLock { $0.waiting.removeValue(forKey: wait) }?.resume()
  }
}
