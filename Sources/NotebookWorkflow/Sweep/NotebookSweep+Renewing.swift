internal import NotebookDocument
internal import NotebookSession
internal import RunResults
internal import Sweeps

extension NotebookSweep {
  /// Makes the reports of complete runs anew whose text has changed since, as `notebook run` does:
  /// the outputs are what they were, the prose around them is that of the note.
  func renewReports(_ manifest: SweepManifest, _ notebook: Notebook) throws {
    let tools = InstalledFiles.stamps
    let page = fingerprints(of: notebook, tools).page
    var count = 0
    for (run, fingerprint) in zip(manifest.plan.runs, manifest.fingerprints) {
      guard interruption.requests == 0 else { break }
      guard let finished = FinishedRun.read(run, fingerprint: fingerprint, in: paths.runs),
        finished.summary.state == .completed, finished.pageFingerprint != page
      else { continue }
      let files = ReportPaths(note: path, directory: paths.runs, name: run.fileName)
      guard let record = RunRecord.read(at: files.record),
        record.executionFingerprint == fingerprint
      else { continue }
      let notebook = notebook.setting(run)
      var options = RunOptions()
      options.destination.folder = paths.runs
      let outcome = NotebookRun(
        path: path, options: options, interruption: interruption, watch: { _, _ in }
      ).renderStored(
        record, stamps: record.dataStamps, keeping: record, notebook,
        fingerprints(of: notebook, tools), files)
      guard outcome.report == files.report, let renewed = RunRecord.read(at: files.record) else {
        continue
      }
      try finished.renewed(renewed.run, of: notebook, pageFingerprint: page).write(in: paths.runs)
      count += 1
    }
    if count > 0 { watch(.reportsRenewed(runs: count)) }
  }
}
