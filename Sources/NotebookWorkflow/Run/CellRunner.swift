internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Runs the cells of one note in one kernel and gathers what they show.
struct CellRunner: Sendable {
  let notebook: Notebook
  let checked: CheckedNote
  let selected: SelectedCells
  let options: RunOptions
  let interruption: RunInterruption
  let watch: NotebookRun.Watcher

  /// What has come together so far.
  private struct Progress {
    var cells: [CellResult] = []
    var inlineResults: [Int: String] = [:]
    var notices: [Notice] = []
    var diagnostics: [Diagnostic] = []
    /// Why no further cell runs.
    var stopped: String?
    /// Where the interruption came, as in the report's states.
    var interrupted: String?

    mutating func interrupt(_ place: String) {
      interrupted = place
      stopped = place.isEmpty ? "interrupted" : "interrupted \(place)"
    }
  }

  /// Runs everything; the kernel and all it started are gone when this returns.
  func run() async throws(RunFailure) -> RunResult {
    let session = try kernelSession()
    var progress = Progress()
    do {
      try await session.start()
      interruption.deliver { count in
        if count == 1 { watch(.interruptionRequested, notebook.source) }
        session.interrupt()
      }
    } catch {
      progress.stopped = "the kernel did not start"
      progress.diagnostics.append(Diagnostic(.error, file: notebook.path, "\(error)"))
    }
    await runInlineExpressions(after: 0, session, &progress)
    for cell in notebook.cells {
      await run(cell, session, &progress)
      await runInlineExpressions(after: cell.number, session, &progress)
    }
    interruption.deliver(to: nil)
    await session.stop()
    return report(progress)
  }

