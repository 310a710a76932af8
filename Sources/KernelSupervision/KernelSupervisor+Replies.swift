internal import Glibc
internal import KernelMessages
internal import NotebookDisplay

/// What comes from the kernel.
extension KernelSupervisor {
  /// Takes what the cell has printed so far, but no more than its pipes can hold: what was printed
  /// before a message is in them when the message is.
  func readPrinted() {
    if running != nil {
      kernel?.printed.read { running?.printed($1, $0) }
    } else if ended != nil {
      kernel?.printed.read { ended?.printed($1, $0) }
    }
  }

  /// Passes on what the last cell's tasks and threads have printed, and hears of them no more.
  func stopListening() {
    guard var cell = ended else { return }
    ended = nil
    cell.capture.finish(isCrash: false).events.forEach(cell.pass)
  }

  func readLastWords() {
    guard let kernel else { return }
    read(kernel.lastWords, limit: 1 << 20) { lastWords += $0 }
  }

  /// - Returns: Whether more messages may come.
  func readMessages() -> Bool {
    guard let arrival = try? kernel?.channel.receive() else { return false }
    arrival.messages.forEach(receive)
    return arrival.isOpen
  }

  private func read(_ descriptor: Int32, limit: Int, _ body: (ArraySlice<UInt8>) -> Void) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count > 0 {
        total += count
        body(chunk[..<count])
      } else if count == 0 || errno != EINTR {
        return
      }
    }
  }

  private func receive(_ reply: KernelReply) {
    switch reply {
    case .ready(let processID): becameReady(processID)
    case .event(let event, let awaitsAcknowledgement):
      readPrinted()
      if running != nil {
        running?.reported(event, keepsItsPlace: awaitsAcknowledgement)
      } else {
        ended?.reported(event, keepsItsPlace: awaitsAcknowledgement)
      }
      if awaitsAcknowledgement { send(.acknowledge) }
    case .omitted(let displayed, let sent): running?.omission = (displayed, sent)
    case .inputRequested:
      readPrinted()
      // A task that goes on after its cell has nobody to ask.
      guard let running else { return send(.input(nil)) }
      self.running?.awaitsInput = true
      running.request.onEvent(.inputRequested)
    case .finished(let seconds, let isLeftEarly, let isCutShort):
      readPrinted()
      finishCell(seconds: seconds, isLeftEarly: isLeftEarly, isCutShort: isCutShort)
    case .notLoaded(let reason):
      complete(
        .failed(
          CellFailure(
            .loading, "the cell's library could not be loaded",
            explanation: LoadingProblem.explanation(reason),
            isKernelAlive: true)))
    case .noSnapshot(let reason):
      guard case .snapshot(let completion) = expectation else { return }
      expectation = nil
      completion(.failure(KernelError("no snapshot: \(reason)")))
    case .snapshotDropped(let process):
      let dropped = sleeping.first { $0.process == process }?.snapshot
      sleeping.removeAll { $0.process == process }
      // One that was given up may tell it while another is to go.
      guard case .drop(let snapshot, let completion) = expectation, snapshot == dropped else {
        return
      }
      expectation = nil
      completion(.success(()))
    case .descendantEnded(let process, let status): descendantEnded(status, saidBy: process)
    }
  }

  private func becameReady(_ processID: pid_t) {
    let before = runner
    if before != processID { processes.append(processID) }
    runnerBegan = ProcessStatus(of: processID)?.began
    (isRunnerGone, isEndedByTasks) = (false, false)
    let expectation = self.expectation
    self.expectation = nil
    switch expectation {
    case .start(let completion): completion(.success(()))
    case .snapshot(let completion):
      guard let before, before != processID else {
        return completion(.failure(KernelError("no snapshot: its child has ended at once")))
      }
      let snapshot = KernelSnapshot(number: snapshotCount)
      snapshotCount += 1
      sleeping.append(
        SleepingSnapshot(snapshot: snapshot, process: before, taken: runnerBegan))
      completion(.success(snapshot))
    case .resumption(_, let usingUp, let completion):
      stopListening()
      endPrograms(since: sleeping.last?.taken)
      if usingUp { sleeping.removeLast() }
      completion(.success(()))
    case .drop, nil: break
    }
  }

  /// The process above a snapshot has ended: the cell it ran, if any, has failed, and the snapshot
  /// waits for a decision.
  private func descendantEnded(_ status: Int32, saidBy process: pid_t) {
    isRunnerGone = true
    if case .snapshot = expectation, process == runner {
      // The child that was to go on in its place has ended at once.
      return send(.decide(.goOn, processID: process))
    }
    if let place = processes.lastIndex(of: process) {
      processes.removeSubrange((place + 1)...)
      // Somebody may have killed those after it, and it is their end that is told.
      sleeping.removeAll { !processes.contains($0.process) }
    }
    // One that was given up, and goes on after all, goes; the one before it tells so.
    guard sleeping.last?.process == process else {
      return send(.decide(.discard, processID: process))
    }
    endPrograms(since: runnerBegan)
    if running != nil {
      readPrinted()
      readLastWords()
      complete(.failed(failure(status: status)))
    } else if !isResuming {
      endedBetweenCells(status: status)
    }
    switch expectation {
    case .resumption: continueResumption()
    case .snapshot(let completion):
      expectation = nil
      completion(.failure(Self.notReady))
    case .drop(_, let completion):
      expectation = nil
      completion(.failure(Self.notReady))
    case .start, nil: break
    }
  }

  /// Goes one snapshot further back, or on from the one that is wanted.
  func continueResumption() {
    guard case .resumption(let snapshot, let usingUp, let completion) = expectation else { return }
    if !isAsleep(snapshot) {
      expectation = nil
      completion(.failure(Self.snapshotIsGone))
    } else if sleeping.last?.snapshot != snapshot {
      let last = sleeping.removeLast()
      send(.decide(.discard, processID: last.process))
    } else if let last = sleeping.last {
      send(.decide(usingUp ? .goOn : .resume, processID: last.process))
    }
  }

  /// Ends what cells have started whose process has ended: they run again, or not at all.
  private func endPrograms(since moment: UInt64?) {
    guard let moment else { return }
    kernel?.endPrograms(since: moment, besides: processes)
  }

  /// The kernel is dead: takes its last messages, ends what it left behind, and tells everybody
  /// who waits.
  func kernelEnded() {
    guard let kernel else { return }
    while let arrival = try? kernel.channel.receive(), !arrival.messages.isEmpty {
      arrival.messages.forEach(receive)
    }
    kernel.killGroup()
    readPrinted()
    readLastWords()
    var words: [UInt8] = []
    if case .start = expectation {
      read(kernel.printed.standardError, limit: 1 << 16) { words += $0 }
    }
    let status = kernel.reap()
    self.kernel = nil
    (sleeping, processes) = ([], [])
    isRunnerGone = true
    if running != nil {
      complete(.failed(failure(status: status)))
    } else if !isResuming, !isStopped {
      endedBetweenCells(status: status)
    }
    stopListening()
    let expectation = self.expectation
    self.expectation = nil
    let lines = String(decoding: words, as: UTF8.self).split(separator: "\n")
    let error = KernelError(lines.isEmpty ? "the kernel has ended" : lines.joined(separator: "\n"))
    switch expectation {
    case .start(let completion), .resumption(_, _, let completion), .drop(_, let completion):
      completion(.failure(error))
    case .snapshot(let completion): completion(.failure(error))
    case nil: break
    }
  }

  private func finishCell(seconds: Double, isLeftEarly: Bool, isCutShort: Bool) {
    guard let cell = running else { return }
    // A task that has asked for a line and goes on after its cell has nobody to ask any more.
    if cell.awaitsInput { send(.input(nil)) }
    if let error = cell.uncaughtError {
      return complete(.failed(CellFailure(error, in: configuration.workingDirectory)))
    }
    switch cell.ending {
    case nil, .stop, .lostConnection: complete(.completed(seconds: seconds))
    case .interruption:
      var failure = CellFailure(
        .interruption, "interrupted\(cell.position ?? "")", isKernelAlive: true)
      (failure.ranToLastLine, failure.epoch) = (!isLeftEarly, cell.epoch)
      failure.isCutShort = isCutShort
      complete(.failed(failure))
    case .timeout:
      complete(.failed(timeoutFailure(of: cell, isKernelAlive: true)))
    case .memory(let bytes):
      complete(.failed(memoryFailure(bytes: bytes, isKernelAlive: true)))
    }
  }

  private func complete(_ outcome: CellOutcome) {
    guard var cell = running else { return }
    running = nil
    var outcome = outcome
    if case .failed(var failure) = outcome {
      failure.seconds = RunningCell.now() - cell.started
      outcome = .failed(failure)
    }
    // After a crash the text held back has become the reason; `failure(status:)` took it out.
    cell.capture.finish(isCrash: false).events.forEach(cell.pass)
    if let remark = cell.omissionRemark { cell.request.onEvent(.remark(remark)) }
    if cell.request.isHeardAfterItsEnd, !isRunnerGone {
      ended = RunningCell(request: cell.request, outputLimit: configuration.outputLimit)
    }
    cell.request.completion(outcome)
  }
}
