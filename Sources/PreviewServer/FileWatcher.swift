@preconcurrency internal import Glibc

/// Tells when files may have changed: at once where the system says so, and by looking several times
/// a second elsewhere, such as on network folders.
///
/// Folders are watched, not files: most editors save by writing another file and renaming it.
package final class FileWatcher: Sendable {
  private let descriptor: Int32
  private let task: Task<Void, Never>

  /// - Parameters:
  ///   - folders: The folders with the files.
  ///   - interval: Milliseconds between two looks where nothing was told.
  ///   - changed: Called after something in a folder may have changed, and at every look.
  package init(
    folders: Set<String>, interval: Int32 = 500, changed: @escaping @Sendable () async -> Void
  ) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    self.descriptor = descriptor
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MODIFY)
    for folder in folders { inotify_add_watch(descriptor, folder, events) }
    let (signals, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let thread = WatchingThread(descriptor: descriptor, interval: interval) {
      continuation.yield()
    }
    task = Task {
      for await _ in signals where !Task.isCancelled { await changed() }
      thread.stop()
    }
    thread.start()
  }

  /// Stops watching.
  package func stop() { task.cancel() }
}

/// A thread of its own: waiting for a file must not occupy those that tasks run on.
///
/// Unchecked: `isStopped` is written once and read until then.
private final class WatchingThread: @unchecked Sendable {
  private let descriptor: Int32
  private let interval: Int32
  private let signal: @Sendable () -> Void
  private var isStopped = false

  init(descriptor: Int32, interval: Int32, signal: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.interval = interval
    self.signal = signal
  }

  func start() {
    var thread = pthread_t()
    let reference = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<WatchingThread>.fromOpaque(argument).takeRetainedValue().watch()
        }
        return nil
      }, reference.toOpaque())
    if code == 0 { pthread_detach(thread) } else { reference.release() }
  }

  func stop() { isStopped = true }

  private func watch() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isStopped {
      var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&source, descriptor < 0 ? 0 : 1, interval)
      if descriptor >= 0 {
        while read(descriptor, &buffer, buffer.count) > 0 {}
      } else {
        usleep(100_000)
      }
      signal()
    }
    if descriptor >= 0 { close(descriptor) }
  }
}
