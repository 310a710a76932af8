// All that the engine asks of the C library and the operating system. No other file of this module
// imports either, so that another platform is this file.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The machine and the process.
enum Platform {
  /// Bytes of memory that the machine has.
  static let physicalMemory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

  /// Processors that are in service.
  static var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// An environment variable, `nil` where it is not set.
  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Another number in a child made by `fork`.
  static var processIdentifier: Int { Int(getpid()) }

  /// A clock that only goes forward.
  static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// The same clock in seconds.
  static var seconds: Double { Double(nanoseconds) * 1e-9 }

  /// Memory that begins on a cache line; `nil` where the system has none.
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    var memory: UnsafeMutableRawPointer?
    return posix_memalign(&memory, 64, max(byteCount, 64)) == 0 ? memory : nil
  }

  /// Gives back memory of ``allocate(byteCount:)``.
  static func deallocate(_ memory: UnsafeMutableRawPointer) { free(memory) }
}

// MARK: Processors

/// The processors this process may use.
///
/// On Linux the functions are found by name, since they are not in Swift's view of the C library;
/// elsewhere threads stay where the scheduler puts them.
enum Processors {
  /// Their numbers, as `taskset` and containers allow; empty where they cannot be asked for.
  static let allowed: [Int] = {
    typealias GetAffinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> CInt
    guard let symbol = symbol("sched_getaffinity") else { return [] }
    let getAffinity = unsafeBitCast(symbol, to: GetAffinity.self)
    var mask = [UInt64](repeating: 0, count: maskWords)
    let status = mask.withUnsafeMutableBytes { getAffinity(0, $0.count, $0.baseAddress!) }
    guard status == 0 else { return [] }
    return (0..<maskWords * 64).filter { mask[$0 / 64] & (1 << UInt64($0 % 64)) != 0 }
  }()

  /// The one that the calling thread runs on.
  static var current: Int? { getCurrent.map { Int($0()) }.flatMap { $0 >= 0 ? $0 : nil } }

  private static let maskWords = 16
  private static let getCurrent: (@convention(c) () -> CInt)? =
    symbol("sched_getcpu").map { unsafeBitCast($0, to: (@convention(c) () -> CInt).self) }

  private typealias SetAffinity = @convention(c) (pthread_t, Int, UnsafeRawPointer) -> CInt
  private static let setAffinity: SetAffinity? =
    symbol("pthread_setaffinity_np").map { unsafeBitCast($0, to: SetAffinity.self) }

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    #if canImport(Glibc)
      dlsym(nil, name)
    #else
      nil
    #endif
  }

  /// Makes a thread run on one processor only. Where that is refused the scheduler goes on
  /// choosing: slower at worst.
  fileprivate static func place(_ thread: pthread_t, on processor: Int) {
    guard let setAffinity, processor < maskWords * 64 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: maskWords) { mask in
      mask.update(repeating: 0)
      mask[processor / 64] = 1 << UInt64(processor % 64)
      _ = setAffinity(thread, maskWords * 8, UnsafeRawPointer(mask.baseAddress.unsafelyUnwrapped))
    }
  }
}

// MARK: Threads

/// A thread that ends with its body.
struct PlatformThread {
  private let thread: pthread_t

  /// Starts a thread that calls `body`; ends the program where the system has none left.
  init(_ body: @escaping () -> Void) {
    let box = Unmanaged.passRetained(Body(call: body))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(
      &thread, nil,
      { (raw: UnsafeMutableRawPointer?) in
        if let raw { Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().call() }
        return nil
      }, box.toOpaque())
    precondition(status == 0, "cannot start a thread: error \(status)")
    #if canImport(Glibc)
      self.thread = thread
    #else
      self.thread = thread.unsafelyUnwrapped
    #endif
    pthread_detach(self.thread)
  }

  /// Keeps it on one processor.
  func place(on processor: Int) { Processors.place(thread, on: processor) }

  private final class Body {
    let call: () -> Void
    init(call: @escaping () -> Void) { self.call = call }
  }
}

/// A lock, with a condition to wait for while holding it. The C library's, which ThreadSanitizer
/// knows; on the heap, so that its address never changes.
///
/// Unchecked because the pointers are constant and what they point to is made for several threads.
final class PlatformLock: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  /// Releases the lock until ``broadcast()`` is called, or for no reason.
  func wait() { pthread_cond_wait(condition, mutex) }
  /// Wakes all who wait.
  func broadcast() { pthread_cond_broadcast(condition) }
}

/// An object of every thread's own, made when it is first asked for and released when the thread
/// ends.
struct ThreadLocal<Object: AnyObject>: Sendable {
  private let key: pthread_key_t

  init() {
    var key = pthread_key_t()
    pthread_key_create(&key) { (pointer: UnsafeMutableRawPointer?) in
      if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
    }
    self.key = key
  }

  /// The calling thread's.
  @inline(__always)
  func value(_ make: () -> Object) -> Object {
    if let pointer = pthread_getspecific(key) {
      return Unmanaged<Object>.fromOpaque(pointer).takeUnretainedValue()
    }
    let object = make()
    pthread_setspecific(key, Unmanaged.passRetained(object).toOpaque())
    return object
  }
}

/// Flushing of denormal numbers to zero on the calling thread.
///
/// A network whose activations vanish otherwise runs tens of times slower: each denormal operand
/// takes a microcode path. The C library's environment holds the control register, so no C target
/// is needed to set its bits.
package enum FloatingPointMode {
  /// Runs `body` with denormals flushed, then restores the caller's mode.
  package static func flushingDenormals<Result>(_ body: () throws -> Result) rethrows -> Result {
    var before = fenv_t()
    fegetenv(&before)
    flushDenormals()
    defer { fesetenv(&before) }
    return try body()
  }

  /// Flushes denormals on this thread from now on.
  package static func flushDenormals() {
    var environment = fenv_t()
    fegetenv(&environment)
    #if os(Linux) && arch(x86_64)
      environment.__mxcsr |= 0x8040  // flush to zero, denormals are zero
    #elseif arch(arm64)
      environment.__fpcr |= 1 << 24
    #endif
    fesetenv(&environment)
  }
}

// MARK: Functions

extension Float {
  static func exponential(_ x: Float) -> Float { expf(x) }
  static func exponentialMinusOne(_ x: Float) -> Float { expm1f(x) }
  static func logarithm(_ x: Float) -> Float { logf(x) }
  static func logarithmOnePlus(_ x: Float) -> Float { log1pf(x) }
  static func sine(_ x: Float) -> Float { sinf(x) }
  static func cosine(_ x: Float) -> Float { cosf(x) }
  static func hyperbolicTangent(_ x: Float) -> Float { tanhf(x) }
  static func errorFunction(_ x: Float) -> Float { erff(x) }
  static func normalDistribution(_ x: Float) -> Float { erfcf(x * -0.707_106_78) / 2 }
  static func power(_ x: Float, _ y: Float) -> Float { powf(x, y) }
}

extension Double {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  static func logarithmOnePlus(_ x: Double) -> Double { log1p(x) }
  static func sine(_ x: Double) -> Double { sin(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  static func errorFunction(_ x: Double) -> Double { erf(x) }
  static func normalDistribution(_ x: Double) -> Double {
    erfc(x * -0.707_106_781_186_547_5) / 2
  }
  static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
}
