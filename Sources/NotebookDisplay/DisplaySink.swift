internal import Synchronization

/// Where ``display(_:)``, claims and progress go: the kernel's pipe in a run, a printer in an
/// exported program, a list in tests, and of texts the standard output where nothing was installed.
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

  /// Takes the events of one task in the receiver's place.
  @TaskLocal private static var taskEvents: EventList?

  private final class EventList: Sendable {
    let events = Mutex<[CellEvent]>([])
  }

  /// The events that `body` sends; they go nowhere else.
  package static func events(from body: () throws -> Void) rethrows -> [CellEvent] {
    let list = EventList()
    try $taskEvents.withValue(list, operation: body)
    return list.events.withLock(\.self)
  }

  /// Hands one event to the task's list, else to the installed receiver.
  package static func send(_ event: CellEvent) {
    if let list = taskEvents {
      list.events.withLock { $0.append(event) }
    } else if let receive = receiver.withLock({ $0 })?.receive {
      receive(event)
    } else if case .output(let output) = event, case .text(let text) = output.content {
      print(text)
    }
  }
}
