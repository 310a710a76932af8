internal import KernelMessages
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument

/// Runs a cell that may fail. It may take the kernel with it: later cells go on from the state
/// before it.
struct ExpectedFailure {
  let cell: Cell
  let kernel: KernelSession
  /// Whether events are also wanted that come after the cell's end.
  var isHeardAfterItsEnd = false

  struct Result {
    var outcome: CellOutcome
    /// Whether the cell's own state is what later cells find.
    var isStateKept = true
    /// Why no later cell can run, if none can.
    var obstacle: String?
  }

  /// Runs the cell to its end.
  ///
  /// - Parameters:
  ///   - onRepetition: Called where the cell begins again: it completed in a process that could not
  ///     go on. Its events come a second time.
  ///   - onEvent: Called for all that the cell prints and shows.
  func run(
    _ library: LoadableCell, timeout: Double?, figureSize: FigureSize,
    parameters: [String: String], trainingMemory: TrainingMemoryUse,
    onRepetition: () -> Void,
    onEvent: @escaping @Sendable (KernelEvent) -> Void
  ) async -> Result {
    var snapshot = try? await kernel.takeSnapshot()
    var mustGoBack = false
    if snapshot == nil, !mayNeedThreads {
      snapshot = try? await kernel.takeSnapshot(despiteThreads: true)
      mustGoBack = snapshot != nil
    }
    func runOnce() async -> CellOutcome {
      await kernel.run(
        library, timeout: timeout, figureSize: figureSize, parameters: parameters,
        trainingMemory: trainingMemory, isHeardAfterItsEnd: isHeardAfterItsEnd, onEvent: onEvent)
    }
    let outcome = await runOnce()
    if case .failed(let failure) = outcome, !failure.isKernelAlive { mustGoBack = true }
    guard mustGoBack else {
      if let snapshot { try? await kernel.drop(snapshot) }
      return Result(outcome: outcome)
    }
    do {
      guard let snapshot else {
        return Result(
          outcome: outcome, isStateKept: false,
          obstacle: "cell \(cell.number) ended the kernel, and the state before it could not be "
            + "kept, since tasks or threads of earlier cells are still there")
      }
      try await kernel.resume(from: snapshot, usingUp: true)
    } catch {
      return Result(
        outcome: outcome, isStateKept: false,
        obstacle: "the state before cell \(cell.number) is gone: \(error)")
    }
    guard case .completed = outcome, !cell.options.requiresError else {
      return Result(outcome: outcome, isStateKept: false)
    }
    // It does not fail: the process that has all threads may run it.
    onRepetition()
    return Result(outcome: await runOnce())
  }

  /// Whether the cell may use tasks or threads, which it would wait for in vain in a process that
  /// has lost them.
  private var mayNeedThreads: Bool {
    ["await", "Task", "Dispatch", "Thread", "Process"].contains { cell.code.contains($0) }
  }
}
