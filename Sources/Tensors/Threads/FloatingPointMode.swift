#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
    #elseif os(Linux) && arch(arm64)
      environment.__fpcr |= 1 << 24
    #elseif arch(arm64)
      environment.__fpcr |= 1 << 24
    #endif
    fesetenv(&environment)
  }
}
