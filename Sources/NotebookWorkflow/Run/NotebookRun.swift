internal import CellCompilation
package import NotebookDocument
package import NotebookSession
internal import ReportRendering
internal import RunResults
internal import Synchronization

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
  /// The note's cells, where they were compiled before.
  let compiled: CompiledNote?

  package init(
    path: String, options: RunOptions, interruption: RunInterruption, watch: @escaping Watcher
  ) {
    self.init(
      path: path, options: options, compiled: nil, interruption: interruption, watch: watch)
  }

  init(
    path: String, options: RunOptions, compiled: CompiledNote?, interruption: RunInterruption,
    watch: @escaping Watcher
  ) {
    self.path = path
    self.compiled = compiled
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
      let notebook = try NoteFile.notebook(
        at: path, parameters: options.parameters, vault: options.vault)
      source = notebook.source
      outcome = try await run(notebook)
      outcome = await writeFiles(beside: outcome, notebook)
    } catch {
      watch(.session(.diagnostics(error.diagnostics)), source)
      outcome = RunOutcome(status: error.status, report: nil)
    }
    outcome.seconds = clock.seconds
    watch(.finished(outcome), source)
    return outcome
  }

  private func run(_ notebook: Notebook) async throws(RunFailure) -> RunOutcome {
    let begin = FileStamp.now
    let paths = options.destination.paths(ofNoteAt: path)
    try OutputFolder.prepare(options.destination.folder, for: paths)
    let fingerprints = Fingerprints(
      notebook: notebook, options: options, tools: InstalledFiles.stamps)
    if options.rendersOnly { return try render(notebook, paths) }
    let earlier = RunRecord.read(at: paths.record)
    if !options.force, let earlier, let outcome = reuse(earlier, notebook, fingerprints, paths) {
      return outcome
    }
    return try await execute(notebook, fingerprints, paths, earlier: earlier, begin: begin).outcome
  }

  /// Runs the note whatever was run before, and writes its files.
  ///
  /// - Parameters:
  ///   - earlier: The record that is there.
  ///   - begin: When the run began, in nanoseconds since 1970.
  func execute(
    _ notebook: Notebook, _ fingerprints: Fingerprints, _ paths: ReportPaths, earlier: RunRecord?,
    begin: Int
  ) async throws(RunFailure) -> (outcome: RunOutcome, result: RunResult) {
    let makeRecord: @Sendable (RunResult) -> RunRecord = { [options] run in
      RunRecord(notebook, fingerprints, parameters: options.parameters, run: run, begin: begin)
        .keeping(earlier)
    }
    let progress = RecordInProgress(RunFiles(paths: paths), makeRecord: makeRecord)
    let run: RunResult
    do {
      run = try await produce(notebook, savingTo: progress)
    } catch {
      await progress.cancel()
      throw error
    }
    await progress.finish(run)
    return (write(notebook, run, makeRecord(run), paths), run)
  }

  /// Runs the note, or says why it cannot run.
  ///
  /// - Parameter progress: Where the results so far are saved; `nil` for nowhere.
  func produce(
    _ notebook: Notebook, savingTo progress: RecordInProgress? = nil
  ) async throws(RunFailure) -> RunResult {
    if !notebook.diagnostics.isEmpty {
      watch(.session(.diagnostics(notebook.diagnostics)), notebook.source)
    }
    let (selection, watch, compiled) = (options.selection, watch, compiled)
    // The session is known only after its watcher; no cell starts before that.
    let opened = Mutex<NoteSession?>(nil)
    return try await NoteSession.open(
      options: options.session, interruption: interruption,
      watch: { event, source in
        watch(.session(event), source)
        if case .cellStarted = event, let progress, let session = opened.withLock(\.self) {
          Task { await progress.save(session) }
        }
      }
    ) { session throws(RunFailure) in
      opened.withLock { $0 = session }
      if let compiled {
        await session.adopt(notebook, compiled: compiled)
      } else {
        try await session.update(notebook)
      }
      return try await session.run(selection)
    }
  }

  /// Renders the page and puts it and the record in the places of the old ones.
  func write(
    _ notebook: Notebook, _ shown: RunResult, _ record: RunRecord, _ paths: ReportPaths
  ) -> RunOutcome {
    var shown = shown
    // The seed of the charts of a summary is none of what they show.
    if options.headFacts != nil {
      shown.information.facts.removeAll { $0.name == RunInformation.Fact.seed }
    }
    // What a cell gave in the last complete run is better than nothing, where it says so.
    let filled = record.lastComplete?.first.map { $0.filling(shown, of: notebook) }
    var renderer = ReportRenderer()
    renderer.formulaFolder = ReportRenderer.usualFormulaFolder
    renderer.reportFolder = options.destination.folder
    renderer.vault = options.vault
    renderer.trustsHTML = options.trustsHTML
    renderer.styleSheet = options.styleSheet
    renderer.surroundings = options.surroundings
    renderer.headFacts = options.headFacts
    renderer.recordedValues =
      RecordedNotes(embeddedIn: path, reportsIn: options.destination.folder).values
    let rendered = renderer.render(notebook: notebook, run: filled ?? shown)
    if !rendered.diagnostics.isEmpty {
      watch(.session(.diagnostics(rendered.diagnostics)), notebook.source)
    }
    var outcome = RunOutcome(shown, report: paths.report)
    do {
      try RunFiles(paths: paths).write(page: rendered.html, record: record)
    } catch {
      let kept = RunFiles.keep(page: rendered.html, record: record, note: path)
      let diagnostic = Diagnostic(
        .error, file: paths.report, "\(error)",
        explanation: kept.map { "the report of this run is kept at \($0.report)" }
          ?? "nor could the report of this run be kept in a temporary folder: its outputs are lost")
      watch(.session(.diagnostics([diagnostic])), notebook.source)
      outcome.report = kept?.report
      if outcome.status == .complete { outcome.status = .failed }
    }
    return outcome
  }
}
