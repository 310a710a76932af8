internal import NotebookDocument
package import NotebookSession
internal import ReportRendering
package import RunResults

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

  /// Checks the note; errors make the status ``RunStatus/invalidNote``.
  package func callAsFunction() async -> RunStatus {
    var source: NoteSource?
    do throws(RunFailure) {
      let notebook = try NoteFile.notebook(at: path, parameters: parameters)
      source = notebook.source
      watch(.session(.diagnostics(notebook.diagnostics)), source)
      return try await NoteSession.open(
        options: RunOptions().session, interruption: interruption,
        watch: { [watch] in watch(.session($0), $1) }
      ) { session throws(RunFailure) in
        try await session.update(notebook, generatesCode: false)
        // What is wrong with formulas, images and links, only making the page can tell.
        var renderer = ReportRenderer()
        renderer.formulaFolder = ReportRenderer.usualFormulaFolder
        let prose = renderer.diagnostics(of: notebook, run: await session.result)
        watch(.session(.diagnostics(prose)), notebook.source)
        return await session.isSound ? .complete : .invalidNote
      }
    } catch {
      watch(.session(.diagnostics(error.diagnostics)), source)
      return error.status
    }
  }
}
