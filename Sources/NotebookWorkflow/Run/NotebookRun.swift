internal import CellExecution
internal import FoundationEssentials
internal import NotebookDisplay
package import NotebookDocument
internal import ReportRendering

/// One note from its text to its report: read, check, run, render.
///
/// The note is never touched. The report and the record are written beside their old versions and
/// renamed when they are whole, so a run that ends anywhere leaves either the old ones or the new.
package struct NotebookRun: Sendable {
  package let path: String
  package let options: RunOptions
  private let interruption: RunInterruption
  private let watch: @Sendable (RunEvent, _ source: String) -> Void

  package init(
    path: String, options: RunOptions, interruption: RunInterruption,
    watch: @escaping @Sendable (RunEvent, _ source: String) -> Void
  ) {
    self.path = path
    self.options = options
    self.interruption = interruption
    self.watch = watch
  }

  /// Runs the note and writes its report; what goes wrong is told as diagnostics, not thrown.
  package func callAsFunction() async -> RunOutcome {
    let started = Stopwatch()
    let source: NoteSource
    do {
      source = try NoteSource(path: path)
    } catch {
      watch(.diagnostics([error.diagnostic]), "")
      return finish(RunOutcome(status: .usage, report: nil), "")
    }
    do {
      return finish(try await run(source, started), source.text)
    } catch let failure as RunFailure {
      watch(.diagnostics(failure.diagnostics), source.text)
      return finish(RunOutcome(status: failure.status, report: nil), source.text)
    } catch {
      let diagnostic = Diagnostic(.error, file: path, "\(error)")
      watch(.diagnostics([diagnostic]), source.text)
      return finish(RunOutcome(status: .failed, report: nil), source.text)
    }
  }

  private func finish(_ outcome: RunOutcome, _ source: String) -> RunOutcome {
    watch(.finished(outcome), source)
    return outcome
  }
}
