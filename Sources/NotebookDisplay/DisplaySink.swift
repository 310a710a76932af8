internal import Synchronization

/// Where ``display(_:)``, claims and progress go: the kernel's pipe in a run, a list in tests, the
/// standard output where nothing was installed (a cell exported as a program).
package enum DisplaySink {
  private static let receiver = Mutex<(@Sendable (CellEvent) -> Void)?>(nil)

  /// Directs all further events to `receive`; `nil` goes back to the standard output.
  package static func install(_ receive: (@Sendable (CellEvent) -> Void)?) {
    receiver.withLock { $0 = receive }
  }

  /// Hands one event to the installed receiver.
  package static func send(_ event: CellEvent) {
    if let receive = receiver.withLock({ $0 }) {
      receive(event)
    } else if case .output(let output) = event, case .text(let text) = output.content {
      print(text)
    }
  }
}
