@preconcurrency internal import Glibc
internal import KernelMessages
internal import NotebookDisplay
internal import Synchronization

/// The conversation with the tool.
///
/// Unchecked: `thread` and `environment` belong to the main thread; everything else is constant or
/// guarded by the two semaphores.
final class KernelService: @unchecked Sendable {
  private let channel: MessageChannel<KernelRequest>
  private let mainThread = pthread_self()
  /// Held by the thread that is sending an event until the event is acknowledged.
  private let turn = Semaphore(1)
  private let acknowledged = Semaphore(0)
  private var thread: CellThread?
  /// What is said of the kernel with the first cell.
  private var environment: [Notice]

  init(channel: Int32, environment: [Notice]) {
    self.environment = environment
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
    send(.event(event, awaitsAcknowledgement: waits))
    if waits { take(acknowledged) }
    turn.signal()
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
    } catch let error as FrameError {
      replaceOversized(reply, error)
    } catch {
      connectionLost()
    }
  }

  /// Says in place of an output that cannot be sent how large it was.
  private func replaceOversized(_ reply: KernelReply, _ error: FrameError) {
    guard case .event(_, let waits) = reply else { connectionLost() }
    let text = CellOutput(.text("this output is too large to be shown: \(error)"))
    send(.event(.output(text), awaitsAcknowledgement: waits))
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
    if !arrival.isOpen { ToolWatch.endProcessGroup() }
  }

  private func answer(_ request: KernelRequest) {
    switch request {
    case .run(let library, let entryPoint):
      Interruption.reset()
      for notice in environment { send(.event(.notice(notice), awaitsAcknowledgement: false)) }
      environment = []
      let cell = CellLibrary(path: library, entryPoint: entryPoint)
      do {
        thread = try CellThread(running: cell)
      } catch {
        send(.notLoaded(reason: "\(error)"))
      }
    case .interrupt: Interruption.request()
    case .end: thread?.end()
    case .acknowledge: acknowledged.signal()
    case .takeSnapshot: takeSnapshot()
    case .resume, .discard: break
    }
  }

  private func finishCell() {
    guard let thread else { return }
    let result = thread.join()
    self.thread = nil
    fflush(stdout)
    if let reason = result.loadingError {
      send(.notLoaded(reason: reason))
    } else {
      send(.finished(seconds: result.seconds))
    }
  }

  /// Goes on in a child process; this one waits until the child ends and then for a decision.
  private func takeSnapshot() {
    if let reason = Snapshot.obstacle() { return send(.noSnapshot(reason: reason)) }
    fflush(stdout)
    while true {
      switch Snapshot.fork() {
      case .failed(let reason):
        return send(.noSnapshot(reason: reason))
      case .continued:
        return send(.ready(processID: getpid()))
      case .descendantEnded(let status):
        send(.descendantEnded(status: status))
        if decision() == .discard { _exit(0) }
      }
    }
  }

  /// What the tool wants of a snapshot whose child has ended.
  private func decision() -> KernelRequest {
    while true {
      var source = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&source, 1, -1) >= 0 else { continue }
      guard let arrival = try? channel.receive() else { connectionLost() }
      for message in arrival.messages where message == .resume || message == .discard {
        return message
      }
      if !arrival.isOpen { ToolWatch.endProcessGroup() }
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
