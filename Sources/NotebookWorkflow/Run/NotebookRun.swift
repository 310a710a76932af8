internal import CellCompilation
internal import NotebookDisplay
package import NotebookDocument
internal import ReportRendering
internal import RunResults

/// One note from its text to its report: read, check, run, render.
///
/// The note is never touched. The report and the record are written beside their old versions and
/// renamed when both are whole, so a run that ends anywhere leaves either the old ones or the new.
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
    let begin = FileStamp.now
    let paths = ReportPaths(note: path, directory: options.outputDirectory)
    try OutputFolder.prepare(options.outputDirectory, for: paths)
    let fingerprints = Fingerprints(
      notebook: notebook, options: options, tools: InstalledFiles.stamps)
    if !options.force, let record = RunRecord.read(at: paths.record),
      let outcome = reuse(record, notebook, fingerprints, paths)
    {
      return outcome
    }

    let run = try await produce(notebook, clock)
    let record = RunRecord(
      notebook, fingerprints, parameters: options.parameters, run: run, begin: begin)
    return write(notebook, run, record, paths)
  }

  /// Runs the note, or says why it cannot run; writes nothing.
  func produce(_ notebook: Notebook, _ clock: Stopwatch) async throws(RunFailure) -> RunResult {
    var run: RunResult
    if notebook.hasErrors {
      watch(.diagnostics(notebook.diagnostics), notebook.source)
      run = RunResult.notRun(notebook)
      run.information = information(notebook, clock, checked: nil, notices: [])
    } else {
      if !notebook.diagnostics.isEmpty {
        watch(.diagnostics(notebook.diagnostics), notebook.source)
      }
      run = try await execute(notebook, clock)
    }
    run.diagnostics = notebook.diagnostics + run.diagnostics
    return run
  }

  /// Renders the page and puts it and the record in the places of the old ones.
  func write(
    _ notebook: Notebook, _ shown: RunResult, _ record: RunRecord, _ paths: ReportPaths
  ) -> RunOutcome {
    var renderer = ReportRenderer()
    renderer.reportFolder = options.outputDirectory
    let rendered = renderer.render(notebook: notebook, run: shown)
    if !rendered.diagnostics.isEmpty { watch(.diagnostics(rendered.diagnostics), notebook.source) }
    var outcome = outcome(of: record.run, report: paths.report)
    do {
      try RunFiles(paths: paths).write(page: rendered.html, record: record)
    } catch {
      let kept = RunFiles.keep(page: rendered.html, record: record, note: path)
      let diagnostic = Diagnostic(
        .error, file: paths.report, "\(error)",
        explanation: kept.map { "the report of this run is kept at \($0.report)" }
          ?? "nor could the report of this run be kept in a temporary folder: its outputs are lost")
      watch(.diagnostics([diagnostic]), notebook.source)
      outcome.report = kept?.report
      if outcome.status == .complete { outcome.status = .failed }
    }
    return outcome
  }

  /// How the run ended, in numbers and as a status.
  func outcome(of run: RunResult, report: String) -> RunOutcome {
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
      seed: notebook.seed, parameters: notebook.frontMatter.parameters,
      compiler: checked?.compiler, notices: notices,
      cellsFromCache: checked?.result.cells.count { $0.isFromCache } ?? 0,
      cells: checked?.result.cells.count ?? 0)
    return RunInformation(
      started: clock.started, seconds: clock.seconds, command: options.command, facts: facts.list,
      dataFiles: facts.dataFiles)
  }
}

extension RunResult {
  /// A run that could not begin: no cell ran.
  static func notRun(_ notebook: Notebook) -> RunResult {
    RunResult(
      state: .notRun,
      cells: notebook.cells.map { cell in
        CellResult(number: cell.number, state: .notRun("the note has errors"))
      }, information: RunInformation(started: "", seconds: 0, command: ""))
  }
}
