internal import Glibc

/// Brings the jobs of Swift's concurrency to ``TaskThreads``.
///
/// The runtime asks a function instead of libdispatch where a variable of it points to one
/// (`include/swift/Runtime/ConcurrencyHooks.def` in Swift's sources). What is meant for the main
/// actor still goes through libdispatch's main queue, which has no threads.
enum ConcurrencyHooks {
  private static let functions = [
    "swift_task_enqueueGlobal_hook": "notebook_enqueue",
    "swift_task_enqueueGlobalWithDelay_hook": "notebook_enqueueWithDelay",
    "swift_task_enqueueGlobalWithDeadline_hook": "notebook_enqueueWithDeadline",
  ]

  /// Sets the variables, before there is a task. In a runtime that has not all of them, tasks stay
  /// with libdispatch.
  static func install() {
    let found = functions.map { (dlsym(nil, $0), dlsym(nil, $1)) }
    for (hook, function) in found {
      guard hook != nil, function != nil else { return }
    }
    for case (let hook?, let function?) in found {
      hook.storeBytes(of: function, as: UnsafeMutableRawPointer.self)
    }
  }
}

/// Called by the runtime for a job that can run now. The last argument, here and below, is what it
/// would have called without a hook.
@_silgen_name("notebook_enqueue")
public func enqueueJob(_ job: UnownedJob, _ original: UnsafeRawPointer) {
  TaskThreads.shared.enqueue(job)
}

/// Called by the runtime for a job that is to run after some nanoseconds.
@_silgen_name("notebook_enqueueWithDelay")
public func enqueueJob(_ delay: UInt64, _ job: UnownedJob, _ original: UnsafeRawPointer) {
  TaskThreads.shared.enqueue(job, at: MonotonicTime.after(delay))
}

/// Called by the runtime for a job that is to run when a clock shows a time, which the tolerance
/// would allow to be exceeded: 1 is the clock that goes on while the machine sleeps, 2 the other.
@_silgen_name("notebook_enqueueWithDeadline")
public func enqueueJob(
  _ seconds: Int64, _ nanoseconds: Int64, _ toleranceSeconds: Int64, _ toleranceNanoseconds: Int64,
  _ clock: Int32, _ job: UnownedJob, _ original: UnsafeRawPointer
) {
  let clock = clock == 1 ? CLOCK_BOOTTIME : CLOCK_MONOTONIC
  TaskThreads.shared.enqueue(job, at: MonotonicTime.when(clock, shows: seconds, nanoseconds))
}
