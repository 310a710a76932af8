internal import CZeroMQ
internal import Glibc
internal import JupyterDocuments
internal import Synchronization

/// The sockets of a kernel, served by a thread of their own: heartbeat, requests, broadcasts.
///
/// Unchecked: the sockets belong to the thread; others speak to it through the queue.
package final class KernelSockets: @unchecked Sendable {
  /// What comes in.
  package struct Incoming: Sendable {
    package var channel: ConnectionFile.Channel
    package var message: JupyterMessage
  }

  private struct Outgoing {
    var channel: ConnectionFile.Channel
    var message: JupyterMessage
  }

  private struct Queue {
    var messages: [Outgoing] = []
    var isClosing = false
  }

  private let context: UnsafeMutableRawPointer
  private let sockets: [ConnectionFile.Channel: ZeroMQSocket]
  private let format: WireFormat
  private let receive: @Sendable (Incoming) -> Void
  private let log: @Sendable (String) -> Void
  private let parentEnded: @Sendable () -> Void
  private let parent = getppid()
  private let queue = Mutex(Queue())
  /// A pipe whose end becomes readable when something is to be done.
  private let wake: Int32
  private let alarm: Int32
  private let closed = Mutex<[@Sendable () -> Void]?>([])
  private var signatures = RecentSignatures()

  /// Binds the sockets and begins to serve them.
  ///
  /// - Parameters:
  ///   - receive: Gets each message that is signed as it must be, from the sockets' thread.
  ///   - log: Gets a sentence about each message that is left unanswered.
  ///   - parentEnded: Told when the process that started this one has ended.
  /// - Throws: ``ZeroMQError`` where an address is taken.
  package init(
    connection: ConnectionFile, receive: @escaping @Sendable (Incoming) -> Void,
    log: @escaping @Sendable (String) -> Void, parentEnded: @escaping @Sendable () -> Void
  ) throws(ZeroMQError) {
    guard let context = zmq_ctx_new() else { throw ZeroMQError(connection.address) }
    self.context = context
    var sockets: [ConnectionFile.Channel: ZeroMQSocket] = [:]
    do {
      for channel in ConnectionFile.Channel.allCases {
        let kind: ZeroMQSocket.Kind =
          switch channel {
          case .heartbeat: .reply
          case .iopub: .broadcast
          case .shell, .control, .stdin: .router
          }
        sockets[channel] = try ZeroMQSocket(
          kind, context: context, boundTo: connection.endpoint(channel))
      }
    } catch {
      sockets.values.forEach { $0.close() }
      zmq_ctx_term(context)
      throw error
    }
    self.sockets = sockets
    format = WireFormat(key: connection.key)
    self.receive = receive
    self.log = log
    self.parentEnded = parentEnded
    var pipes: [Int32] = [-1, -1]
    pipe(&pipes)
    for end in pipes {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (wake, alarm) = (pipes[0], pipes[1])
    var thread = pthread_t()
    let reference = Unmanaged.passRetained(self)
    pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<KernelSockets>.fromOpaque(argument).takeRetainedValue().serve()
        }
        return nil
      }, reference.toOpaque())
    pthread_detach(thread)
  }

  /// Sends a message; messages leave in the order they are given.
  package func send(_ message: JupyterMessage, on channel: ConnectionFile.Channel) {
    queue.withLock { $0.messages.append(Outgoing(channel: channel, message: message)) }
    wakeUp()
  }

  /// Sends what waits, unbinds the sockets and returns when they are gone.
  package func close() async {
    queue.withLock { $0.isClosing = true }
    wakeUp()
    await withCheckedContinuation { continuation in
      let isClosed = closed.withLock { waiting in
        waiting?.append { continuation.resume() }
        return waiting == nil
      }
      if isClosed { continuation.resume() }
    }
  }
}

extension KernelSockets {
  private func wakeUp() {
    // A full pipe wakes as well.
    var byte: UInt8 = 0
    _ = write(alarm, &byte, 1)
  }

  /// How often it is looked whether the process that started this one is there, in milliseconds.
  private static let watchInterval = 1000

  private func serve() {
    var tellsOfParent = true
    while !queue.withLock(\.isClosing) {
      waitForMessages()
      sendQueued()
      receiveAll()
      if tellsOfParent, getppid() != parent {
        tellsOfParent = false
        parentEnded()
      }
    }
    sendQueued()
    sockets.values.forEach { $0.close() }
    zmq_ctx_term(context)
    Glibc.close(wake)
    Glibc.close(alarm)
    let waiting = closed.withLock { waiting in
      defer { waiting = nil }
      return waiting ?? []
    }
    waiting.forEach { $0() }
  }

  private func waitForMessages() {
    var items = sockets.values.map {
      zmq_pollitem_t(socket: $0.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    }
    items.append(zmq_pollitem_t(socket: nil, fd: wake, events: Int16(ZMQ_POLLIN), revents: 0))
    zmq_poll(&items, Int32(items.count), Self.watchInterval)
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(wake, &bytes, bytes.count) == bytes.count {}
  }

  private func sendQueued() {
    let waiting = queue.withLock { queue in
      defer { queue.messages = [] }
      return queue.messages
    }
    for outgoing in waiting {
      sockets[outgoing.channel]?.send(format.frames(of: outgoing.message))
    }
  }

  private func receiveAll() {
    // Control goes before everything else.
    for channel in [ConnectionFile.Channel.control, .shell, .stdin] {
      while let frames = sockets[channel]?.receive() { receive(frames, on: channel) }
    }
    while let beat = sockets[.heartbeat]?.receive() { sockets[.heartbeat]?.send(beat) }
    while let subscription = sockets[.iopub]?.receive() { welcome(subscription) }
  }

  private func receive(_ frames: [[UInt8]], on channel: ConnectionFile.Channel) {
    do {
      let (message, signature) = try format.message(from: frames)
      guard signatures.insert(signature) else { throw WireError.repeated }
      receive(Incoming(channel: channel, message: message))
    } catch {
      log("a message on the \(channel.rawValue) socket was ignored: \(error)")
    }
  }

  /// Tells a new subscriber that from now on it gets what is sent.
  private func welcome(_ subscription: [[UInt8]]) {
    guard let first = subscription.first, first.first == 1 else { return }
    let topic = Array(first.dropFirst())
    let message = JupyterMessage(
      identities: [topic], header: MessageHeader.make("iopub_welcome", session: "kernel"),
      content: ["subscription": .string(String(decoding: topic, as: UTF8.self))])
    sockets[.iopub]?.send(format.frames(of: message))
  }
}

/// The signatures of the latest messages: one that comes a second time was recorded by somebody.
struct RecentSignatures {
  private static let limit = 1 << 16

  private var known: Set<[UInt8]> = []
  private var order: [[UInt8]] = []
  private var oldest = 0

  /// Keeps a signature; `false` where it is known. The empty signature, of messages that are not
  /// signed, is always new.
  mutating func insert(_ signature: [UInt8]) -> Bool {
    guard !signature.isEmpty else { return true }
    guard known.insert(signature).inserted else { return false }
    if order.count < Self.limit {
      order.append(signature)
    } else {
      known.remove(order[oldest])
      order[oldest] = signature
      oldest = (oldest + 1) % Self.limit
    }
    return true
  }
}
