internal import Synchronization

/// The reader's wish that a long computation comes to an end, made by Ctrl-C or a time-out.
///
/// Training loops look at ``isRequested`` between two steps and return what they have; whoever
/// does not look is ended together with the kernel a little later.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)
  private static let heeded = Atomic<Bool>(false)

  /// Whether the running cell has been asked to come to an end. Who asks and hears that it has been
  /// heeds it.
  package static var isRequested: Bool {
    guard flag.load(ordering: .relaxed) else { return false }
    heeded.store(true, ordering: .relaxed)
    return true
  }

  /// Whether something has come to an end early since it was asked to.
  package static var isHeeded: Bool { heeded.load(ordering: .relaxed) }

  /// Asks the running cell to come to an end.
  package static func request() { flag.store(true, ordering: .relaxed) }

  /// Forgets an earlier request; done before each cell.
  package static func reset() {
    flag.store(false, ordering: .relaxed)
    heeded.store(false, ordering: .relaxed)
  }
}
