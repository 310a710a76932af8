import Synchronization
import Tensors

/// The note's seed belongs to the process: tests that set it take turns.
enum SeedLock {
  private static let turn = Mutex(())

  static func withSeed(_ seed: Int, _ body: () throws -> Void) rethrows {
    try turn.withLock { _ in
      setSeed(seed)
      try body()
    }
  }
}
