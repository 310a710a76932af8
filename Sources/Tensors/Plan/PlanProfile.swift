internal import Synchronization

/// Where the time of a plan's steps goes, worker by worker.
struct PlanProfile {
  /// For every worker and every entry of the schedule the microseconds a step takes.
  fileprivate(set) var busy: [[Double]]
  /// For every worker and every phase the microseconds it waits at the end for the others.
  fileprivate(set) var waiting: [[Double]]
  /// Microseconds from begin to end.
  fileprivate(set) var total: Double
}

extension ExecutionPlan {
  /// Runs the plan `count` times with a clock before and after everything: some three percent
  /// slower than without. States change as in any other call.
  ///
  /// Throws what the operation says whose index lies outside, as ``run(count:gather:after:)`` does.
  func profile(count: Int) throws(TensorError) -> PlanProfile {
    let phases = (entries.map(\.phase).max() ?? 0) + 1
    var profile = PlanProfile(
      busy: Array(repeating: Array(repeating: 0, count: entries.count), count: workers),
      waiting: Array(repeating: Array(repeating: 0, count: phases), count: workers), total: 0)
    let results = Mutex(profile)
    let barrier = Barrier(count: workers)
    let start = Platform.seconds
    WorkerPool.shared.run(count: workers) { worker in
      var busy = [Double](repeating: 0, count: entries.count)
      var waiting = [Double](repeating: 0, count: phases)
      for _ in 0..<count {
        var time = Platform.seconds
        func passed() -> Double {
          let before = time
          time = Platform.seconds
          return time - before
        }
        for instruction in programs[worker] {
          if let (kernel, address, part) = instruction.work {
            kernel.run(at: address, part, scratch[worker])
            busy[instruction.entry] += passed()
          } else {
            barrier.wait()
            waiting[instruction.entry] += passed()
          }
        }
        barrier.wait()
        waiting[phases - 1] += passed()
      }
      let factor = 1e6 / Double(count)
      results.withLock {
        $0.busy[worker] = busy.map { $0 * factor }
        $0.waiting[worker] = waiting.map { $0 * factor }
      }
    }
    if let error = memory.fault.take() { throw error }
    profile = results.withLock { $0 }
    profile.total = (Platform.seconds - start) * 1e6 / Double(count)
    return profile
  }
}
