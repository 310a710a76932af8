internal import CZeroMQ

/// A bound socket of ZeroMQ, used by one thread.
struct ZeroMQSocket {
  /// The kinds of socket that a kernel binds.
  enum Kind {
    /// Knows from whom each message comes, and sends to whom it is told.
    case router
    /// Sends to all who have subscribed, and hears of it when somebody does.
    case broadcast
    /// Answers each message before it takes the next.
    case reply

    fileprivate var number: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .broadcast: ZMQ_XPUB
      case .reply: ZMQ_REP
      }
    }
  }

  let pointer: UnsafeMutableRawPointer

  init(_ kind: Kind, context: UnsafeMutableRawPointer, boundTo endpoint: String)
    throws(ZeroMQError)
  {
    guard let pointer = zmq_socket(context, kind.number) else { throw ZeroMQError(endpoint) }
    self.pointer = pointer
    // Nothing is dropped however fast it comes; what nobody takes is given up a second after the
    // end.
    set(ZMQ_SNDHWM, 0)
    set(ZMQ_RCVHWM, 0)
    set(ZMQ_LINGER, 1000)
    if kind == .router { set(ZMQ_ROUTER_HANDOVER, 1) }
    if kind == .broadcast { set(ZMQ_XPUB_VERBOSE, 1) }
    guard zmq_bind(pointer, endpoint) == 0 else {
      let error = ZeroMQError(endpoint)
      close()
      throw error
    }
  }

  private func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size)
  }

  func close() { zmq_close(pointer) }

  /// Sends the parts of one message; parts for somebody who has gone are dropped.
  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      let flags = index + 1 < frames.count ? ZMQ_SNDMORE : 0
      while zmq_send(pointer, frame, frame.count, flags) < 0 {
        guard zmq_errno() == EINTR else { return }
      }
    }
  }

  /// The parts of the next message that has come; `nil` where there is none.
  func receive() -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var message = zmq_msg_t()
    while true {
      zmq_msg_init(&message)
      defer { zmq_msg_close(&message) }
      let count = zmq_msg_recv(&message, pointer, ZMQ_DONTWAIT)
      if count < 0 {
        if zmq_errno() == EINTR { continue }
        return nil
      }
      let bytes = UnsafeRawBufferPointer(
        start: zmq_msg_data(&message), count: zmq_msg_size(&message))
      frames.append(Array(bytes))
      if zmq_msg_more(&message) == 0 { return frames }
    }
  }
}

/// A socket that could not be bound.
package struct ZeroMQError: Error, CustomStringConvertible {
  package var endpoint: String
  package var reason: String

  init(_ endpoint: String) {
    self.endpoint = endpoint
    reason = String(cString: zmq_strerror(zmq_errno()))
  }

  package var description: String { "no socket at \(endpoint): \(reason)" }
}
