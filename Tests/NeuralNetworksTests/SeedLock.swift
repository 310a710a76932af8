import Tensors

/// Random numbers of one test: the process's generator belongs to all tests at once, a test that
/// asks for a seed gets one of its own.
enum SeedLock {
  static func withSeed(_ seed: Int, _ body: () throws -> Void) rethrows {
    try IndependentWork.run(key: RandomKey(seed: seed)) { try body() }
  }
}
