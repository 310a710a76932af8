internal import Synchronization

/// The reader has asked the computation to come to an end; the planned function was not called.
///
/// A cell that does not catch it ends here: a training loop of one's own stops at its next step,
/// and what it has assigned to its variables stays.
public struct InterruptedError: Error, Sendable, Hashable, CustomStringConvertible {
  package init() {}

  public var description: String { "interrupted" }
}

/// The request, by Ctrl-C or a time-out, that loops over planned functions end.
package enum PlanInterruption {
  private static let flag = Atomic<Bool>(false)
  private static let heeded = Atomic<Bool>(false)

  /// Whether the next call of a planned function throws; who asks and hears that it does heeds it.
  /// A training loop that ends for it clears the request.
  package static var isRequested: Bool {
    get {
      guard flag.load(ordering: .relaxed) else { return false }
      heeded.store(true, ordering: .relaxed)
      return true
    }
    set { flag.store(newValue, ordering: .relaxed) }
  }

  /// Whether something has come to an end early since it was asked to.
  package static var isHeeded: Bool { heeded.load(ordering: .relaxed) }

  /// Forgets an earlier request; done before each cell.
  package static func reset() {
    flag.store(false, ordering: .relaxed)
    heeded.store(false, ordering: .relaxed)
  }
}
