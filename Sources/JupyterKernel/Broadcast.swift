internal import FoundationEssentials
internal import JupyterDocuments
internal import JupyterMessaging

/// What all front ends hear: the broadcast socket, with a session of the kernel's own.
final class Broadcast: Sendable {
  /// The identifier of the kernel's session.
  let session = UUID().uuidString.lowercased()
  private let sockets: KernelSockets

  init(_ sockets: KernelSockets) {
    self.sockets = sockets
  }

  /// Sends a message to all front ends.
  ///
  /// - Parameter parent: The header of the request that it belongs to.
  func send(_ type: String, _ content: JSONValue, parent: JSONValue) {
    sockets.send(
      JupyterMessage(
        identities: [Array("kernel.\(session).\(type)".utf8)],
        header: MessageHeader.make(type, session: session), parentHeader: parent,
        content: content),
      on: .iopub)
  }

  /// Says that the kernel is busy or idle with a request.
  func status(_ state: String, parent: JSONValue) {
    send("status", ["execution_state": .string(state)], parent: parent)
  }

  /// Asks one front end for a line.
  ///
  /// - Returns: The question.
  func requestInput(from request: JupyterMessage) -> JupyterMessage {
    let question = JupyterMessage(
      identities: request.identities,
      header: MessageHeader.make("input_request", session: session),
      parentHeader: request.header, content: ["prompt": "", "password": false])
    sockets.send(question, on: .stdin)
    return question
  }
}
