import Foundation

/// The processor time of the thread that asks, which does not pass while others have the processor.
package enum ThreadTime {
  /// Its seconds so far.
  package static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
