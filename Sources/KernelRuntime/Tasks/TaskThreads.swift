internal import CLinux
internal import Glibc

/// The threads that tasks and actors run on: the global executor of Swift's concurrency.
///
/// libdispatch, which the runtime would use, keeps the threads that it has started, and where there
/// are threads no snapshot can be taken. These end when a snapshot is wanted and nothing is left to
/// do, and start again on demand, in the process that goes on from the snapshot too.
///
/// As with libdispatch, of the jobs of one priority as many run at once as there are processors, in
/// the order in which they came, and those of another priority have threads of their own.
///
/// Unchecked: the lock guards all variables.
final class TaskThreads: @unchecked Sendable {
  static let shared = TaskThreads()

  /// The jobs of one priority, and the threads that run them.
  private final class Lane {
    var jobs = JobQueue()
    var threadCount = 0
    /// How many threads wait for a job and are not called yet.
    var idleCount = 0
    /// How many threads are called and have not come yet.
    var calledCount = 0
    let called = Condition()
  }

  private let lock = Lock()
  private let lanes = (0..<5).map { _ in Lane() }
  private let threadLimit = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  /// Those that have been started and not been joined.
  private var threads: [pthread_t] = []
  private var runningCount = 0
  /// Whether threads that find nothing to do end.
  private var areEnding = false

  private init() {}

  /// Has a job run as soon as a thread is free.
  func enqueue(_ job: UnownedJob) {
    lock.acquire()
    put(job)
    lock.release()
  }

  /// Ends all threads if no job runs or waits for one.
  ///
  /// - Returns: Whether there are no threads any more.
  func end() -> Bool {
    lock.acquire()
    guard runningCount == 0, lanes.allSatisfy(\.jobs.isEmpty) else {
      lock.release()
      return false
    }
    areEnding = true
    lanes.forEach { $0.called.broadcast() }
    let ending = threads
    lock.release()
    for thread in ending { pthread_join(thread, nil) }
    lock.acquire()
    defer { lock.release() }
    forgetThreads()
    // What another thread, such as one of libdispatch's, has brought meanwhile.
    for lane in lanes where !lane.jobs.isEmpty { startThread(of: lane) }
    return threads.isEmpty
  }

  /// Forks while no thread changes the queues. The child has none of the threads, and none of the
  /// jobs that they would have run.
  func fork() -> pid_t {
    lock.acquire()
    defer { lock.release() }
    let child = fork_process()
    if child == 0 {
      forgetThreads()
      lanes.forEach { $0.jobs = JobQueue() }
      runningCount = 0
    }
    return child
  }

  private func forgetThreads() {
    threads = []
    areEnding = false
    for lane in lanes {
      (lane.threadCount, lane.idleCount, lane.calledCount) = (0, 0, 0)
      lane.called.forgetWaiting()
    }
  }

  // MARK: With the lock held

  private func put(_ job: UnownedJob) {
    let lane = lanes[Self.lane(of: job.priority)]
    lane.jobs.append(job)
    if lane.idleCount > 0 {
      lane.idleCount -= 1
      lane.calledCount += 1
      lane.called.signal()
    } else if lane.threadCount < threadLimit {
      startThread(of: lane)
    }
  }

  /// The five classes of priorities that the runtime tells apart.
  private static func lane(of priority: JobPriority) -> Int {
    switch TaskPriority(rawValue: priority.rawValue) {
    case let some where some > .userInitiated: 0
    case let some where some > .medium: 1
    case let some where some > .utility: 2
    case let some where some > .background: 3
    default: 4
    }
  }

  private func startThread(of lane: Lane) {
    lane.threadCount += 1
    start { TaskThreads.shared.runJobs(of: lane) }
  }

  private func start(_ body: @escaping () -> Void) {
    final class Body {
      let run: () -> Void
      init(_ run: @escaping () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    guard code == 0 else { fatalError("no thread for tasks: \(String(cString: strerror(code)))") }
    threads.append(thread)
  }

  // MARK: The threads

  private func runJobs(of lane: Lane) {
    lock.acquire()
    while true {
      if let job = lane.jobs.popFirst() {
        runningCount += 1
        lock.release()
        runJob(job, globalExecutor)
        lock.acquire()
        runningCount -= 1
      } else if areEnding {
        break
      } else {
        lane.idleCount += 1
        while lane.calledCount == 0, !areEnding { lane.called.wait(lock) }
        if lane.calledCount > 0 { lane.calledCount -= 1 } else { lane.idleCount -= 1 }
      }
    }
    lock.release()
  }
}

/// The executor that a job runs on which belongs to no actor: two words of the runtime, both zero.
private let globalExecutor = unsafeBitCast(
  (UInt(0), UInt(0)), to: UnownedSerialExecutor.self)

/// The runtime's function that runs a job on the calling thread.
@_silgen_name("swift_job_run")
private func runJob(_ job: UnownedJob, _ executor: UnownedSerialExecutor)
