internal import NotebookDocument
internal import NotebookSession
internal import RunResults

extension NotebookRun {
  /// Writes what was asked for beside the report: figures as files, the report as PDF.
  func writeFiles(beside outcome: RunOutcome, _ notebook: Notebook) async -> RunOutcome {
    var outcome = outcome
    guard let report = outcome.report else { return outcome }
    var diagnostics: [Diagnostic] = []
    let paths = options.destination.paths(ofNoteAt: path)
    if let folder = options.figureDirectory, let record = RunRecord.read(at: paths.record) {
      diagnostics += await FigureFiles(
        record.run, of: notebook, folder: folder, name: paths.name
      ).write()
    }
    if options.printsPDF, let failure = await PrintedReport(report: report).print() {
      diagnostics.append(failure)
      if outcome.status == .complete { outcome.status = .failed }
    }
    if !diagnostics.isEmpty { watch(.session(.diagnostics(diagnostics)), notebook.source) }
    return outcome
  }
}
