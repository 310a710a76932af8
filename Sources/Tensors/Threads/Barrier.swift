internal import Synchronization

/// A place where a fixed number of threads wait for each other, again and again.
package final class Barrier: Sendable {
  private let count: Int
  private let arrived = Atomic<Int>(0)
  private let generation = EventCount()

  package init(count: Int) { self.count = count }

  /// Returns when all threads have called it; what each wrote before is seen by all after.
  package func wait() {
    guard count > 1 else { return }
    let old = generation.current
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      generation.advance()
    } else {
      generation.wait(whileEqualTo: old)
    }
  }
}
