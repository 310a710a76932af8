internal import Glibc
internal import KernelMessages

/// A state that is kept, in a process that waits.
struct SleepingSnapshot {
  let snapshot: KernelSnapshot
  let process: pid_t
  /// When it was taken, in clock ticks since the system was started.
  let taken: UInt64?
}

/// The thread that starts a kernel, listens to it and sees it end.
///
/// One thread does all of it, in one loop, so that there is one order of things. It lives exactly
/// as long as the kernel: the kernel asks the system to be ended with the thread that started it.
///
/// Unchecked: all variables belong to the thread; others speak to it through the inbox.
final class KernelSupervisor: @unchecked Sendable {
  struct Configuration: Sendable {
    var executable: String
    var environment: [String: String]
    var workingDirectory: String
    /// Bytes, or `nil` for the limit that follows from what is free.
    var memoryLimit: Int?
    /// How many runs at once have such a limit each, as their share of what is free.
    var memoryShares = 1
    var outputLimit: Int
    var resolver: BacktraceResolver
  }

  enum Command: Sendable {
    case start(@Sendable (Result<Void, KernelError>) -> Void)
    case run(RunningCell.Request)
    case interrupt
    case provideInput(String?)
    case takeSnapshot(
      despiteThreads: Bool, @Sendable (Result<KernelSnapshot, KernelError>) -> Void)
    case resume(
      KernelSnapshot, usingUp: Bool, @Sendable (Result<Void, KernelError>) -> Void)
    case drop(KernelSnapshot, @Sendable (Result<Void, KernelError>) -> Void)
    case measureSnapshots(@Sendable (Int?) -> Void)
    /// Ends kernel and thread.
    case stop((@Sendable () -> Void)?)
  }

  /// What the thread waits for from the kernel, besides a cell's end.
  enum Expectation {
    case start(@Sendable (Result<Void, KernelError>) -> Void)
    case snapshot(@Sendable (Result<KernelSnapshot, KernelError>) -> Void)
    case drop(KernelSnapshot, @Sendable (Result<Void, KernelError>) -> Void)
    case resumption(
      KernelSnapshot, usingUp: Bool, @Sendable (Result<Void, KernelError>) -> Void)
  }

  /// Seconds between a request to end and the end of the kernel.
  static let grace = 2.0

  let inbox: KernelInbox
  let configuration: Configuration
  var kernel: KernelProcess?
  /// How much memory the kernel may use; known from its start on.
  private(set) var memoryLimit: MemoryLimit?
  /// The kernel's own processes, each the child of the one before it: snapshots, and what is left
  /// of those that were dropped. The last one runs cells.
  var processes: [pid_t] = []
  /// When the process that runs cells began, in clock ticks since the system was started.
  var runnerBegan: UInt64?
  /// The snapshots that sleep, oldest first.
  var sleeping: [SleepingSnapshot] = []
  /// How many snapshots were ever taken.
  var snapshotCount = 0
  /// Whether the last snapshot is awake, its descendant having ended.
  var isRunnerGone = true
  /// Whether a task or thread that a cell has left has ended it between two cells.
  var isEndedByTasks = false
  var running: RunningCell?
  /// A cell whose process was found dead before it began; it waits until that is known.
  private var waiting: RunningCell.Request?
  /// The last cell, where what its tasks and threads print and show after its end is wanted.
  var ended: RunningCell?
  var expectation: Expectation?
  /// When the snapshot that is to be dropped has had its time to answer.
  private var dropDeadline = 0.0
  /// How often in a row a process that has to answer was found stopped by a signal.
  private var looksStopped = 0
  var lastWords: [UInt8] = []
  private(set) var isStopped = false
  /// When the connection was first found closed.
  private var disconnectedAt: Double?

