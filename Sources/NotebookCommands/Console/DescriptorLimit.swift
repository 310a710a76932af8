#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How many files this user lets a program have open at once.
enum DescriptorLimit {
  /// A kernel and the compilers beside it take about twenty.
  static let least = 32

  /// The limit, where a run would not come to its end with it.
  static var tooSmall: Int? {
    let limit = sysconf(Int32(_SC_OPEN_MAX))
    return limit >= 0 && limit < least ? limit : nil
  }
}
