#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The processors this process may use, and which thread runs on which.
///
/// Found by name, since these functions are not in Swift's view of the C library.
enum Processors {
  /// Their numbers, as `taskset` and containers allow; empty where they cannot be asked for.
  static let allowed: [Int] = {
    #if canImport(Glibc)
      typealias GetAffinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> CInt
      guard let symbol = dlsym(nil, "sched_getaffinity") else { return [] }
      let getAffinity = unsafeBitCast(symbol, to: GetAffinity.self)
      var mask = [UInt64](repeating: 0, count: 16)
      let status = mask.withUnsafeMutableBytes { getAffinity(0, $0.count, $0.baseAddress!) }
      guard status == 0 else { return [] }
      return (0..<mask.count * 64).filter { mask[$0 / 64] & (1 << UInt64($0 % 64)) != 0 }
    #else
      return []
    #endif
  }()

  #if canImport(Glibc)
    /// The one that the calling thread runs on.
    static var current: Int? {
      getCurrent.map { Int($0()) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    private static let getCurrent: (@convention(c) () -> CInt)? =
      dlsym(nil, "sched_getcpu").map { unsafeBitCast($0, to: (@convention(c) () -> CInt).self) }

    /// Makes a thread run on one processor only.
    static func place(_ thread: pthread_t, on processor: Int) {
      guard let setAffinity else { return }
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 16) { mask in
        mask.update(repeating: 0)
        mask[processor / 64] = 1 << UInt64(processor % 64)
        // Where it is refused the scheduler goes on choosing: slower at worst.
        _ = setAffinity(thread, 128, UnsafeRawPointer(mask.baseAddress.unsafelyUnwrapped))
      }
    }

    private typealias SetAffinity = @convention(c) (pthread_t, Int, UnsafeRawPointer) -> CInt
    private static let setAffinity: SetAffinity? =
      dlsym(nil, "pthread_setaffinity_np").map { unsafeBitCast($0, to: SetAffinity.self) }
  #endif
}
