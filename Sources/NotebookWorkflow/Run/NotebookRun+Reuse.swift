internal import NotebookDisplay
internal import NotebookDocument
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
      return outcome(of: record.run, report: paths.report)
    }
    watch(.renderingStoredOutputs(made: made), notebook.source)
    if !notebook.diagnostics.isEmpty { watch(.diagnostics(notebook.diagnostics), notebook.source) }
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
  /// The report with the lines of claims and diagnostics moved to where their cells now stand.
  fileprivate func relocated(from before: [Int], to after: [Int]) -> RunResult {
    var report = self
    for index in report.cells.indices where index < before.count && index < after.count {
      let shift = after[index] - before[index]
      guard shift != 0 else { continue }
      report.cells[index].diagnostics = report.cells[index].diagnostics.map {
        $0.shifted(by: shift)
      }
      report.cells[index].items = report.cells[index].items.map { item in
        guard case .claim(var claim) = item else { return item }
        claim.line += shift
        return .claim(claim)
      }
    }
    return report
  }
}
