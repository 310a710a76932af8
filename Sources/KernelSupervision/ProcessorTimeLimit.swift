internal import Glibc

/// How long this user lets a program compute.
enum ProcessorTimeLimit {
  /// The limit in words, where there is one: the system ends a program that reaches it.
  static var explanation: String? {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(Int32.max) else { return nil }
    return "a program may compute for \(limit.rlim_cur) s here; raise the limit (ulimit -t)"
  }
}