  init(configuration: Configuration) throws(KernelError) {
    self.configuration = configuration
    do {
      inbox = try KernelInbox()
    } catch {
      throw KernelError("no pipe for the supervision of a kernel: \(error)")
    }
    let reference = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<KernelSupervisor>.fromOpaque(argument).takeRetainedValue().supervise()
        }
        return nil
      }, reference.toOpaque())
    guard code == 0 else {
      reference.release()
      throw KernelError("no thread for the supervision of a kernel: \(SystemError(code))")
    }
    pthread_detach(thread)
  }

  private func supervise() {
    while !isStopped {
      waitForEvents()
      inbox.takeAll().forEach(handle)
      refuseWaitingCell()
      guard kernel != nil else { continue }
      readPrinted()
      let isConnected = readMessages()
      readLastWords()
      if kernel?.hasEnded == true {
        kernelEnded()
      } else if !isConnected {
        connectionIsLost()
      } else {
        watchClockAndMemory()
        watchDrop()
        watchSnapshots()
      }
    }
  }

  /// A kernel that is about to end closes the connection a moment before; where it lives on, the
  /// cell has used descriptors that it does not own.
  private func connectionIsLost() {
    let now = RunningCell.now()
    guard let since = disconnectedAt else {
      disconnectedAt = now
      return
    }
    guard now > since + 0.5 else { return }
    if running?.ending == nil { running?.ending = .lostConnection }
    kernel?.killGroup()
  }

  private func waitForEvents() {
    var sources = [pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0)]
    if let kernel {
      sources.append(pollfd(fd: kernel.channel.descriptor, events: Int16(POLLIN), revents: 0))
      sources.append(pollfd(fd: kernel.lastWords, events: Int16(POLLIN), revents: 0))
      if running != nil || ended != nil {
        sources.append(pollfd(fd: kernel.printed.descriptor, events: Int16(POLLIN), revents: 0))
      }
    }
    // A running cell's memory and time are looked at fifty times a second.
    let isIdle = running == nil && expectation == nil && waiting == nil
    poll(&sources, nfds_t(sources.count), kernel == nil ? -1 : isIdle ? 250 : 20)
    // A pipe that a cell has closed is always ready; the clock decides then.
    if sources.dropFirst().contains(where: { $0.revents & Int16(POLLHUP) != 0 }) { usleep(2000) }
  }
}

extension KernelSupervisor {
  private func handle(_ command: Command) {
    switch command {
    case .start(let completion): start(completion)
    case .run(let request): run(request)
    case .interrupt: interrupt()
    case .provideInput(let line): provideInput(line)
    case .takeSnapshot(let despiteThreads, let completion):
      guard canWork else { return completion(.failure(Self.notReady)) }
      expectation = .snapshot(completion)
      send(.takeSnapshot(despiteThreads: despiteThreads))
    case .resume(let snapshot, let usingUp, let completion):
      resume(from: snapshot, usingUp: usingUp, completion)
    case .drop(let snapshot, let completion): drop(snapshot, completion)
    case .measureSnapshots(let completion):
      completion(MemoryLimit.shared(among: sleeping.map(\.process)))
    case .stop(let completion):
      isStopped = true
      if kernel != nil {
        if running?.ending == nil { running?.ending = .interruption }
        kernel?.killGroup()
        kernelEnded()
      }
      refuseWaitingCell()
      completion?()
    }
  }

  static let notReady = KernelError(
    "the kernel is not ready: it was not started, has ended, or is busy")

  /// Whether the kernel waits for something to do.
  private var canWork: Bool {
    kernel != nil && !isRunnerGone && running == nil && expectation == nil && waiting == nil
  }

  /// Tells a cell that waits for the news that there is no process to run it.
  private func refuseWaitingCell() {
    guard let request = waiting, kernel == nil || isRunnerGone else { return }
    waiting = nil
    run(request)
  }

  private func start(_ completion: @escaping @Sendable (Result<Void, KernelError>) -> Void) {
    guard kernel == nil, !isStopped else {
      return completion(.failure(KernelError("the kernel has been started already")))
    }
    disconnectedAt = nil
    memoryLimit = MemoryLimit.current(setTo: configuration.memoryLimit)
    memoryLimit?.shares = configuration.memoryShares
    do {
      kernel = try KernelProcess(
        executable: configuration.executable, environment: configuration.environment,
        workingDirectory: configuration.workingDirectory)
      expectation = .start(completion)
    } catch {
      let program = configuration.executable
      completion(.failure(KernelError("'\(program)' could not be started: \(error)")))
    }
  }

  private func run(_ request: RunningCell.Request) {
    guard canWork else {
      var failure = CellFailure(
        .noKernel, "there is no kernel to run the cell", isKernelAlive: false)
      failure.isOfAnotherThread = isEndedByTasks
      return request.completion(.failed(failure))
    }
    // What has ended the process between two cells has not ended this one.
    if runner.map(ProcessStatus.hasEnded) == true {
      waiting = request
      return
    }
    // What has been printed by now is not this cell's.
    readPrinted()
    stopListening()
    lastWords = []
    running = RunningCell(request: request, outputLimit: configuration.outputLimit)
    send(
      .run(
        library: request.cell.library, entryPoint: request.cell.entryPoint,
        lines: request.cell.places.lines, figureSize: request.figureSize,
        parameters: request.parameters, trainingMemory: request.trainingMemory))
  }

