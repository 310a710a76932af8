#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Runs a cell that waits for something, and comes back when it is done; called by the code
/// around a cell.
///
/// The cell's own thread waits meanwhile. Work of the main actor goes on, since the kernel's main
/// thread serves it.
public func runAsynchronously(
  line: Int = #line, _ body: @escaping @Sendable () async throws -> Void
) {
  let result = AsynchronousResult()
  Task {
    do {
      try await body()
    } catch {
      result.error = error
    }
    sem_post(result.isDone)
  }
  while sem_wait(result.isDone) != 0 {}
  if let error = result.error { reportUncaughtError(error, line: line) }
}

/// How an asynchronous cell ended. Unchecked: the semaphore orders the only write before the only
/// read.
private final class AsynchronousResult: @unchecked Sendable {
  var error: (any Error)?
  let isDone = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(isDone, 0, 0) }

  deinit {
    sem_destroy(isDone)
    isDone.deallocate()
  }
}
