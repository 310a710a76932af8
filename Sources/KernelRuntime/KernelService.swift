@preconcurrency internal import Glibc
internal import KernelMessages
internal import NotebookDisplay
internal import Synchronization
internal import Tensors

/// The conversation with the tool.
///
/// Unchecked: `thread` and `environment` belong to the main thread; everything else is constant or
/// guarded by a lock or the two semaphores.
final class KernelService: @unchecked Sendable {
  private let channel: MessageChannel<KernelRequest>
  private let mainThread = pthread_self()
  /// Held by the thread that is sending an event until the event is acknowledged.
  private let turn = Semaphore(1)
  private let acknowledged = Semaphore(0)
  /// What the running cell may still display.
  private let budget = Mutex(DisplayBudget())
  private let input = RequestedInput()
  private var thread: CellThread?
  /// What is said of the kernel with the first cell.
  private var environment: [Notice]

  private let trainings: TrainingCache

  init(channel: Int32, environment: [Notice], trainings: TrainingCache) {
    self.environment = environment
    self.trainings = trainings
    self.channel = MessageChannel(descriptor: channel)
  }

  /// Answers requests until the tool goes away.
  func serve() -> Never {
    send(KernelReply.ready(processID: getpid()))
    while true { pump() }
  }

  /// Shows or reports something on behalf of a cell, from any thread.
  func send(_ event: CellEvent) {
    let waits = event.mustKeepItsPlace
    if waits { fflush(stdout) }
    take(turn)
    defer { turn.signal() }
    guard let event = admitted(event) else { return }
    send(.event(event, awaitsAcknowledgement: waits))
    if waits { take(acknowledged) }
  }

  /// A line that the reader types, on behalf of a cell; `nil` where there is no more.
  func readLine() -> String? {
    fflush(stdout)
    return input.line(
      asking: {
        take(turn)
        send(KernelReply.inputRequested)
        turn.signal()
      }, waiting: take)
  }

  /// The event at the note's line, with no more in it than can be shown; `nil` where nothing of it
  /// can.
  private func admitted(_ event: CellEvent) -> CellEvent? {
    switch event.settled {
    case .output(let output):
      let (part, omission) = budget.withLock { ($0.admit(output), $0.newOmission()) }
      if let omission { send(omission) }
      return part.map { .output($0) }
    case .uncaughtError(var error):
      error.description = error.description.prefix(bytes: DisplayBudget.sentenceLimit)
      error.line = NoteLines.current.line(error.line)
      return .uncaughtError(error)
    case .claim(var claim):
      claim.sentence = claim.sentence.prefix(bytes: DisplayBudget.sentenceLimit)
      claim.detail = claim.detail?.prefix(bytes: DisplayBudget.sentenceLimit)
      claim.line = NoteLines.current.line(claim.line)
      return .claim(claim)
    case let event: return event
    }
  }

  /// Waits for a semaphore; the main thread goes on serving meanwhile, since it is the one that
  /// reads acknowledgements.
  private func take(_ semaphore: Semaphore) {
    guard pthread_equal(pthread_self(), mainThread) != 0 else { return semaphore.wait() }
    while !semaphore.tryWait() { pump(servesMainActor: false, milliseconds: 5) }
  }

  private func send(_ reply: KernelReply) {
    do {
      try channel.send(reply)
    } catch {
      connectionLost()
    }
  }

  /// Ends the kernel after a cell has closed the socket, for example all descriptors above 2.
  private func connectionLost() -> Never {
    _exit(KernelEntry.connectionLost)
  }
}

