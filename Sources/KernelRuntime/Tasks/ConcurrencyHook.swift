internal import Glibc

/// Brings the jobs of Swift's concurrency to ``TaskThreads``.
///
/// The runtime asks a function instead of libdispatch where a variable of it points to one
/// (`ConcurrencyHooks.cpp` in Swift's sources). What is meant for the main actor still goes through
/// libdispatch's main queue, which has no threads; `Task.sleep` and `Task.yield` go past the
/// variable, to libdispatch's threads.
enum ConcurrencyHook {
  /// Sets the variable, before there is a task. In a runtime without it, tasks stay with
  /// libdispatch.
  static func install() {
    guard let hook = dlsym(nil, "swift_task_enqueueGlobal_hook"),
      let function = dlsym(nil, "notebook_enqueue")
    else { return }
    hook.storeBytes(of: function, as: UnsafeMutableRawPointer.self)
  }
}

/// Called by the runtime for a job that can run; `original` is what it would have called.
@_silgen_name("notebook_enqueue")
public func enqueueJob(_ job: UnownedJob, _ original: UnsafeRawPointer) {
  TaskThreads.shared.enqueue(job)
}
