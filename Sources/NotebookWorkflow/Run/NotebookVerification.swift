internal import FoundationEssentials
internal import NotebookDocument
internal import ReportRendering

/// Runs a note again, away from its report, and compares with the record.
package struct NotebookVerification: Sendable {
  package enum Result: Sendable, Equatable {
    /// So many outputs are what they were.
    case same(outputs: Int)
    case moved([MovedFigure])
    case notComparable(reason: String, status: RunOutcome.Status)
  }

  private let path: String
  private let recordDirectory: String
  private let tolerance: Double
  private let interruption: RunInterruption
  private let watch: NotebookRun.Watcher

  package init(
    path: String, recordDirectory: String, tolerance: Double, interruption: RunInterruption,
    watch: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.recordDirectory = recordDirectory
    self.tolerance = tolerance
    self.interruption = interruption
    self.watch = watch
  }

  package func callAsFunction() async -> Result {
    let recordPath = ReportPaths(note: path, directory: recordDirectory).record
    guard let recorded = RunRecord.read(at: recordPath) else {
      return .notComparable(
        reason: "there is no recorded run at \(recordPath); run the note first", status: .usage)
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "notebook-verify-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = RunOptions()
    options.outputDirectory = folder
    options.parameters = recorded.parameters
    options.force = true
    options.command = "notebook verify"
    let outcome = await NotebookRun(
      path: path, options: options, interruption: interruption, watch: watch)()
    guard let now = RunRecord.read(at: ReportPaths(note: path, directory: folder).record) else {
      return .notComparable(reason: "the note did not run", status: outcome.status)
    }
    let moved = RecordComparison(tolerance: tolerance).moved(from: recorded.run, to: now.run)
    return moved.isEmpty
      ? .same(outputs: now.run.cells.reduce(0) { $0 + $1.items.count }) : .moved(moved)
  }
}
