/// What a browser is told: all of the present state, so that only the latest message matters.
package struct PreviewMessage: Sendable, Equatable, Encodable {
  /// Which page is the present one; another number is another page.
  var version: Int
  /// The cell whose training goes on, and how far it is, in words.
  var cell: Int?
  var progress: String?
}

/// The browsers that show one page.
struct PageListeners {
  private var continuations: [Int: AsyncStream<PreviewMessage>.Continuation] = [:]
  private var next = 0

  var isEmpty: Bool { continuations.isEmpty }

  /// The present state and every later one, for one more browser.
  ///
  /// - Parameter onEnd: Told the browser's number when it has gone away.
  mutating func add(
    _ message: PreviewMessage, onEnd: @escaping @Sendable (Int) -> Void
  ) -> AsyncStream<PreviewMessage> {
    let (stream, continuation) = AsyncStream<PreviewMessage>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    let number = next
    next += 1
    continuations[number] = continuation
    continuation.onTermination = { _ in onEnd(number) }
    continuation.yield(message)
    return stream
  }

  mutating func remove(_ number: Int) { continuations[number] = nil }

  func tell(_ message: PreviewMessage) { continuations.values.forEach { $0.yield(message) } }

  /// Tells all of them that there is nothing more.
  mutating func finish() {
    continuations.values.forEach { $0.finish() }
    continuations = [:]
  }
}
