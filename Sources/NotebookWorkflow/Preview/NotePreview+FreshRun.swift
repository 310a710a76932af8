internal import KernelMessages
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

/// What came of running the note in a fresh kernel, beside its outputs in the preview.
enum FreshRunState: Sendable, Equatable {
  case running
  case equal
  /// The numbers of the cells whose outputs differ.
  case different([Int])
}

extension NotePreview {
  /// After a second in which nothing changes, runs the note in a fresh kernel and compares what its
  /// cells give with what the page shows.
  func compareWithFreshRun() {
    freshRunTask?.cancel()
    freshRunTask = Task {
      try? await Task.sleep(for: .seconds(1))
      guard !Task.isCancelled, let session, let notebook, await session.isUpToDate else { return }
      let shown = await session.result
      freshRun = .running
      wantPage()
      let fresh = await Self.freshResult(of: notebook)
      guard !Task.isCancelled, let fresh else { return }
      let cells = RecordComparison.cellsDiffering(in: fresh, from: shown, of: notebook)
      freshRun = cells.isEmpty ? .equal : .different(cells)
      wantPage()
    }
  }

  /// What a run in a kernel of its own gives; `nil` when cancelled.
  private nonisolated static func freshResult(of notebook: Notebook) async -> RunResult? {
    let interruption = RunInterruption()
    var options = RunOptions().session
    // What is remembered would be compared with itself.
    options.trainingMemory = .off
    return await withTaskCancellationHandler {
      try? await NoteSession.open(
        options: options, interruption: interruption, watch: { _, _ in }
      ) { session throws(RunFailure) in
        try await session.update(notebook)
        return try await session.run()
      }
    } onCancel: {
      interruption.request()
      interruption.request()
    }
  }
}
