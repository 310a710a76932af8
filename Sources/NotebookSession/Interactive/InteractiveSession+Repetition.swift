internal import CellCompilation
internal import KernelSupervision
internal import NotebookDocument
internal import RunResults

extension InteractiveSession {
  /// Brings back the state that the cells so far have made, after the process that held it has
  /// ended: from the latest kept state the cells after it run again.
  ///
  /// - Parameter attempts: How often cells are run again when their process ends: whoever killed
  ///   the first process may have killed this one. The last attempts are made in a kernel of their
  ///   own, since the present one may be about to end as a whole.
  func restoreState(
    attempts: Int = 4, _ watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async throws {
    interruption.reset()
    isStateWhole = false
    let first = attempts > 2 ? await resumeLatestSnapshot() : nil
    if first == nil {
      snapshots = []
      await kernel?.stop()
      kernel = nil
    }
    var repeated: [String] = []
    for index in cells.entries.indices.dropFirst(first ?? 0)
    where cells.entries[index].isPartOfState {
      let entry = cells.entries[index]
      let executed: ExecutedStep
      do {
        executed = try await runAgain(index, watch)
      } catch {
        guard attempts > 1 else { throw error }
        return try await restoreState(attempts: attempts - 1, watch)
      }
      let failure = executed.failure
      let isKernelAlive = failure?.isKernelAlive ?? true
      if !isKernelAlive, failure?.kind != .interruption, attempts > 1 {
        return try await restoreState(attempts: attempts - 1, watch)
      }
      // Who stops one cell has not stopped those after it.
      interruption.reset()
      switch Repetition(of: entry, executed) {
      case .same:
        repeated.append(entry.failure == nil ? entry.name : "\(entry.name) up to its error")
      case .different(let remark):
        watch(.item(.remark("to bring back the state, \(entry.name) was run again and \(remark)")))
        let isWhole = failure.map(\.ranToLastLine) ?? (executed.end == .completed)
        if !isKernelAlive || entry.isVisible && !isWhole { cells.giveUp(at: index) }
        guard isKernelAlive else { return try await restoreState(watch) }
      }
    }
    isStateWhole = true
    hasRepeatedCells = !repeated.isEmpty
    if hasRepeatedCells {
      watch(
        .item(
          .remark(
            "to bring back the state, cells ran again (\(repeated.joined(separator: ", "))); what "
              + "they do to files and other programs is done twice, and what they take from there "
              + "or from the clock may be different")))
    }
  }

  private func runAgain(
    _ index: Int, _ watch: @escaping @Sendable (InteractiveEvent) -> Void
  ) async throws -> ExecutedStep {
    let entry = cells.entries[index]
    let compiler = try await startedCompiler()
    // Of a cell that failed, later cells see nothing: it is checked in the note of its time.
    let notebook = entry.isVisible ? cells.notebook() : cells.notebook(endingAt: index)
    let check = try await check(notebook, with: compiler)
    let step = CheckedStep(cell: entry.cell, notebook: notebook, check: check, compiler: compiler)
    return await run(
      step, in: try await startedKernel(), entry, isRepetition: true, watch: watch)
  }

  /// Gives up what the cells since the last kept state have done. One of them has left a task or
  /// thread that ended the process, and would end it again.
  func giveUpCellsSinceSnapshot(_ watch: @Sendable (InteractiveEvent) -> Void) {
    let first = snapshots.last?.cellCount ?? max(cells.entries.count - 1, 0)
    let undone = cells.entries.indices.dropFirst(first).filter { cells.entries[$0].isPartOfState }
    guard !undone.isEmpty else { return }
    undone.forEach { cells.giveUp(at: $0) }
    let names = undone.map { cells.entries[$0].name }.joined(separator: ", ")
    watch(
      .item(
        .remark(
          "what was done since the state was last kept is undone (\(names)): a task or thread that "
            + "went on after its cell ended the process")))
  }
}

/// Whether a cell that ran again came to the end it had.
private enum Repetition {
  case same
  /// What is to be said of it, after "was run again and".
  case different(String)

  init(of entry: InteractiveCells.Entry, _ executed: ExecutedStep) {
    let message =
      executed.failure?.message
      ?? executed.result?.diagnostics.first { $0.severity == .error }?.message
    let hasFailed = executed.failure != nil || executed.end != .completed
    switch (entry.failure, hasFailed) {
    case (let failure?, true)
    where failure.kind == .interruption && executed.failure?.kind == .interruption:
      self = .different("\(message ?? "interrupted"); before, it was \(failure.message)")
    case (nil, false): self = .same
    case (nil, true):
      self = .different(
        "failed: \(message ?? "it was stopped"); what it defined is gone, and of what it did the "
          + "rest is missing")
    case (let failure?, false):
      self = .different(
        "came to its end, where it had stopped before (\(failure.message)): all of it is done now")
    case (let failure?, true) where executed.failure?.isKernelAlive == true:
      self =
        failure.message == message
        ? .same
        : .different(
          "stopped with another error than before: \(message ?? "it was stopped"), not "
            + "\(failure.message)")
    case (.some, true):
      self = .different("ended its process: \(message ?? "it was stopped"); what it did is gone")
    }
  }
}
