internal import KernelMessages
internal import NotebookDocument
package import NotebookSession
package import RunResults

/// Runs a note again, writing nothing, and compares with the record.
package struct NotebookVerification: Sendable {
  package enum Result: Sendable, Equatable {
    /// All is what it was; what was compared.
    case same(ComparedFigures)
    case moved([MovedFigure])
    /// A sweep of so many runs was interrupted: what had moved in those that were compared.
    case interrupted([MovedFigure], ComparedFigures, runs: Int)
    case notComparable(reason: String, status: RunStatus)
  }

  private let path: String
  private let vault: String?
  private let report: ReportDestination
  private let tolerance: Double
  private let interruption: RunInterruption
  private let watch: NotebookRun.Watcher

  /// - Parameter vault: The note's vault if none is marked as one, as for the run that was
  ///   recorded.
  package init(
    path: String, vault: String? = nil, report: ReportDestination, tolerance: Double,
    interruption: RunInterruption, watch: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.vault = vault
    self.report = report
    self.tolerance = tolerance
    self.interruption = interruption
    self.watch = watch
  }

  package func callAsFunction() async -> Result {
    let recordPath = report.paths(ofNoteAt: path).record
    // A run that did not complete says nothing of what a whole one gives.
    guard let latest = RunRecord.read(at: recordPath) else {
      return .notComparable(
        reason: "there is no recorded run at \(recordPath); run the note first", status: .usage)
    }
    let recorded = latest.complete ?? latest
    var options = RunOptions()
    options.parameters = recorded.parameters
    options.command = "notebook verify"
    options.trainingMemory = .off
    let run = NotebookRun(path: path, options: options, interruption: interruption, watch: watch)
    let notebook: Notebook
    let now: RunResult
    do {
      notebook = try NoteFile.notebook(
        at: path, parameters: recorded.parameters, vault: vault)
      now = try await run.produce(notebook)
    } catch {
      watch(.session(.diagnostics(error.diagnostics)), nil)
      return .notComparable(reason: "the note did not run", status: error.status)
    }
    switch now.status {
    case .complete, .failed: break
    case let status:
      let reason = status == .interrupted ? "the run was interrupted" : "the note did not run"
      return .notComparable(reason: reason, status: status)
    }
    let moved = RecordComparison(tolerance: tolerance, notebook: notebook)
      .moved(from: recorded.run, to: now)
    return moved.isEmpty ? .same(ComparedFigures(recorded.run)) : .moved(moved)
  }
}
