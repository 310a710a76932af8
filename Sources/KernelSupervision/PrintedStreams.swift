internal import CEpoll
internal import Glibc

/// The pipes of a kernel's standard output and standard error, read in the order in which something
/// was first written to each.
struct PrintedStreams {
  let standardOutput: Int32
  let standardError: Int32
  /// Becomes readable when one of the pipes is. The system keeps a queue of them behind it.
  let descriptor: Int32

  /// As much as a pipe holds.
  private static let capacity = 1 << 16

  /// Watches two pipes, which stay the caller's.
  init(standardOutput: Int32, standardError: Int32) throws(SystemError) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError(errno) }
    for stream in [OutputCapture.Stream.standardOutput, .standardError] {
      watch(stream, EPOLL_CTL_ADD)
    }
  }

  /// Takes what is there: what was written before the call is.
  func read(_ body: (OutputCapture.Stream, ArraySlice<UInt8>) -> Void) {
    var ready = [epoll_event](repeating: epoll_event(), count: 2)
    let count = epoll_wait(descriptor, &ready, 2, 0)
    guard count > 0 else { return }
    var chunk = [UInt8](repeating: 0, count: Self.capacity)
    for event in ready.prefix(Int(count)) {
      guard let stream = OutputCapture.Stream(rawValue: Int(event.data.u32)) else { continue }
      // Once: what comes after it may be younger than what comes to the other pipe.
      let count = Glibc.read(self[stream], &chunk, chunk.count)
      if count > 0 { body(stream, chunk[..<count]) }
      // A pipe that all writers have closed is not looked at again.
      if count != 0 { watch(stream, EPOLL_CTL_MOD) }
    }
  }

  /// Ends the watch.
  func close() { Glibc.close(descriptor) }

  private subscript(stream: OutputCapture.Stream) -> Int32 {
    stream == .standardOutput ? standardOutput : standardError
  }

  /// Puts a pipe at the end of the queue as soon as there is something in it.
  private func watch(_ stream: OutputCapture.Stream, _ operation: Int32) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
    event.data.u32 = UInt32(stream.rawValue)
    epoll_ctl(descriptor, operation, self[stream], &event)
  }
}
