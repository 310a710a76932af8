internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import NotebookWorkflow
internal import Synchronization

/// What `notebook check` has found in a note, in one line: `4 cells, no errors`.
final class CheckSummary: Sendable {
  private struct Counts {
    var cells: Int?
    var errors = 0
    var warnings = 0
  }

  private let counts = Mutex(Counts())

  /// Counts what an event tells.
  func add(_ event: RunEvent) {
    counts.withLock { counts in
      guard case .session(let event) = event else { return }
      switch event {
      case .checkingStarted(let cells): counts.cells = cells
      case .checkingFinished(_, let diagnostics), .diagnostics(let diagnostics):
        counts.errors += diagnostics.count { $0.severity == .error }
        counts.warnings += diagnostics.count { $0.severity == .warning }
      default: break
      }
    }
  }

  /// The line; `nil` where no cell could be looked at because of errors.
  var text: String? {
    counts.withLock { counts in
      guard let cells = counts.cells ?? (counts.errors == 0 ? 0 : nil) else { return nil }
      let warnings =
        counts.warnings > 0 ? ", \(NumberFormat.count(counts.warnings, "warning"))" : ""
      return "\(NumberFormat.count(cells, "cell")), \(NumberFormat.count(counts.errors, "error"))"
        + warnings
    }
  }
}
