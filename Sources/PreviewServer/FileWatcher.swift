@preconcurrency internal import Glibc
internal import Synchronization

/// Tells when files may have changed: at once where the system says so, and by looking several
/// times a second elsewhere, such as on network folders.
///
/// Folders are watched, not files: most editors save by writing another file and renaming it.
package final class FileWatcher: Sendable {
  private let watched: WatchedFolders
  private let task: Task<Void, Never>

  /// Begins to look; ``watch(_:)`` says where the system is asked to tell of changes.
  ///
  /// - Parameters:
  ///   - interval: Milliseconds between two looks where nothing was told.
  ///   - changed: Called after something in a folder may have changed, and at every look. While it
  ///     has not returned, changes are gathered into one more call.
  package init(interval: Int32 = 500, changed: @escaping @Sendable () async -> Void) {
    let watched = WatchedFolders()
    self.watched = watched
    let (signals, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    task = Task {
      for await _ in signals { await changed() }
    }
    WatchingThread(watched: watched, interval: interval) { continuation.yield() }.start()
  }

  deinit { stop() }

  /// Watches these folders, and no others any more. One that is not there is watched when it is.
  package func watch(_ folders: Set<String>) { watched.replace(with: folders) }

  /// Stops watching.
  package func stop() {
    task.cancel()
    watched.stop()
  }
}

/// The folders that the system watches for one watcher.
private final class WatchedFolders: Sendable {
  let descriptor: Int32
  /// The system's number of each folder's watch; `nil` where the folder is not there.
  private let watches = Mutex<[String: Int32?]>([:])
  private let stopped = Atomic(false)

  private static let events = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF)

  init() { descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  func stop() { stopped.store(true, ordering: .relaxed) }

  func replace(with folders: Set<String>) {
    watches.withLock { watches in
      for (folder, watch) in watches where !folders.contains(folder) {
        if let watch { inotify_rm_watch(descriptor, watch) }
        watches[folder] = nil
      }
      for folder in folders where watches[folder] == nil { watches[folder] = .some(watch(folder)) }
    }
  }

  /// Asks again for every folder: one that was made anew is another one to the system.
  func renew() {
    watches.withLock { watches in
      for folder in watches.keys { watches[folder] = .some(watch(folder)) }
    }
  }

  private func watch(_ folder: String) -> Int32? {
    let watch = inotify_add_watch(descriptor, folder, Self.events)
    return watch < 0 ? nil : watch
  }
}

/// A thread of its own: waiting for a file must not occupy those that tasks run on.
private final class WatchingThread: Sendable {
  private let watched: WatchedFolders
  private let interval: Int32
  private let signal: @Sendable () -> Void

  init(watched: WatchedFolders, interval: Int32, signal: @escaping @Sendable () -> Void) {
    self.watched = watched
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
          Unmanaged<WatchingThread>.fromOpaque(argument).takeRetainedValue().look()
        }
        return nil
      }, reference.toOpaque())
    if code == 0 { pthread_detach(thread) } else { reference.release() }
  }

  private func look() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !watched.isStopped {
      // Without inotify this is a pause.
      var source = pollfd(fd: watched.descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&source, 1, interval) > 0 {
        while read(watched.descriptor, &buffer, buffer.count) > 0 {}
      } else {
        watched.renew()
      }
      signal()
    }
  }
}
