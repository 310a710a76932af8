internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

extension NotebookRun {
  /// What can be had without running a cell: nothing to do when nothing has changed, a new page from
  /// the stored outputs when only prose has; `nil` when the note has to run.
  func reuse(
    _ record: RunRecord, _ notebook: Notebook, _ fingerprints: Fingerprints, _ paths: ReportPaths
  ) -> RunOutcome? {
    guard record.executionFingerprint == fingerprints.execution, record.run.state == .complete,
      !notebook.hasErrors,
      let stamps = RecordedData(record.run, of: notebook).stamps(
        isKnown: record.dataStamps.contains)
    else { return nil }
    var renewed = record
    renewed.dataStamps = stamps
    let made = record.run.information.started
    if record.pageFingerprint == fingerprints.page, let report = record.report, report.isCurrent {
      if stamps != record.dataStamps { RunFiles(paths: paths).renew(record, as: renewed) }
      watch(.upToDate(report: paths.report, made: made), notebook.source)
      return RunOutcome(record.run, report: paths.report)
    }
    watch(.renderingStoredOutputs(made: made), notebook.source)
    if !notebook.diagnostics.isEmpty {
      watch(.session(.diagnostics(notebook.diagnostics)), notebook.source)
    }
    var run = record.run.relocated(
      from: record.cellLines, to: notebook.cells.map(\.firstLine))
    run.diagnostics = notebook.diagnostics
    var shown = run
    shown.information.facts.insert(
      RunInformation.Fact("Outputs", "stored ones of \(made); since then only prose has changed"),
      at: 0)
    renewed.run = run
    renewed.pageFingerprint = fingerprints.page
    renewed.cellLines = notebook.cells.map(\.firstLine)
    return write(notebook, shown, renewed, paths)
  }
}

extension RunResult {
  /// The result with the lines of claims and diagnostics moved to where their cells now stand.
  fileprivate func relocated(from before: [Int], to after: [Int]) -> RunResult {
    var result = self
    for index in result.cells.indices where index < before.count && index < after.count {
      result.cells[index] = result.cells[index].shifted(by: after[index] - before[index])
    }
    return result
  }
}
