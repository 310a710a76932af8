internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Threads that run one job together: the caller is worker 0, the others sleep between jobs.
///
/// A child made by `fork` has none of its parent's threads, so the pool remembers the process it
/// belongs to and starts anew in the child.
package final class WorkerPool: @unchecked Sendable {
  /// Guarded by `mutex`: one job at a time, whoever calls.
  private struct State {
    var team: Team?
  }
  private let mutex = Mutex(State())

  /// The process's pool.
  package static let shared = WorkerPool()

  package init() {}

  /// How many threads of this process sleep until the next job.
  package var restingThreads: Int {
    mutex.withLock { state in
      guard let team = state.team, team.process == getpid() else { return 0 }
      return team.count - 1
    }
  }

  /// Runs `body(worker)` for every worker in `0 ..< count`, at the same time; returns when all have.
  ///
  /// Calls from several threads run one after the other; `body` must not call the pool again.
  package func run(count: Int, _ body: (_ worker: Int) -> Void) {
    guard count > 1 else { return FloatingPointMode.flushingDenormals { body(0) } }
    mutex.withLock { state in
      if state.team.map({ $0.count < count || $0.process != getpid() }) ?? true {
        state.team?.dismiss()
        state.team = Team(count: count)
      }
      state.team?.run(count: count, body)
    }
  }
}

/// The threads of one process and what they wait for.
private final class Team: @unchecked Sendable {
  let count: Int
  let process = getpid()
  private let start = WaitingPoint()
  private let finished = WaitingPoint()
  private let remaining = Atomic<Int>(0)
  /// Written by the caller before `start` advances, read by the workers after.
  private var job: ((Int) -> Void)?
  private var active = 0
  private var isDismissed = false

  init(count: Int) {
    self.count = count
    for worker in 1..<count {
      let context = Unmanaged.passRetained(Seat(team: self, worker: worker))
      var thread = Self.noThread
      let status = pthread_create(
        &thread, nil,
        { raw in
          guard let raw else { return nil }
          let seat = Unmanaged<Seat>.fromOpaque(raw).takeRetainedValue()
          seat.team.serve(seat.worker)
          return nil
        }, context.toOpaque())
      precondition(status == 0, "cannot start worker thread \(worker): error \(status)")
      Self.detach(thread)
    }
  }

  func run(count: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { escaping in
      job = escaping
      active = count
      remaining.store(self.count - 1, ordering: .relaxed)
      let before = finished.current
      start.advance()
      FloatingPointMode.flushingDenormals { body(0) }
      finished.wait(whileEqualTo: before)
      job = nil
    }
  }

  /// Lets the threads end; in a forked child there are none.
  func dismiss() {
    guard process == getpid() else { return }
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
      if worker < active { job?(worker) }
      if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        finished.advance()
      }
    }
  }

  #if canImport(Glibc)
    private static let noThread = pthread_t()
    private static func detach(_ thread: pthread_t) { pthread_detach(thread) }
  #else
    private static let noThread: pthread_t? = nil
    private static func detach(_ thread: pthread_t?) { if let thread { pthread_detach(thread) } }
  #endif

  private final class Seat {
    let team: Team
    let worker: Int
    init(team: Team, worker: Int) {
      self.team = team
      self.worker = worker
    }
  }
}
