internal import Synchronization

/// Where ``display(_:)``, claims and progress go: the kernel's pipe in a run, a list in tests, the
/// standard output where nothing was installed (a cell exported as a program).
package enum DisplaySink {
  /// A function in a structure of its own: one that is itself the generic value of a lock gets one
  /// more layer around it each time it is read, and events would take longer and longer.
  private struct Receiver: Sendable {
    var receive: @Sendable (CellEvent) -> Void
  }

  private static let receiver = Mutex<Receiver?>(nil)

  /// Directs all further events to `receive`; `nil` goes back to the standard output.
  package static func install(_ receive: (@Sendable (CellEvent) -> Void)?) {
    receiver.withLock { $0 = receive.map { Receiver(receive: $0) } }
  }

  /// Takes the place of the installed receiver for the events of one task.
  @TaskLocal private static var taskReceiver: (@Sendable (CellEvent) -> Void)?

  /// Directs the events that `body` sends, and only those, to `receive`.
  package static func receiving<Result>(
    _ receive: @escaping @Sendable (CellEvent) -> Void, from body: () throws -> Result
  ) rethrows -> Result {
    try $taskReceiver.withValue(receive, operation: body)
  }

  /// Hands one event to the task's receiver, else to the installed one.
  package static func send(_ event: CellEvent) {
    if let receive = taskReceiver ?? receiver.withLock({ $0 })?.receive {
      receive(event)
    } else if case .output(let output) = event, case .text(let text) = output.content {
      print(text)
    }
  }
}
