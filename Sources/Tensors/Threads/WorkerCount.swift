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
    #if canImport(Glibc)
      // Not in Swift's view of the C library; `taskset` and containers are obeyed through it.
      typealias GetAffinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> CInt
      if let symbol = dlsym(nil, "sched_getaffinity") {
        let getAffinity = unsafeBitCast(symbol, to: GetAffinity.self)
        var mask = [UInt64](repeating: 0, count: 128)
        let status = mask.withUnsafeMutableBytes { getAffinity(0, $0.count, $0.baseAddress!) }
        let count = mask.reduce(0) { $0 + $1.nonzeroBitCount }
        if status == 0 && count > 0 { return count }
      }
    #endif
    return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}
