internal import JupyterDocuments
package import JupyterMessaging
package import NotebookDisplay
package import NotebookSession
internal import Synchronization

/// A Jupyter kernel: the protocol's requests, carried out by an interactive session.
///
/// Cells run one after the other in the order of their requests. Everything else is answered while
/// a cell runs: who connects, completes or inspects does not wait for a training run.
package actor JupyterKernel {
  /// What a kernel needs besides its connection.
  package struct Configuration: Sendable {
    package var session: SessionOptions
    /// The folder in which cells run.
    package var folder: String
    /// The tool's version.
    package var version: String
    /// Puts the state of a training loop into one line.
    package var describeProgress: @Sendable (Progress) -> String
    /// Gets a sentence about each message that is not answered.
    package var log: @Sendable (String) -> Void

    package init(
      session: SessionOptions, folder: String, version: String,
      describeProgress: @escaping @Sendable (Progress) -> String,
      log: @escaping @Sendable (String) -> Void
    ) {
      self.session = session
      self.folder = folder
      self.version = version
      self.describeProgress = describeProgress
      self.log = log
    }
  }

  let configuration: Configuration
  let broadcast: Broadcast
  let session: InteractiveSession
  let input: InputRequests
  var history = ExecutionHistory()
  private var pending: [KernelSockets.Incoming] = []
  /// The request whose cell runs.
  private var executing: JupyterMessage?
  private let sockets: KernelSockets
  private let incoming: AsyncStream<KernelSockets.Incoming>
  private let arrivals: AsyncStream<KernelSockets.Incoming>.Continuation

  /// Binds the sockets; ``serve()`` begins to answer.
  ///
  /// - Throws: ``ZeroMQError`` where an address of the connection is taken.
  package init(_ configuration: Configuration, connection: ConnectionFile) throws {
    self.configuration = configuration
    (incoming, arrivals) = AsyncStream.makeStream()
    sockets = try KernelSockets(
      connection: connection,
      receive: { [arrivals] in arrivals.yield($0) },
      log: configuration.log,
      parentEnded: { [arrivals] in arrivals.finish() })
    broadcast = Broadcast(sockets)
    input = InputRequests(broadcast)
    var options = configuration.session
    options.askForLine = { [input] completion in input.ask(completion) }
    session = InteractiveSession(options: options, folder: configuration.folder)
  }

  /// Answers until somebody asks for the end, or the process that started this one has ended; then
  /// nothing is left of kernel and cells.
  package func serve() async {
    broadcast.status("starting", parent: [:])
    Task { [session] in try? await session.prepare() }
    for await request in incoming { await answer(request) }
    session.interrupt()
    session.interrupt()
    input.cancel()
    await session.close()
    await sockets.close()
  }

  /// Asks the running cell to come to an end, as a signal from the terminal does.
  package nonisolated func interrupt() {
    session.interrupt()
    input.cancel()
  }

  /// Ends ``serve()``.
  package nonisolated func stop() { arrivals.finish() }

  // MARK: Requests

  private func answer(_ request: KernelSockets.Incoming) async {
    switch request.message.type {
    case "execute_request":
      pending.append(request)
      if executing == nil { Task { await executePending() } }
      return
    case "input_reply":
      if !input.answer(request.message) {
        configuration.log("an input_reply was ignored: its front end was asked nothing")
      }
      return
    case "complete_request", "inspect_request":
      Task { await answerAtOnce(request) }
    default: await answerAtOnce(request)
    }
  }

  /// Answers what does not wait for cells.
  private func answerAtOnce(_ request: KernelSockets.Incoming) async {
    let message = request.message
    broadcast.status("busy", parent: message.header)
    var isEnd = false
    switch message.type {
    case "kernel_info_request": reply(to: request, information)
    case "is_complete_request": reply(to: request, completeness(of: message.content))
    case "complete_request": reply(to: request, await completions(for: message.content))
    case "inspect_request": reply(to: request, await documentation(for: message.content))
    case "history_request": reply(to: request, history.answer(to: message.content))
    case "comm_info_request": reply(to: request, ["status": "ok", "comms": [:]])
    case "interrupt_request":
      interrupt()
      reply(to: request, ["status": "ok"])
    case "shutdown_request":
      let content: JSONValue = [
        "status": "ok", "restart": .boolean(message.content["restart"]?.boolean ?? false),
      ]
      reply(to: request, content)
      broadcast.send("shutdown_reply", content, parent: message.header)
      isEnd = true
    case "comm_open":
      // There is nobody here to talk to.
      broadcast.send(
        "comm_close", ["comm_id": message.content["comm_id"] ?? .null, "data": [:]],
        parent: message.header)
    case "comm_msg", "comm_close": break
    default:
      configuration.log("a request of the unknown kind '\(message.type)' was not answered")
    }
    broadcast.status("idle", parent: message.header)
    // Front ends take the last status for the kernel's.
    if let executing { broadcast.status("busy", parent: executing.header) }
    if isEnd { stop() }
  }

  /// Answers a request on the socket it came by.
  func reply(to request: KernelSockets.Incoming, _ content: JSONValue) {
    let type = request.message.type.replacing("_request", with: "_reply")
    sockets.send(
      JupyterMessage(
        identities: request.message.identities,
        header: MessageHeader.make(type, session: broadcast.session),
        parentHeader: request.message.header, content: content),
      on: request.channel)
  }

  // MARK: Cells

  private func executePending() async {
    guard executing == nil else { return }
    while !pending.isEmpty {
      let request = pending.removeFirst()
      executing = request.message
      broadcast.status("busy", parent: request.message.header)
      let succeeded = await execute(request)
      broadcast.status("idle", parent: request.message.header)
      executing = nil
      if !succeeded, request.message.content["stop_on_error"]?.boolean ?? true { abortPending() }
    }
  }

  /// After an error, the cells that already wait are not run.
  private func abortPending() {
    for request in pending {
      broadcast.status("busy", parent: request.message.header)
      reply(to: request, ["status": "aborted", "execution_count": .integer(history.count)])
      broadcast.status("idle", parent: request.message.header)
    }
    pending = []
  }
}