  private func kernelSession() throws(RunFailure) -> KernelSession {
    do {
      return try KernelSession(
        executable: InstalledFiles.kernel, environment: Environment.ofCells,
        workingDirectory: Environment.absolute(notebook.path(ofFile: ".")),
        memoryLimit: options.memoryLimit, seed: notebook.seed, notePath: notebook.path)
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: notebook.path, "\(error)"))
    }
  }

  /// By which texts are shown without the modules of cells.
  private var typeNames: CellTypeNames {
    CellTypeNames(
      defined: Dictionary(
        checked.result.cells.map { ($0.number, Set($0.defines)) }, uniquingKeysWith: { $1 }))
  }

  // MARK: One cell

  private func run(_ cell: Cell, _ session: KernelSession, _ progress: inout Progress) async {
    let shown = RunningCell(
      number: cell.number, count: notebook.cells.count, label: cell.label, line: cell.firstLine,
      note: notebook.path)
    if interruption.requests > 0, progress.stopped == nil {
      progress.interrupt("before cell \(cell.number)")
    }
    var report = CellResult(number: cell.number, state: .completed)
    let found = checked.result.cells.first { $0.number == cell.number }
    report.diagnostics = (found?.diagnostics ?? []).filter {
      $0.severity != .warning || cell.options.showsWarnings
    }
    if !cell.options.evaluates || found?.failsAsExpected == true {
      progress.cells.append(report)
      return
    }
    if let reason = progress.stopped {
      report.state = .notRun(reason)
    } else if !selected.running.contains(cell.number) {
      report.state = .notRun(selected.reason)
    } else {
      watch(.cellStarted(shown), notebook.source)
      await execute(cell, shown, session, &report, &progress)
    }
    progress.cells.append(report)
    var told = report
    told.diagnostics = told.diagnostics.filter {
      $0.severity == .error && (report.state == .failed || !cell.options.expectsError)
    }
    watch(.cellFinished(shown, told), notebook.source)
  }

  private func execute(
    _ cell: Cell, _ shown: RunningCell, _ session: KernelSession, _ report: inout CellResult,
    _ progress: inout Progress
  ) async {
    let library: CompiledCell
    do {
      library = try await checked.libraries.compiled(cell.number)
    } catch {
      report.state = .failed
      report.diagnostics.append(
        Diagnostic(.error, file: notebook.path, line: cell.firstLine, "\(error)"))
      progress.stopped = "cell \(cell.number) failed"
      return
    }
    if interruption.requests > 0 {
      // The request came while the cell was still being compiled.
      progress.interrupt("before cell \(cell.number)")
      report.state = .notRun("the run was interrupted")
      return
    }
    let collector = OutputCollector()
    let timeout = cell.options.timeout ?? options.timeout
    let figureSize = FigureSize(cell.options)
    let onEvent: @Sendable (KernelEvent) -> Void = { collect($0, into: collector, shown) }
    let outcome: CellOutcome
    if cell.options.expectsError {
      (outcome, progress.stopped) = await ExpectedFailure(cell: cell, session: session)
        .run(library, timeout: timeout, figureSize: figureSize, onEvent: onEvent)
    } else {
      outcome = await session.run(
        library, timeout: timeout, figureSize: figureSize, onEvent: onEvent)
    }
    report.items = collector.items.map { $0.namingTypes(typeNames) }
    progress.notices += collector.notices
    progress.inlineResults.merge(collector.inlineValues.mapValues(typeNames.plain)) { $1 }
    progress.diagnostics += Self.falseClaims(in: report.items, file: notebook.path)
    settle(outcome, of: cell, lastEpoch: collector.epoch, &report, &progress)
  }

  /// What the outcome of a cell means for the report, and for the cells after it.
  private func settle(
    _ outcome: CellOutcome, of cell: Cell, lastEpoch: Int?, _ report: inout CellResult,
    _ progress: inout Progress
  ) {
    switch outcome {
    case .completed(let seconds):
      report.seconds = seconds
      if cell.options.expectsError {
        report.state = .failed
        report.diagnostics.append(
          Diagnostic(
            .error, file: notebook.path, line: cell.firstLine,
            "the cell was expected to fail ('error: true') and completed"))
      }
    case .failed(let failure):
      let line = failure.line ?? cell.firstLine
      var diagnostic = failure.diagnostic(file: notebook.path)
      diagnostic.line = line
      diagnostic.message = typeNames.plain(diagnostic.message)
      report.diagnostics.append(diagnostic)
      if failure.kind == .interruption {
        // A training loop came back early with what it had.
        let place = lastEpoch.map { "at epoch \($0)" } ?? ""
        report.state = .interrupted(place)
        progress.interrupt(place)
      } else if !cell.options.expectsError {
        report.state = .failed
        progress.stopped = "cell \(cell.number) failed"
      }
    }
  }

  private func collect(_ event: KernelEvent, into collector: OutputCollector, _ shown: RunningCell)
  {
    switch event {
    case .standardOutput(let text): collector.addStandardOutput(text)
    case .standardError(let text): collector.addStandardError(text)
    case .remark(let text): collector.addRemark(text)
    case .event(let event):
      collector.add(event)
      if case .progress(let progress) = event {
        watch(.cellProgress(shown, progress), notebook.source)
      }
    }
  }

  private func runInlineExpressions(
    after number: Int, _ session: KernelSession, _ progress: inout Progress
  ) async {
    guard progress.stopped == nil,
      number == 0 || selected.running.contains(number) || selected.reason.isEmpty,
      checked.result.inlineExpressions.contains(where: { $0.number == number })
    else { return }
    let collector = OutputCollector()
    let line = notebook.inlineExpressions.first { $0.precedingCells == number }?.line
    do {
      let library = try await checked.libraries.compiledInlineExpressions(after: number)
      let outcome = await session.run(library, timeout: options.timeout) { event in
        if case .event(let event) = event { collector.add(event) }
      }
      progress.notices += collector.notices
      progress.inlineResults.merge(collector.inlineValues.mapValues(typeNames.plain)) { $1 }
      if case .failed(let failure) = outcome {
        var diagnostic = failure.diagnostic(file: notebook.path)
        diagnostic.line = failure.line ?? line
        progress.diagnostics.append(diagnostic)
        progress.stopped = "an inline expression in line \(diagnostic.line ?? 0) failed"
      }
    } catch {
      progress.diagnostics.append(Diagnostic(.error, file: notebook.path, line: line, "\(error)"))
    }
  }

  // MARK: The whole

  private func report(_ progress: Progress) -> RunResult {
    let failedCells = progress.cells.count { $0.state == .failed }
    let claims = progress.cells.flatMap(\.items).count { item in
      if case .claim(let claim) = item { !claim.holds } else { false }
    }
    let state: RunResult.State
    if let interrupted = progress.interrupted {
      state = .interrupted(interrupted)
    } else if failedCells > 0 || claims > 0 || progress.stopped != nil {
      state = .failed(cells: failedCells, claims: claims)
    } else {
      state = .complete
    }
    if !progress.diagnostics.isEmpty { watch(.diagnostics(progress.diagnostics), notebook.source) }
    return RunResult(
      state: state, cells: progress.cells, inlineResults: progress.inlineResults,
      diagnostics: progress.diagnostics, notices: progress.notices,
      information: RunInformation(started: "", seconds: 0, command: ""))
  }

  private static func falseClaims(in items: [CellResult.Item], file: String) -> [Diagnostic] {
    items.compactMap { item in
      guard case .claim(let claim) = item, !claim.holds else { return nil }
      return Diagnostic(
        .error, file: file, line: claim.line, "the claim is false: \(claim.sentence)",
        explanation: claim.detail)
    }
  }
}

extension FigureSize {
  /// The size that `fig-width` and `fig-height` ask for: an inch has 96 CSS pixels.
  fileprivate init(_ options: CellOptions) {
    self.init(
      width: options.figureWidth.map { $0 * 96 }, height: options.figureHeight.map { $0 * 96 })
  }
}
