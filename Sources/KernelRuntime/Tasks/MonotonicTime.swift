internal import Glibc

/// Times of the clock that only goes on, in nanoseconds.
enum MonotonicTime {
  static var now: Int64 { reading(of: CLOCK_MONOTONIC) }

  /// The time after so many nanoseconds; the last one there is where that is too far.
  static func after(_ delay: UInt64) -> Int64 {
    let (time, isTooFar) = now.addingReportingOverflow(Int64(clamping: delay))
    return isTooFar ? .max : time
  }

  /// The time at which another clock shows a time, as far as can be said now.
  static func when(_ clock: clockid_t, shows seconds: Int64, _ nanoseconds: Int64) -> Int64 {
    let (whole, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (time, isStillTooFar) = whole.addingReportingOverflow(nanoseconds)
    if isTooFar || isStillTooFar { return seconds < 0 ? 0 : .max }
    return after(UInt64(max(0, time.subtractingReportingOverflow(reading(of: clock)).partialValue)))
  }

  private static func reading(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
