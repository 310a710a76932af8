internal import Glibc
internal import KernelMessages
internal import NotebookDisplay

/// The words for a cell's end that was none of its own.
extension KernelSupervisor {
  /// The failure of the running cell, whose process has ended with a status as of `waitpid`.
  func failure(status: Int32) -> CellFailure {
    guard let cell = running else { return noKernel }
    let words = LastWords(bytes: lastWords)
    var backtrace = configuration.resolver.resolve(words)
    for (index, frame) in backtrace.frames.enumerated() {
      (backtrace.frames[index].line, backtrace.frames[index].column) =
        cell.request.cell.places.place(line: frame.line, column: frame.column)
    }
    var failure = failure(status: status, words, backtrace, cell)
    if failure.line == nil || failure.line == backtrace.frames.first?.line {
      failure.line = backtrace.frames.first?.line
      failure.column = backtrace.frames.first?.column
    }
    failure.frames = backtrace.frames
    failure.isOfAnotherThread = words.isOfAnotherThread
    return failure
  }

  /// The process has ended though no cell ran: where it has not been killed, a task or thread that
  /// a cell has left did it.
  ///
  /// - Parameter status: As of `waitpid`.
  func endedBetweenCells(status: Int32) {
    readPrinted()
    readLastWords()
    let words = LastWords(bytes: lastWords)
    isEndedByTasks = words.signal != nil || words.exitStatus != nil
    guard isEndedByTasks, let cell = ended else { return stopListening() }
    (running, ended) = (cell, nil)
    let failure = failure(status: status)
    running?.capture.finish(isCrash: false).events.forEach(cell.pass)
    running = nil
    cell.request.onEvent(
      .remark("a task or thread that went on after its cell ended the process: \(failure.message)"))
  }

  private var noKernel: CellFailure {
    CellFailure(.noKernel, "the kernel has ended", isKernelAlive: false)
  }

  private func failure(
    status: Int32, _ words: LastWords, _ backtrace: ResolvedBacktrace, _ cell: RunningCell
  ) -> CellFailure {
    switch cell.ending {
    case .timeout: return timeoutFailure(of: cell, isKernelAlive: false)
    case .memory(let bytes): return memoryFailure(bytes: bytes, isKernelAlive: false)
    case .interruption:
      return CellFailure(
        .interruption, "interrupted\(cell.position ?? "")",
        explanation: "the cell did not come to an end by itself, so the kernel was ended",
        isKernelAlive: false)
    case .stop:
      return CellFailure(
        .signal(SIGSTOP), "the cell stopped the kernel (SIGSTOP)",
        explanation: "a stopped process does not go on by itself, so the kernel was ended",
        isKernelAlive: false)
    case .lostConnection: return lostConnection(status: KernelEntry.connectionLost)
    case nil: break
    }
    if status & 0x7F == 0 { return exitFailure(status: status >> 8 & 0xFF, words) }
    // The alarm of a handler that could not finish stands for the signal it handled.
    let number = words.signal?.number ?? status & 0x7F
    if words.signal?.isStackOverflow == true {
      return CellFailure(
        .stackOverflow, "stack overflow",
        explanation: "functions called each other too deep; is there a recursion without an end?",
        isKernelAlive: false)
    }
    return signalFailure(number, isHandled: words.signal != nil, backtrace, cell)
  }

  private func exitFailure(status: Int32, _ words: LastWords) -> CellFailure {
    if status == KernelEntry.connectionLost, words.exitStatus == nil {
      return lostConnection(status: status)
    }
    return CellFailure(
      .exit(status: status), "the cell called exit(\(words.exitStatus ?? status))",
      explanation: "a cell ends after its last line; 'exit' ends the kernel and with it the note",
      isKernelAlive: false)
  }

  private func lostConnection(status: Int32) -> CellFailure {
    CellFailure(
      .exit(status: status), "the cell closed the connection to the notebook",
      explanation: "it closed, or wrote to, a file descriptor that it had not opened",
      isKernelAlive: false)
  }

  private func signalFailure(
    _ number: Int32, isHandled: Bool, _ backtrace: ResolvedBacktrace, _ cell: RunningCell
  ) -> CellFailure {
    let capture = running?.capture.finish(isCrash: true)
    capture?.events.forEach(cell.pass)
    let printed = TrapReason(
      fatalText: (capture?.reason).map(cell.sentence),
      lastErrorText: cell.sentence(cell.capture.lastErrorText),
      signal: number, trapReason: backtrace.trapReason, noteName: configuration.resolver.noteName)
    if let reason = printed.message {
      return CellFailure(.trap, reason, line: printed.line, isKernelAlive: false)
    }
    let name = SignalName(number)
    if !isHandled, number == SIGKILL {
      return CellFailure(
        .signal(number), "the kernel was killed (SIGKILL)",
        explanation: "by the cell, by another program, or by the system when memory ran out"
          + (ProcessorTimeLimit.explanation.map { "; \($0)" } ?? ""),
        isKernelAlive: false)
    }
    if !isHandled, number == SIGSEGV {
      // The handler has no room to say more on a stack that is full, and only a cell's own thread
      // has another one for it.
      return CellFailure(
        .stackOverflow, "stack overflow in a task or thread, most likely",
        explanation: "a task's functions called each other too deep; it has less room for calls "
          + "than the cell itself. Is there a recursion without an end?", isKernelAlive: false)
    }
    return CellFailure(
      .signal(number), "the cell was ended by \(name.meaning) (\(name.symbol))",
      explanation: number == SIGXCPU ? ProcessorTimeLimit.explanation : nil, isKernelAlive: false)
  }

  func timeoutFailure(of cell: RunningCell, isKernelAlive: Bool) -> CellFailure {
    let seconds = NumberFormat.duration(seconds: cell.request.timeout ?? 0)
    return CellFailure(
      .timeout, "timed out after \(seconds)\(cell.position ?? "")", isKernelAlive: isKernelAlive)
  }

  func memoryFailure(bytes: Int, isKernelAlive: Bool) -> CellFailure {
    CellFailure(
      .memoryLimit,
      "out of memory: \(NumberFormat.byteCount(bytes)) in use, the limit is "
        + "\(NumberFormat.byteCount(memoryLimit?.bytes ?? 0))",
      explanation: memoryLimit?.explanation, isKernelAlive: isKernelAlive)
  }
}
