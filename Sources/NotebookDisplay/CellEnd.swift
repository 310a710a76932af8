internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The way out of a running cell before its last line.
package enum CellEnd {
  private static let exit = Mutex<(@Sendable () -> Never)?>(nil)

  /// Sets how the thread of a cell is left; the kernel does it once.
  package static func install(_ leave: @escaping @Sendable () -> Never) {
    exit.withLock { $0 = leave }
  }

  /// Reports the error and leaves the cell; a cell exported as a program ends with status 1.
  package static func leave(because error: UncaughtError) -> Never {
    DisplaySink.send(.uncaughtError(error))
    if let leave = exit.withLock({ $0 }) { leave() }
    print("line \(error.line): error: \(error.description)")
    _exit(1)
  }

  /// Leaves a cell that was asked to come to its end, which is no error of its own.
  package static func leaveInterrupted() -> Never {
    if let leave = exit.withLock({ $0 }) { leave() }
    _exit(130)
  }
}
