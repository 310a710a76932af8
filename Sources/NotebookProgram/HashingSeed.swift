#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The seed of the standard library's hashing, which decides the order of sets and dictionaries.
enum HashingSeed {
  private static let variable = "SWIFT_DETERMINISTIC_HASHING"

  /// Makes the order the same in every run, as it is in the notebook's kernel.
  ///
  /// The standard library reads its environment before the first statement of a program, so that
  /// the program begins anew with the variable set. Where that cannot be, it goes on as it is.
  static func makeConstant() {
    guard getenv(variable) == nil, setenv(variable, "1", 1) == 0 else { return }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }
}
