internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// A kept state, and how many cells had run then.
struct InteractiveSnapshot: Sendable {
  var state: KernelSnapshot
  var cellCount: Int
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
    let compiler = try NotebookCompiler(
      configuration: try await CompilerConfiguration.discover(), notePath: cells.path)
    self.compiler = compiler
    return compiler
  }

  func startedKernel() async throws -> KernelSession {
    if let kernel { return kernel }
    if let kernelStart { return try await kernelStart.value }
    let kernel = try KernelSession(
      executable: options.kernel, environment: Environment.ofCells,
      workingDirectory: String(cells.path.dropLast(InteractiveCells.fileName.count)),
      memoryLimit: options.memoryLimit, seed: cells.seed, notePath: cells.path)
    let start = Task {
      try await kernel.start()
      return kernel
    }
    kernelStart = start
    defer { kernelStart = nil }
    self.kernel = try await start.value
    return kernel
  }

  // MARK: Running

  func check(_ notebook: Notebook, with compiler: NotebookCompiler) async throws -> CheckResult {
    let task = Task { try await compiler.check(cells: notebook.cells) }
    interruption.deliver { _ in task.cancel() }
    defer { interruption.deliver(to: nil) }
    return try await task.value
  }

  func run(
    _ step: CheckedStep, in kernel: KernelSession, _ entry: InteractiveCells.Entry,
    watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async -> ExecutedStep {
    let patience = InterruptionPatience(kernel)
    interruption.deliver { patience.interrupted(times: $0) }
    let cells = cells
    let runner = StepRunner(
      notebook: step.notebook, check: step.check, libraries: step.compiler, kernel: kernel,
      options: options, interruption: interruption,
      watch: { event in
        switch event {
        case .cellOutput(_, let item): watch(.item(cells.readable(item, running: entry)))
        case .cellProgress(_, let progress):
          patience.trainingGoesOn()
          watch(.progress(progress))
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

  /// Keeps the state before a cell, where running the cells since the last kept state again would
  /// take longer than anybody notices, or not lead there.
  func keepState(_ kernel: KernelSession) async {
    guard snapshots.count < options.snapshotLimit,
      snapshots.isEmpty || isStateUnique || secondsSinceSnapshot > 0.02,
      let state = try? await kernel.takeSnapshot()
    else { return }
    snapshots.append(InteractiveSnapshot(state: state, cellCount: cells.entries.count))
    secondsSinceSnapshot = 0
    isStateUnique = false
  }

  /// Brings back the state that the cells so far have made, after the process that held it has
  /// ended.
  ///
  /// - Parameter attempts: How often cells are run again when their process ends: whoever killed
  ///   the first process may have killed this one. The last attempts are made in a kernel of their
  ///   own, since the present one may be about to end as a whole.
  func restoreState(
    attempts: Int = 4, _ watch: @Sendable (InteractiveEvent) -> Void
  ) async throws {
    interruption.reset()
    isStateWhole = false
    let first = attempts > 2 ? await resumeLatestSnapshot() : nil
    if first == nil {
      snapshots = []
      await kernel?.stop()
      kernel = nil
    }
    secondsSinceSnapshot = 0
    isStateUnique = false
    let compiler = try await startedCompiler()
    let notebook = cells.notebook()
    let check = try await check(notebook, with: compiler)
    for (index, entry) in cells.entries.enumerated().dropFirst(first ?? 0)
    where !entry.isPlaceholder && entry.cell.options.evaluates {
      let step = CheckedStep(cell: entry.cell, notebook: notebook, check: check, compiler: compiler)
      let executed: ExecutedStep
      do {
        executed = await run(step, in: try await startedKernel(), entry) { _ in }
      } catch {
        guard attempts > 1 else { throw error }
        return try await restoreState(attempts: attempts - 1, watch)
      }
      secondsSinceSnapshot += executed.result?.seconds ?? 0
      guard executed.failure != nil || executed.end != .completed else { continue }
      let isKernelAlive = executed.failure?.isKernelAlive ?? true
      if !isKernelAlive, executed.failure?.kind != .interruption, attempts > 1 {
        return try await restoreState(attempts: attempts - 1, watch)
      }
      cells.makePlaceholder(at: index)
      // Who stops one cell has not stopped those after it.
      interruption.reset()
      let reason =
        executed.failure?.message
        ?? executed.result?.diagnostics.first { $0.severity == .error }?.message ?? "it was stopped"
      watch(
        .item(
          .remark(
            "to bring back the state, In [\(entry.prompt)] was run again and failed: "
              + "\(reason); what it defined is gone")))
      guard isKernelAlive else { return try await restoreState(watch) }
    }
    isStateWhole = true
  }

  /// Brings back the state for a cell that was checked before: its library is forgotten with the
  /// check of the cells that run again.
  ///
  /// - Parameter notebook: The cells so far and the one that is to run.
  func restoreState(
    before notebook: Notebook, with compiler: NotebookCompiler,
    _ watch: @Sendable (InteractiveEvent) -> Void
  ) async throws {
    try await restoreState(watch)
    _ = try await check(notebook, with: compiler)
  }

  /// Goes back to the latest kept state that is still there.
  ///
  /// - Returns: How many cells had run then; `nil` where there is none.
  private func resumeLatestSnapshot() async -> Int? {
    while let kernel, let snapshot = snapshots.last {
      if (try? await kernel.resume(from: snapshot.state)) != nil { return snapshot.cellCount }
      snapshots.removeLast()
    }
    return nil
  }
}
