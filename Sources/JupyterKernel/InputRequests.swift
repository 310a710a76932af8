internal import JupyterDocuments
internal import JupyterMessaging
internal import Synchronization

/// The lines that cells read: asked of the front end whose cell runs.
final class InputRequests: Sendable {
  private struct State {
    /// The request of the cell that runs, where its front end has somebody to ask.
    var asker: JupyterMessage?
    /// What was asked last.
    var question: JupyterMessage?
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
    state.withLock { $0 = State() }
  }

  /// Asks for a line; where there is nobody to ask, there is none.
  func ask(_ completion: @escaping @Sendable (String?) -> Void) {
    let isAsked = state.withLock { state in
      guard let asker = state.asker else { return false }
      state.completion = completion
      state.question = broadcast.requestInput(from: asker)
      return true
    }
    if !isAsked { completion(nil) }
  }

  /// Takes an `input_reply` from the front end that was asked. One that nobody waits for is too
  /// late, as is one that says that it answers an earlier question.
  ///
  /// - Returns: Whether somebody has waited for it.
  func answer(_ message: JupyterMessage) -> Bool {
    let isAnswer = state.withLock { state in
      guard let question = state.question, state.completion != nil,
        message.identities == question.identities
      else { return false }
      // Not all front ends name the question.
      guard let answered = message.parentHeader["msg_id"]?.string else { return true }
      return answered == question.header["msg_id"]?.string
    }
    if isAnswer { complete(message.content["value"]?.string) }
    return isAnswer
  }

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
