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

  /// Whether the next call of a planned function throws. A training loop that ends for it
  /// clears the request.
  package static var isRequested: Bool {
    get { flag.load(ordering: .relaxed) }
    set { flag.store(newValue, ordering: .relaxed) }
  }
}
