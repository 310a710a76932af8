internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One end of the socket between tool and kernel.
package final class MessageChannel<Incoming: Decodable & Sendable>: Sendable {
  /// The socket, which the channel does not own.
  package let descriptor: Int32
  private let reader = Mutex(FrameReader())
  private let turn = Mutex<Void>(())

  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes a whole message; returns when the other side's buffer has taken it.
  package func send(_ message: some Encodable) throws {
    let bytes = try Frame.bytes(of: MessageCoding.encode(message))
    try turn.withLock { _ in
      try bytes.withUnsafeBytes { try write($0) }
    }
  }

  /// Takes what has arrived without waiting.
  package func receive() throws -> Arrival<Incoming> {
    try reader.withLock { reader in
      let isOpen = try readAvailable(into: &reader)
      var messages: [Incoming] = []
      while let payload = try reader.next() {
        messages.append(try MessageCoding.decode(Incoming.self, from: payload))
      }
      return Arrival(messages: messages, isOpen: isOpen)
    }
  }
}

/// Messages that have come, and whether more can.
package struct Arrival<Message: Sendable>: Sendable {
  package var messages: [Message]
  package var isOpen: Bool
}

/// A system call on the channel failed.
package struct ChannelError: Error, CustomStringConvertible {
  /// The `errno` of the call.
  package var code: Int32

  package var description: String {
    "the connection between notebook and notebook-kernel broke: \(String(cString: strerror(code)))"
  }
}

extension MessageChannel {
  private func write(_ bytes: UnsafeRawBufferPointer) throws(ChannelError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Self.send(descriptor, part)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw ChannelError(code: errno)
      }
    }
  }

  /// A write that reports a closed connection instead of raising SIGPIPE.
  private static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if os(Linux)
      Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
    #endif
  }

  /// Reads at most a mebibyte, so that one busy side cannot hold up the other for long.
  private func readAvailable(into reader: inout FrameReader) throws(ChannelError) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    for _ in 0..<16 {
      let count = chunk.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, dontWait)
      }
      if count > 0 {
        reader.append(chunk[..<count])
        if count < chunk.count { return true }
      } else if count == 0 {
        return false
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        return true
      } else if errno == ECONNRESET {
        return false
      } else if errno != EINTR {
        throw ChannelError(code: errno)
      }
    }
    return true
  }

  private var dontWait: Int32 {
    #if os(Linux)
      Int32(MSG_DONTWAIT)
    #else
      Int32(MSG_DONTWAIT)
    #endif
  }
}
