internal import JupyterDocuments
internal import JupyterMessaging
internal import Synchronization

/// The lines that cells read: asked of the front end whose cell runs.
final class InputRequests: Sendable {
  private struct State {
    /// The request of the cell that runs, where its front end has somebody to ask.
    var asker: JupyterMessage?
    var completion: (@Sendable (String?) -> Void)?
  }

  private let state = Mutex(State())
  private let broadcast: Broadcast

  init(_ broadcast: Broadcast) {
    self.broadcast = broadcast
  }

  /// A cell begins to run.
  func begin(for request: JupyterMessage, isAllowed: Bool) {
    state.withLock { $0.asker = isAllowed ? request : nil }
  }

  /// The cell has ended.
  func end() {
    cancel()
    state.withLock { $0.asker = nil }
  }

  /// Asks for a line; where there is nobody to ask, there is none.
  func ask(_ completion: @escaping @Sendable (String?) -> Void) {
    let asker = state.withLock { state in
      if state.asker != nil { state.completion = completion }
      return state.asker
    }
    if let asker { broadcast.requestInput(from: asker) } else { completion(nil) }
  }

  /// Takes an `input_reply`; one that nobody waits for is too late.
  func answer(_ message: JupyterMessage) { complete(message.content["value"]?.string) }

  /// Gives whoever waits for a line the answer that there is none.
  func cancel() { complete(nil) }

  private func complete(_ line: String?) {
    let completion = state.withLock { state in
      defer { state.completion = nil }
      return state.completion
    }
    completion?(line)
  }
}
