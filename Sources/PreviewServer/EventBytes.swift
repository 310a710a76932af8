internal import FlyingSocks

/// Messages in the form of server-sent events, with a sign of life where none comes for a while:
/// writing it is how a browser that has gone away is noticed.
struct EventBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let messages: AsyncStream<String>

  func makeAsyncIterator() -> Iterator { Iterator(messages: messages.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var messages: AsyncStream<String>.Iterator
    private var waiting: ArraySlice<UInt8> = []

    init(messages: AsyncStream<String>.Iterator) {
      self.messages = messages
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if waiting.isEmpty {
        guard let message = await messages.next() else { return nil }
        waiting = Array(message.utf8)[...]
      }
      defer { waiting = waiting.dropFirst(count) }
      return waiting.prefix(count)
    }
  }
}
