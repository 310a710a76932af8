internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The moments in which the files of a run are written: they are whole and nothing unfinished lies
/// beside them when the process ends on request.
package enum FileWriting {
  private static let turn = Mutex(())

  /// Writes files; ``endProcess(status:)`` waits until they are there.
  static func perform<Result, Failure: Error>(
    _ write: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try turn.withLock { _ throws(Failure) in try write() }
  }

  /// Ends the process at once, or as soon as the files that are being written are whole.
  package static func endProcess(status: Int32) -> Never {
    turn.withLock { _ in _exit(status) }
  }
}