  private func interrupt() {
    guard let running else { return }
    if running.ending == nil {
      self.running?.ending = .interruption
      askForEnd()
    } else {
      abandonCell()
    }
  }

  /// Asks the running cell to come to an end. One that waits for a line cannot: any answer would
  /// be one that nobody has given.
  private func askForEnd() {
    if running?.awaitsInput == true { abandonCell() } else { send(.interrupt) }
  }

  private func provideInput(_ line: String?) {
    guard let running, running.killAt == nil else { return }
    self.running?.awaitsInput = false
    send(.input(line))
  }

  private func resume(
    from snapshot: KernelSnapshot, usingUp: Bool,
    _ completion: @escaping @Sendable (Result<Void, KernelError>) -> Void
  ) {
    guard kernel != nil, isAsleep(snapshot), running == nil, expectation == nil else {
      return completion(.failure(Self.snapshotIsGone))
    }
    expectation = .resumption(snapshot, usingUp: usingUp, completion)
    if isRunnerGone { continueResumption() } else if let runner { kill(runner, SIGKILL) }
  }

  static let snapshotIsGone = KernelError("this snapshot is gone")

  /// The process that runs cells: the kernel, or the last descendant of a snapshot.
  var runner: pid_t? { processes.last }

  /// Whether the kernel goes back to a snapshot.
  var isResuming: Bool {
    if case .resumption = expectation { true } else { false }
  }

  func isAsleep(_ snapshot: KernelSnapshot) -> Bool {
    sleeping.contains { $0.snapshot == snapshot }
  }

  private func drop(
    _ snapshot: KernelSnapshot,
    _ completion: @escaping @Sendable (Result<Void, KernelError>) -> Void
  ) {
    guard canWork, let process = sleeping.first(where: { $0.snapshot == snapshot })?.process else {
      return completion(.failure(canWork ? Self.snapshotIsGone : Self.notReady))
    }
    expectation = .drop(snapshot, completion)
    dropDeadline = RunningCell.now() + Self.grace
    kill(process, KernelEntry.dropSignal)
  }

  /// Gives up a snapshot that does not answer, such as one that somebody has stopped: it is dropped
  /// when it goes on.
  private func watchDrop() {
    guard case .drop(let snapshot, let completion) = expectation,
      RunningCell.now() >= dropDeadline
    else { return }
    expectation = nil
    sleeping.removeAll { $0.snapshot == snapshot }
    completion(.failure(KernelError("the snapshot does not answer")))
  }

  /// A kernel that cannot be written to is about to be seen dead.
  func send(_ request: KernelRequest) {
    try? kernel?.channel.send(request)
  }

  private func watchClockAndMemory() {
    guard let cell = running else { return }
    let now = RunningCell.now()
    if let time = cell.killAt, now >= time { return killRunner() }
    if cell.killAt == nil, let time = cell.abandonAt, now >= time { return abandonCell() }
    if let time = cell.timeoutAt, now >= time, cell.ending == nil {
      running?.ending = .timeout
      running?.abandonAt = now + Self.grace
      askForEnd()
    }
    guard let runner else { return }
    let isStopped = ProcessStatus.isStopped(runner)
    running?.looksStopped = isStopped ? cell.looksStopped + 1 : 0
    if cell.looksStopped > RunningCell.looksUntilStopped {
      running?.ending = cell.ending ?? .stop
      return killRunner()
    }
    if let limit = memoryLimit, cell.killAt == nil,
      let used = MemoryLimit.used(by: runner), used > limit.bytes
    {
      running?.ending = .memory(bytes: used)
      abandonCell()
    }
  }

  /// Has the kernel end itself, saying where the cell is, and soon ends it from outside.
  private func abandonCell() {
    guard running?.killAt == nil else { return }
    running?.killAt = RunningCell.now() + 0.5
    send(.end)
  }

  private func killRunner() {
    if !sleeping.isEmpty, let runner { kill(runner, SIGKILL) } else { kernel?.killGroup() }
  }

  /// Ends a process that somebody has stopped and whose turn it is, as its child has ended: the one
  /// before it tells so, and answers in its place. Others take the time they need.
  private func watchSnapshots() {
    guard running != nil || isResuming, isRunnerGone || runner.map(ProcessStatus.hasEnded) == true,
      let next = processes.last(where: { !ProcessStatus.hasEnded($0) }),
      ProcessStatus.isStopped(next)
    else {
      looksStopped = 0
      return
    }
    looksStopped += 1
    guard looksStopped > RunningCell.looksUntilStopped else { return }
    looksStopped = 0
    sleeping.removeAll { $0.process == next }
    kill(next, SIGKILL)
  }
}
