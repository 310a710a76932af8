internal import Synchronization

/// Carries Ctrl-C from the terminal to whatever runs: the first ends the training loop at its next
/// step, the second ends the kernel.
package final class RunInterruption: Sendable {
  private struct State {
    var requests = 0
    var receiver: (@Sendable (Int) -> Void)?
    /// Each ends with the next request.
    var waiting: [AsyncStream<Never>.Continuation] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// How often the user has asked to stop.
  package var requests: Int { state.withLock(\.requests) }

  /// Forgets what was asked, so that cells can run again.
  package func reset() { state.withLock { $0.requests = 0 } }

  /// Asks once more; the receiver hears how often it has been.
  package func request() {
    let (receiver, count, waiting) = state.withLock { state in
      defer { state.waiting = [] }
      state.requests += 1
      return (state.receiver, state.requests, state.waiting)
    }
    receiver?(count)
    for continuation in waiting { continuation.finish() }
  }

  /// Whether the user has asked to stop, or does within a time.
  package func isRequested(within time: Duration) async -> Bool {
    let (stream, continuation) = AsyncStream<Never>.makeStream()
    let isOver = state.withLock { state in
      if state.requests == 0 { state.waiting.append(continuation) }
      return state.requests > 0
    }
    if isOver { return true }
    let timer = Task {
      try? await Task.sleep(for: time)
      continuation.finish()
    }
    for await _ in stream {}
    timer.cancel()
    return requests > 0
  }

  /// Directs requests to `receiver`; one that came before is delivered at once.
  package func deliver(to receiver: (@Sendable (Int) -> Void)?) {
    let pending = state.withLock { state in
      state.receiver = receiver
      return state.requests
    }
    if pending > 0 { receiver?(pending) }
  }
}
