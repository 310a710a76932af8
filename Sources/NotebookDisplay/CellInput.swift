internal import Synchronization

/// Where the lines come from that a cell reads: from the reader in Jupyter, from the standard input
/// in an exported program.
package enum CellInput {
  /// A structure around the function, for the reason that ``DisplaySink`` has one.
  private struct Source: Sendable {
    var line: @Sendable () -> String?
  }

  private static let source = Mutex<Source?>(nil)

  /// Has all further lines come from `line`; the kernel does it once.
  package static func install(_ line: @escaping @Sendable () -> String?) {
    source.withLock { $0 = Source(line: line) }
  }

  /// The next line without its end; `nil` where there is no more, and `Swift.readLine` where
  /// nothing was installed.
  package static func line() -> String? {
    guard let source = source.withLock(\.self) else { return Swift.readLine() }
    return source.line()
  }
}
