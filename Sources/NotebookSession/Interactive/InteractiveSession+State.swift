internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults
internal import Synchronization

/// A kept state, and how many cells had run then.
struct InteractiveSnapshot: Sendable {
  var state: KernelSnapshot
  var cellCount: Int
}

/// A kernel that is being started.
struct KernelStart: Sendable {
  var kernel: KernelSession
  var end: Task<Void, any Error>
}

/// A cell that has been found sound, and what is needed to run it.
struct CheckedStep: Sendable {
  var cell: Cell
  var notebook: Notebook
  var check: CheckResult
  var compiler: NotebookCompiler
}

extension InteractiveSession {
  // MARK: Starting

  func startedCompiler() async throws -> NotebookCompiler {
    if let compiler { return compiler }
    let configuration = try await CompilerConfiguration.discover()
    guard !isClosed else { throw CancellationError() }
    // Somebody else may have waited for it too.
    if let compiler { return compiler }
    let compiler = try NotebookCompiler(configuration: configuration, notePath: cells.path)
    self.compiler = compiler
    return compiler
  }

  func startedKernel() async throws -> KernelSession {
    if let kernel { return kernel }
    guard !isClosed else { throw CancellationError() }
    if let kernelStart {
      try await kernelStart.end.value
      return kernelStart.kernel
    }
    let kernel = try KernelSession(
      executable: options.kernel, environment: Environment.ofCells,
      workingDirectory: String(cells.path.dropLast(InteractiveCells.fileName.count)),
      memoryLimit: options.memoryLimit, seed: cells.seed, notePath: cells.path)
    let start = KernelStart(kernel: kernel, end: Task { try await kernel.start() })
    kernelStart = start
    defer { kernelStart = nil }
    try await start.end.value
    guard !isClosed else {
      await kernel.stop()
      throw CancellationError()
    }
    self.kernel = kernel
    freeAtStart = KernelSession.freeMemory
    return kernel
  }

  // MARK: Running

  func check(_ notebook: Notebook, with compiler: NotebookCompiler) async throws -> CheckResult {
    let task = Task { try await compiler.check(cells: notebook.cells) }
    interruption.deliver { _ in task.cancel() }
    defer { interruption.deliver(to: nil) }
    return try await task.value
  }

  /// Runs a cell.
  ///
  /// - Parameter isRepetition: Whether it has run before: then it reads what it read, and nobody is
  ///   told of what it shows but of what its tasks show after its end.
  func run(
    _ step: CheckedStep, in kernel: KernelSession, _ entry: InteractiveCells.Entry,
    isRepetition: Bool = false, watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async -> ExecutedStep {
    let patience = InterruptionPatience(kernel)
    interruption.deliver { patience.interrupted(times: $0) }
    let cells = cells
    let isShown = Mutex(!isRepetition)
    let lastEpoch = Mutex(isRepetition ? entry.failure?.epoch : nil)
    var options = options
    options.askForLine =
      isRepetition ? entry.input.repeating() : entry.input.asking(options.askForLine)
    let runner = StepRunner(
      notebook: step.notebook, check: step.check, libraries: step.compiler, kernel: kernel,
      options: options, interruption: interruption, hearsTasksAfterCells: true,
      tellsLateInterruptions: true,
      watch: { event in
        if case .cellProgress(_, let progress) = event {
          patience.trainingGoesOn()
          // What was interrupted is interrupted where it was.
          let isOver = lastEpoch.withLock { epoch in
            guard let last = epoch, progress.epoch >= last else { return false }
            epoch = nil
            return true
          }
          if isOver { patience.interrupted(times: 1) }
        }
        switch event {
        case .cellOutput(_, let item) where isShown.withLock(\.self):
          watch(.item(cells.readable(item, running: entry)))
        case .cellProgress(_, let progress) where isShown.withLock(\.self):
          watch(.progress(progress))
        case .cellFinished: isShown.withLock { $0 = true }
        default: break
        }
      })
    let cell = Step(kind: .cell(step.cell), identity: "", line: step.cell.firstLine)
    let executed = await runner.run(cell) { .wanted }
    interruption.deliver(to: nil)
    patience.cellEnded()
    // Its compiler was ended.
    return executed ?? ExecutedStep(step: cell, end: .interrupted(cell.place))
  }

  // MARK: Keeping states

  /// Keeps the state before a cell. Running cells again would not always lead there: they read
  /// lines, the clock and files, and write, send and start what must not be done twice.
  func keepState(_ kernel: KernelSession) async {
    guard options.snapshotLimit > 0, snapshots.last?.cellCount != cells.entries.count,
      let state = try? await kernel.takeSnapshot()
    else { return }
    snapshots.append(InteractiveSnapshot(state: state, cellCount: cells.entries.count))
    hasRepeatedCells = false
    while snapshots.count > options.snapshotLimit { await dropOldestSnapshot(of: kernel) }
    // What one of them has to itself is not known before it is gone: a few at each cell.
    for _ in 0..<8 where snapshots.count > 1 {
      guard let free = KernelSession.freeMemory, let freeAtStart, free < freeAtStart / 4 else {
        break
      }
      await dropOldestSnapshot(of: kernel)
    }
  }

  private func dropOldestSnapshot(of kernel: KernelSession) async {
    let oldest = snapshots.removeFirst()
    // One that cannot be dropped is gone already.
    try? await kernel.drop(oldest.state)
  }

  /// Goes back to the latest kept state that is still there.
  ///
  /// - Returns: How many cells had run then; `nil` where there is none.
  func resumeLatestSnapshot() async -> Int? {
    while let kernel, let snapshot = snapshots.last {
      if (try? await kernel.resume(from: snapshot.state)) != nil { return snapshot.cellCount }
      snapshots.removeLast()
    }
    return nil
  }
}
