internal import CLinux
internal import Glibc
internal import KernelMessages

/// Tells the tool that a cell has called `exit`, and where.
enum ExitHandler {
  /// Set once at the start.
  nonisolated(unsafe) private static var writer: LastWordsWriter?

  /// Registers the handler with the C library; `on_exit` passes the status, `atexit` does not, and
  /// `_exit` runs no handlers.
  static func install(lastWords: Int32) {
    writer = LastWordsWriter(descriptor: lastWords)
    on_exit({ status, _ in ExitHandler.handle(status) }, nil)
  }

  private static func handle(_ status: Int32) {
    writer?.writeExit(status: status)
    writer?.writeMemoryMap()
    writer?.writeFrames()
  }
}
