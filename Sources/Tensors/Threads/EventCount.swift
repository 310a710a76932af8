internal import Synchronization

/// An event count (Reed and Kanodia 1979): a number that threads wait on until it advances. They
/// first spin, because that is usually microseconds away, then sleep, because a core may have been
/// taken by another process.
///
/// A pure spin is five percent faster while every worker has a core of its own and a hundred times
/// slower from the moment one has not.
package final class EventCount: Sendable {
  private let value = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let lock = PlatformLock()

  /// Nanoseconds of spinning before sleeping. Much longer than it takes to wake a thread (some 40
  /// microseconds on virtual machines): else the one woken last is late at the next barrier, the
  /// other falls asleep there, and from then on every barrier costs a wake-up. Much shorter than
  /// the milliseconds for which a scheduler gives a core to another process.
  private static let spinLimit = 300_000

  package init() {}

  /// The number now, with everything written before it was set.
  package var current: Int { value.load(ordering: .acquiring) }

  /// Sets the next number and wakes who waits for it.
  package func advance() {
    value.add(1, ordering: .sequentiallyConsistent)
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    lock.lock()
    lock.broadcast()
    lock.unlock()
  }

  /// Returns when the number is no longer `old`.
  package func wait(whileEqualTo old: Int) {
    let start = Platform.nanoseconds
    repeat {
      for _ in 0..<500 where value.load(ordering: .acquiring) != old { return }
    } while Platform.nanoseconds - start < Self.spinLimit
    sleepers.add(1, ordering: .sequentiallyConsistent)
    lock.lock()
    while value.load(ordering: .sequentiallyConsistent) == old { lock.wait() }
    lock.unlock()
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
  }
}
