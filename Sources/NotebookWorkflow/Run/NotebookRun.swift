internal import CellExecution
internal import NotebookDisplay
package import NotebookDocument
internal import ReportRendering

/// One note from its text to its report: read, check, run, render.
///
/// The note is never touched. The report and the record are written beside their old versions and
/// renamed when they are whole, so a run that ends anywhere leaves either the old ones or the new.
package struct NotebookRun: Sendable {
  /// Told of everything, with the note's text for quoting lines.
  package typealias Watcher = @Sendable (RunEvent, NoteSource?) -> Void

  let path: String
  let options: RunOptions
  let interruption: RunInterruption
  let watch: Watcher

  package init(
    path: String, options: RunOptions, interruption: RunInterruption, watch: @escaping Watcher
  ) {
    self.path = path
    self.options = options
    self.interruption = interruption
    self.watch = watch
  }

  /// Runs the note and writes its report; what goes wrong is told as diagnostics, not thrown.
  package func callAsFunction() async -> RunOutcome {
    let clock = Stopwatch()
    var source: NoteSource?
    var outcome: RunOutcome
    do {
      let notebook = try NoteFile.notebook(at: path, parameters: options.parameters)
      source = notebook.source
      outcome = try await run(notebook, clock)
    } catch {
      watch(.diagnostics(error.diagnostics), source)
      outcome = RunOutcome(status: error.status, report: nil)
    }
    outcome.seconds = clock.seconds
    watch(.finished(outcome), source)
    return outcome
  }

  private func run(_ notebook: Notebook, _ clock: Stopwatch) async throws(RunFailure) -> RunOutcome
  {
    let paths = ReportPaths(note: path, directory: options.outputDirectory)
    try OutputFolder.prepare(options.outputDirectory, for: paths.report)
    let fingerprints = Fingerprints(
      notebook: notebook, options: options, tools: InstalledFiles.stamps)
    if !options.force, let record = RunRecord.read(at: paths.record),
      let outcome = try reuse(record, notebook, fingerprints, paths)
    {
      return outcome
    }

    let seed = notebook.frontMatter.seed ?? 0
    var run: RunReport
    if notebook.hasErrors {
      watch(.diagnostics(notebook.diagnostics), notebook.source)
      run = RunReport.notRun(notebook)
      run.information = information(notebook, clock, checked: nil, notices: [])
    } else {
      if !notebook.diagnostics.isEmpty {
        watch(.diagnostics(notebook.diagnostics), notebook.source)
      }
      run = try await execute(notebook, seed, clock)
    }
    run.diagnostics = notebook.diagnostics + run.diagnostics

    try write(notebook, run, paths)
    let record = RunRecord(
      note: path, pageFingerprint: fingerprints.page,
      executionFingerprint: fingerprints.execution, parameters: options.parameters,
      cellLines: notebook.cells.map(\.firstLine), seed: seed, run: run,
      report: FileStamp(path: paths.report))
    try record.write(to: paths.record)
    return outcome(of: run, report: paths.report)
  }

  /// Renders the page and puts it in the place of the old one.
  func write(_ notebook: Notebook, _ run: RunReport, _ paths: ReportPaths) throws(RunFailure) {
    let rendered = ReportRenderer().render(notebook: notebook, run: run)
    if !rendered.diagnostics.isEmpty { watch(.diagnostics(rendered.diagnostics), notebook.source) }
    do {
      try ReportFile.write(rendered.html, to: paths.report)
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: paths.report, "\(error)"))
    }
  }

  /// How the run ended, in numbers and as a status.
  func outcome(of run: RunReport, report: String) -> RunOutcome {
    let claims = run.cells.flatMap(\.items).compactMap { item -> Claim? in
      if case .claim(let claim) = item { claim } else { nil }
    }
    let status: RunOutcome.Status =
      switch run.state {
      case .complete: .complete
      case .failed: .failed
      case .notRun: .invalidNote
      case .interrupted: .interrupted
      }
    return RunOutcome(
      status: status, report: report, claims: claims.count,
      falseClaims: claims.count { !$0.holds },
      usesSyntheticData: run.notices.contains { notice in
        if case .syntheticData = notice { true } else { false }
      })
  }

  /// The reproducibility stamp.
  func information(
    _ notebook: Notebook, _ clock: Stopwatch, checked: CheckedNote?, notices: [Notice]
  ) -> RunInformation {
    let facts = RunFacts(
      seed: notebook.frontMatter.seed ?? 0, parameters: notebook.frontMatter.parameters,
      compiler: checked?.compiler, notices: notices,
      cellsFromCache: checked?.result.cells.count { $0.isFromCache } ?? 0,
      cells: checked?.result.cells.count ?? 0)
    return RunInformation(
      started: clock.started, seconds: clock.seconds, command: options.command, facts: facts.list,
      dataFiles: facts.dataFiles)
  }
}

extension RunReport {
  /// A run that could not begin: no cell ran.
  static func notRun(_ notebook: Notebook) -> RunReport {
    RunReport(
      state: .notRun,
      cells: notebook.cells.map { cell in
        CellReport(number: cell.number, state: .notRun("the note has errors"))
      }, information: RunInformation(started: "", seconds: 0, command: ""))
  }
}
