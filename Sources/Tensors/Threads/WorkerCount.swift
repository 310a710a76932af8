#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many workers planned functions may use.
package enum WorkerCount {
  /// More gain nothing for the networks this engine is made for.
  package static let largest = 16

  /// `NOTEBOOK_THREADS` when it is a number from 1 to 16, else the processors this process may use.
  package static let available: Int = {
    if let text = getenv("NOTEBOOK_THREADS"), let count = Int(String(cString: text)), count >= 1 {
      return min(count, largest)
    }
    return min(processors, largest)
  }()

  private static var processors: Int {
    if !Processors.allowed.isEmpty { return Processors.allowed.count }
    return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}
