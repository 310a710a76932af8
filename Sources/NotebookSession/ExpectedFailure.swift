internal import CellCompilation
internal import KernelMessages
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument

/// Runs a cell that is expected to fail. It may take the kernel with it: later cells go on from the
/// state before it.
struct ExpectedFailure {
  let cell: Cell
  let kernel: KernelSession

  /// How the cell ended, and why no later cell can run, if none can.
  func run(
    _ library: CompiledCell, timeout: Double?, figureSize: FigureSize,
    parameters: [String: String], trainingMemory: TrainingMemoryUse,
    onEvent: @escaping @Sendable (KernelEvent) -> Void
  ) async -> (outcome: CellOutcome, obstacle: String?) {
    var snapshot = try? await kernel.takeSnapshot()
    var mustGoBack = false
    if snapshot == nil, !mayNeedThreads {
      snapshot = try? await kernel.takeSnapshot(despiteThreads: true)
      mustGoBack = snapshot != nil
    }
    let outcome = await kernel.run(
      library, timeout: timeout, figureSize: figureSize, parameters: parameters,
      trainingMemory: trainingMemory, onEvent: onEvent)
    if case .failed(let failure) = outcome, !failure.isKernelAlive { mustGoBack = true }
    guard mustGoBack else {
      if let snapshot { try? await kernel.drop(snapshot) }
      return (outcome, nil)
    }
    do {
      guard let snapshot else {
        return (
          outcome,
          "cell \(cell.number) ended the kernel, and the state before it could not be kept, since "
            + "tasks or threads of earlier cells are still there"
        )
      }
      try await kernel.resume(from: snapshot, usingUp: true)
      return (outcome, nil)
    } catch {
      return (outcome, "the state before cell \(cell.number) is gone: \(error)")
    }
  }

  /// Whether the cell may use tasks or threads, which it would wait for in vain in a process that
  /// has lost them.
  private var mayNeedThreads: Bool {
    ["await", "Task", "Dispatch", "Thread", "Process"].contains { cell.code.contains($0) }
  }
}
