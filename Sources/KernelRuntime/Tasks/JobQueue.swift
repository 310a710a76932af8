/// Jobs in the order in which they came.
struct JobQueue {
  private var jobs: [UnownedJob] = []
  /// The index of the next one; those before it are done with.
  private var next = 0

  var isEmpty: Bool { next == jobs.count }

  mutating func append(_ job: UnownedJob) { jobs.append(job) }

  mutating func popFirst() -> UnownedJob? {
    guard next < jobs.count else { return nil }
    let job = jobs[next]
    next += 1
    if next == jobs.count {
      jobs.removeAll(keepingCapacity: next <= 4096)
      next = 0
    } else if next > 4096, next > jobs.count / 2 {
      jobs.removeFirst(next)
      next = 0
    }
    return job
  }
}
