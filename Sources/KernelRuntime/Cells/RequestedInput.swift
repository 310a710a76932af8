internal import Synchronization

/// The line that a cell waits for.
final class RequestedInput: Sendable {
  private struct State {
    var isAwaited = false
    var line: String?
  }

  private let state = Mutex(State())
  /// Held by the thread whose line is asked for.
  private let turn = Semaphore(1)
  private let answered = Semaphore(0)

  /// Asks for a line and waits for it; one thread at a time.
  ///
  /// - Parameters:
  ///   - ask: Sends the request.
  ///   - wait: Waits for a semaphore as the calling thread may.
  func line(asking ask: () -> Void, waiting wait: (Semaphore) -> Void) -> String? {
    wait(turn)
    defer { turn.signal() }
    state.withLock { $0 = State(isAwaited: true) }
    ask()
    wait(answered)
    return state.withLock(\.line)
  }

  /// Hands over the line; where none is awaited, nothing happens.
  ///
  /// - Returns: Whether one was awaited.
  @discardableResult func answer(_ line: String?) -> Bool {
    let isAwaited = state.withLock { state in
      defer { state = State(isAwaited: false, line: state.isAwaited ? line : state.line) }
      return state.isAwaited
    }
    if isAwaited { answered.signal() }
    return isAwaited
  }
}
