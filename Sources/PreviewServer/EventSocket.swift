internal import FlyingFox

/// Messages to one browser over a web socket. The next one goes out when the browser has confirmed
/// the last: one that never reads costs no memory.
///
/// A web socket, since browsers open only six other connections to a server, for all tabs together.
struct EventSocket: WSMessageHandler {
  let messages: AsyncStream<String>

  func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
    let conversation = Conversation(messages: messages, client: client)
    return AsyncStream { await conversation.next() }
  }
}

/// Unchecked: the stream that it makes asks for one message after the other.
private final class Conversation: @unchecked Sendable {
  private var messages: AsyncStream<String>.Iterator
  private var client: AsyncStream<WSMessage>.Iterator
  private var isFirst = true

  init(messages: AsyncStream<String>, client: AsyncStream<WSMessage>) {
    self.messages = messages.makeAsyncIterator()
    self.client = client.makeAsyncIterator()
  }

  func next() async -> WSMessage? {
    if !isFirst, await client.next() == nil { return nil }
    isFirst = false
    return await messages.next().map { .text($0) }
  }
}
