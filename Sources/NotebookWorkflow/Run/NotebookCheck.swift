internal import CellCompilation
internal import NotebookDocument
internal import ReportRendering

/// Reads a note, type-checks its cells and tries its formulas, images and links; nothing runs,
/// nothing is written.
package struct NotebookCheck: Sendable {
  private let path: String
  private let parameters: [String]
  private let interruption: RunInterruption
  private let watch: NotebookRun.Watcher

  package init(
    path: String, parameters: [String], interruption: RunInterruption,
    watch: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.parameters = parameters
    self.interruption = interruption
    self.watch = watch
  }

  /// Checks the note; errors make the status ``RunOutcome/Status/invalidNote``.
  package func callAsFunction() async -> RunOutcome.Status {
    var source: NoteSource?
    do {
      let notebook = try NoteFile.notebook(at: path, parameters: parameters)
      source = notebook.source
      watch(.diagnostics(notebook.diagnostics), source)
      async let prose = Self.proseDiagnostics(of: notebook)
      let check = NoteCheck(notebook: notebook, interruption: interruption, watch: watch)
      let checked = try await check(generatesCode: false)
      await checked.libraries.close()
      watch(.diagnostics(await prose), source)
      return notebook.hasErrors || !checked.result.isSound ? .invalidNote : .complete
    } catch {
      watch(.diagnostics(error.diagnostics), source)
      return error.status
    }
  }

  /// What is wrong with formulas, images and links, which only making the page can tell.
  private static func proseDiagnostics(of notebook: Notebook) async -> [Diagnostic] {
    ReportRenderer().diagnostics(of: notebook, run: .notRun(notebook))
  }
}