extension KernelService {
  /// Waits for the next thing to do and does it.
  private func pump(servesMainActor: Bool = true, milliseconds: Int32 = -1) {
    var sources = [pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)]
    if let thread {
      sources.append(pollfd(fd: thread.ended, events: Int16(POLLIN), revents: 0))
      if servesMainActor, let queue = MainQueue.descriptor {
        sources.append(pollfd(fd: queue, events: Int16(POLLIN), revents: 0))
      }
    }
    // A descriptor that a cell closes while it is waited for never becomes ready: look again.
    let wait = milliseconds < 0 && thread != nil ? 500 : milliseconds
    guard poll(&sources, nfds_t(sources.count), wait) >= 0 else { return }
    if sources.prefix(2).contains(where: { $0.revents & Int16(POLLNVAL) != 0 }) {
      connectionLost()
    }
    if sources[0].revents != 0 { answer() }
    if sources.count > 2, sources[2].revents != 0 { MainQueue.drain() }
    if servesMainActor, sources.count > 1, sources[1].revents != 0 { finishCell() }
  }

  private func answer() {
    guard let arrival = try? channel.receive() else { connectionLost() }
    arrival.messages.forEach(answer)
    // The tool is gone, whatever ended it: nothing of this run may stay behind.
    if !arrival.isOpen { ToolWatch.endAll() }
  }

  private func answer(_ request: KernelRequest) {
    switch request {
    case .run(
      let library, let entryPoint, let lines, let figureSize, let parameters, let trainingMemory):
      trainings.begin(trainingMemory)
      NoteLines.current = lines
      ParameterValues.current = parameters
      FigureSize.current = figureSize
      Interruption.reset()
      PlanInterruption.reset()
      budget.withLock { $0 = DisplayBudget() }
      for notice in environment { send(.event(.notice(notice), awaitsAcknowledgement: false)) }
      environment = []
      let cell = CellLibrary(path: library, entryPoint: entryPoint)
      OutputOrder.cellBegins()
      do {
        thread = try CellThread(running: cell)
      } catch {
        OutputOrder.cellEnds()
        send(.notLoaded(reason: "\(error)"))
      }
    case .interrupt:
      Interruption.request()
      PlanInterruption.isRequested = true
    case .end: thread?.end()
    case .acknowledge: acknowledged.signal()
    case .input(let line): input.answer(line)
    case .takeSnapshot(let despiteThreads): takeSnapshot(despiteThreads: despiteThreads)
    case .decide: break
    }
  }

  private func finishCell() {
    guard let thread else { return }
    let result = thread.join()
    self.thread = nil
    fflush(stdout)
    OutputOrder.cellEnds()
    if let omission = budget.withLock(\.omission) { send(omission) }
    if let reason = result.loadingError {
      send(.notLoaded(reason: reason))
    } else {
      let isHeeded = Interruption.isHeeded || PlanInterruption.isHeeded
      send(
        .finished(
          seconds: result.seconds, isLeftEarly: result.isLeftEarly,
          isCutShort: isHeeded || result.isLeftEarly))
    }
  }

  /// Goes on in a child process; this one waits until the child ends and then for a decision.
  private func takeSnapshot(despiteThreads: Bool) {
    if !despiteThreads, let reason = Snapshot.obstacle() {
      return send(.noSnapshot(reason: reason))
    }
    fflush(stdout)
    // What other threads of this process have to say must not get between the child's messages.
    take(turn)
    defer { turn.signal() }
    let positions = FilePositions()
    while true {
      switch Snapshot.fork() {
      case .failed(let reason):
        return send(.noSnapshot(reason: reason))
      case .continued:
        return send(.ready(processID: getpid()))
      case .dropped(let child):
        send(.snapshotDropped(processID: getpid()))
        SnapshotRelay.become(waitingFor: child)
      case .descendantEnded(let status):
        send(.descendantEnded(processID: getpid(), status: status))
        switch decision() {
        case .discard: _exit(0)
        case .goOn:
          positions.restore()
          return send(.ready(processID: getpid()))
        case .resume: positions.restore()
        }
      }
    }
  }

  /// What the tool wants of a snapshot whose child has ended.
  private func decision() -> SnapshotDecision {
    while true {
      var source = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&source, 1, -1) >= 0 else { continue }
      guard let arrival = try? channel.receive() else { connectionLost() }
      for message in arrival.messages {
        if case .decide(let decision, getpid()) = message { return decision }
      }
      if !arrival.isOpen { ToolWatch.endAll() }
    }
  }
}

extension CellEvent {
  /// Whether it matters what was printed before and after; progress comes too often to wait for.
  fileprivate var mustKeepItsPlace: Bool {
    switch self {
    case .progress, .notice, .inlineValue: false
    case .output, .claim, .uncaughtError: true
    }
  }
}
