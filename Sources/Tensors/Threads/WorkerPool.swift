internal import Synchronization

/// Threads that run one job together: the caller is worker 0, the others sleep between jobs.
///
/// A child made by `fork` has none of its parent's threads, so it gets a pool of its own.
///
/// Unchecked because its team is reached with the lock held. The lock is the C library's, which
/// ThreadSanitizer knows; it does not know Swift's `Mutex` and would report every second caller.
package final class WorkerPool: @unchecked Sendable {
  private var team: Team?
  /// One job at a time, from whichever thread.
  private let lock = PlatformLock()
  private let process = Platform.processIdentifier

  package init() {}

  deinit { team?.dismiss() }

  /// The process's pool. Without a lock, because a lock that another thread holds while the
  /// process forks stays locked in the child for ever.
  package static var shared: WorkerPool {
    while true {
      let known = current.load(ordering: .acquiring)
      if let address = UnsafeRawPointer(bitPattern: known) {
        let pool = Unmanaged<WorkerPool>.fromOpaque(address).takeUnretainedValue()
        if pool.process == Platform.processIdentifier { return pool }
      }
      let fresh = Unmanaged.passRetained(WorkerPool())
      let (exchanged, _) = current.compareExchange(
        expected: known, desired: UInt(bitPattern: fresh.toOpaque()),
        ordering: .acquiringAndReleasing)
      if !exchanged { fresh.release() }
    }
  }
  /// The address of the pool, 0 before the first; pools are never freed.
  private static let current = Atomic<UInt>(0)

  /// How many threads of this process sleep until the next job.
  package var restingThreads: Int {
    lock.lock()
    defer { lock.unlock() }
    return (team?.count ?? 1) - 1
  }

  /// Runs `body(worker)` for every worker in `0 ..< count` at once; returns when all have.
  ///
  /// Calls from several threads run one after the other; `body` must not call the pool again.
  package func run(count: Int, _ body: (_ worker: Int) -> Void) {
    withoutActuallyEscaping(body) { run(ClosureJob(body: $0), count: count) }
  }

  /// The same for a job: allocates nothing once the threads are there.
  func run(_ job: any WorkerJob, count: Int) {
    guard count > 1 else { return FloatingPointMode.flushingDenormals { job.run(worker: 0) } }
    lock.lock()
    defer { lock.unlock() }
    if team.map({ $0.count < count }) ?? true {
      team?.dismiss()
      team = Team(count: count)
    }
    team?.run(job, count: count)
  }
}

/// What the workers of a pool run together.
protocol WorkerJob: AnyObject {
  /// A worker's part; called by all workers at once.
  func run(worker: Int)
}

private final class ClosureJob: WorkerJob {
  private let body: (_ worker: Int) -> Void
  init(body: @escaping (_ worker: Int) -> Void) { self.body = body }
  func run(worker: Int) { body(worker) }
}

/// The threads of a pool and what they wait for.
///
/// Unchecked because the job is handed over by the two event counts.
private final class Team: @unchecked Sendable {
  let count: Int
  private let start = EventCount()
  private let finished = EventCount()
  private let remaining = Atomic<Int>(0)
  /// Written by the caller before `start` advances, read by the workers after.
  private var job: (any WorkerJob)?
  private var active = 0
  private var isDismissed = false
  /// The threads of workers 1 ..< count, and the processors they are kept on.
  private var threads: [PlatformThread] = []
  private var processors: [Int?] = []

  init(count: Int) {
    self.count = count
    for worker in 1..<count {
      threads.append(PlatformThread { self.serve(worker) })
      processors.append(nil)
    }
  }

  /// Keeps the workers away from the caller's processor and from each other's. The scheduler often
  /// wakes a thread on the processor of the one that wakes it; there it would spin, waiting for a
  /// caller that cannot run.
  private func spread() {
    let allowed = Processors.allowed
    guard let own = Processors.current, allowed.count > threads.count else { return }
    var next = 0
    for worker in threads.indices {
      if allowed[next] == own { next += 1 }
      if processors[worker] != allowed[next] {
        processors[worker] = allowed[next]
        threads[worker].place(on: allowed[next])
      }
      next += 1
    }
  }

  func run(_ job: any WorkerJob, count: Int) {
    self.job = job
    active = count
    remaining.store(self.count - 1, ordering: .relaxed)
    spread()
    let before = finished.current
    start.advance()
    FloatingPointMode.flushingDenormals { job.run(worker: 0) }
    finished.wait(whileEqualTo: before)
    self.job = nil
  }

  /// Lets the threads end.
  func dismiss() {
    isDismissed = true
    start.advance()
  }

  private func serve(_ worker: Int) {
    FloatingPointMode.flushDenormals()
    var seen = 0
    while true {
      start.wait(whileEqualTo: seen)
      seen += 1
      if isDismissed { return }
      if worker < active { job?.run(worker: worker) }
      if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        finished.advance()
      }
    }
  }
}
