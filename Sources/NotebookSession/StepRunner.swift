internal import CellCompilation
internal import KernelMessages
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Runs one step in a kernel and gathers what it shows.
struct StepRunner: Sendable {
  let notebook: Notebook
  let check: CheckResult
  let libraries: any CellLibraries
  let kernel: KernelSession
  /// What cells before the step have left undefined.
  var lostNames = LostNames()
  let options: SessionOptions
  let interruption: RunInterruption
  /// Whether `watch` is also told of what a cell's tasks and threads print and show after its end,
  /// until another cell runs.
  var hearsTasksAfterCells = false
  /// Whether a cell that was asked to end, and has come to its own end unmoved, is interrupted all
  /// the same: then nothing runs that waits behind it.
  var tellsLateInterruptions = false
  let watch: @Sendable (SessionEvent) -> Void

  /// Runs the step to its end, whatever that is.
  ///
  /// - Parameter standing: What the note, which may have changed meanwhile, says of the step; asked
  ///   before it begins.
  /// - Returns: `nil` where the step has not begun, as the text has changed.
  func run(_ step: Step, standing: @Sendable () async -> Step.Standing) async -> ExecutedStep? {
    let library: Result<CompiledCell, any Error>
    do {
      library = .success(try await compiledCode(of: step))
    } catch is CancellationError {
      return nil
    } catch {
      library = .failure(error)
    }
    switch (await standing(), library) {
    case (.obsolete, _), (.unknown, .failure): return nil
    case (.wanted, _), (.unknown, .success): break
    }
    switch step.kind {
    case .cell(let cell): return await run(cell, library, of: step, standing: standing)
    case .inlineExpressions(let number):
      return await runInlineExpressions(after: number, library, of: step)
    }
  }

  private func compiledCode(of step: Step) async throws -> CompiledCell {
    switch step.kind {
    case .cell(let cell):
      let reference = CellReference(cell, of: notebook)
      let ticker = Ticker { [watch] in watch(.cellCompiling(reference, seconds: $0)) }
      defer { ticker.stop() }
      return try await libraries.compiled(cell.number)
    case .inlineExpressions(let number):
      return try await libraries.compiledInlineExpressions(after: number)
    }
  }

  /// What cells read as the note's parameters.
  private var parameters: [String: String] {
    Dictionary(
      notebook.frontMatter.parameters.map { ($0.name, $0.value.description) },
      uniquingKeysWith: { $1 })
  }

  /// By which texts are shown without the modules of cells.
  private var typeNames: CellTypeNames {
    CellTypeNames(
      defined: Dictionary(
        check.cells.map { ($0.number, Set($0.defines)) }, uniquingKeysWith: { $1 }))
  }

  // MARK: Cells

  private func run(
    _ cell: Cell, _ library: Result<CompiledCell, any Error>, of step: Step,
    standing: @Sendable () async -> Step.Standing
  ) async -> ExecutedStep {
    let reference = CellReference(cell, of: notebook)
    var executed = ExecutedStep(step: step)
    var result = CellResult(number: cell.number, state: .completed)
    result.diagnostics = check.shownDiagnostics(of: cell)
    watch(.cellStarted(reference))
    await execute(cell, library, reference, &result, &executed)
    result.diagnostics = result.diagnostics.map { $0.placed(in: notebook.source) }
    executed.result = result
    var shown = result
    shown.diagnostics = shown.diagnostics.filter {
      $0.severity == .error && (result.state == .failed || !cell.options.mayFail)
    }
    // That the tool itself has ended a cell which nobody wants any more is no error.
    if case .interrupted = result.state, await standing() == .obsolete { shown.diagnostics = [] }
    watch(.cellFinished(reference, shown))
    return executed
  }

  private func execute(
    _ cell: Cell, _ compiled: Result<CompiledCell, any Error>, _ reference: CellReference,
    _ result: inout CellResult, _ executed: inout ExecutedStep
  ) async {
    if let failure = lostNames.failure(of: checked(cell)) {
      return settle(.failed(failure), of: cell, isStateKept: false, &result, &executed)
    }
    let library: LoadableCell
    do {
      library = LoadableCell(try compiled.get())
    } catch {
      result.state = .failed
      result.errorName = "NotebookError"
      result.diagnostics.append(
        Diagnostic(.error, file: notebook.path, line: cell.firstLine, "\(error)"))
      executed.end = .stopped("cell \(cell.number) failed")
      return
    }
    if interruption.requests > 0 {
      // The request came while the cell was still being compiled.
      executed.end = .interrupted("before cell \(cell.number)")
      result.state = .notRun("the run was interrupted")
      return
    }
    let collector = OutputCollector()
    let timeout = cell.options.timeout ?? options.timeout
    var figureSize = FigureSize(cell.options)
    figureSize.drawsFile = options.drawsFigureFiles
    let trainingMemory = trainingMemory(of: cell)
    let onEvent: @Sendable (KernelEvent) -> Void = { event in
      if event == .inputRequested { return askForLine() }
      let shown = collector.add(event, names: typeNames)
      // A reader has seen it the first time.
      guard !collector.isRepetition else { return }
      if case .event(.progress(let progress)) = event {
        watch(.cellProgress(reference, progress))
      } else if let shown {
        watch(.cellOutput(reference, shown))
      }
    }
    let outcome: CellOutcome
    var isStateKept = true
    if cell.options.mayFail {
      let ending = await ExpectedFailure(
        cell: cell, kernel: kernel, isHeardAfterItsEnd: hearsTasksAfterCells
      )
      .run(
        library, timeout: timeout, figureSize: figureSize, parameters: parameters,
        trainingMemory: trainingMemory,
        onRepetition: collector.restart, onEvent: onEvent)
      (outcome, isStateKept) = (ending.outcome, ending.isStateKept)
      if let obstacle = ending.obstacle { executed.end = .stopped(obstacle) }
    } else {
      outcome = await kernel.run(
        library, timeout: timeout, figureSize: figureSize, parameters: parameters,
        trainingMemory: trainingMemory, isHeardAfterItsEnd: hearsTasksAfterCells,
        onEvent: onEvent)
    }
    result.items = collector.items.map { $0.placed(in: notebook.source) }
    executed.notices = collector.notices
    executed.inlineResults = collector.inlineValues
    executed.diagnostics = result.falseClaims(file: notebook.path)
    let counted = counted(await attributed(outcome))
    settle(
      counted, of: cell, isStateKept: isStateKept, lastEpoch: collector.epoch, &result, &executed)
  }

  /// The outcome, which is an interruption where what ended the kernel was meant for this process
  /// too: a job's processes get the signal one after the other, and the kernel may be the first.
  private func attributed(_ outcome: CellOutcome) async -> CellOutcome {
    guard case .failed(let failure) = outcome, failure.isRequestToEnd,
      await interruption.isRequested(within: .seconds(2))
    else { return outcome }
    var interrupted = CellFailure(
      .interruption, "interrupted",
      explanation: "the request to end the run has ended the kernel too", isKernelAlive: false)
    interrupted.seconds = failure.seconds
    return .failed(interrupted)
  }

  /// The outcome, where an interruption that came too late to change anything is none.
  private func counted(_ outcome: CellOutcome) -> CellOutcome {
    guard !tellsLateInterruptions, case .failed(let failure) = outcome,
      failure.kind == .interruption, !failure.isCutShort, let seconds = failure.seconds
    else { return outcome }
    return .completed(seconds: seconds)
  }

  /// Hands the running cell the line that it waits for.
  private func askForLine() {
    guard let ask = options.askForLine else { return kernel.provideInput(nil) }
    ask { [kernel] in kernel.provideInput($0) }
  }

  /// A training that is measured takes the time it takes.
  private func trainingMemory(of cell: Cell) -> TrainingMemoryUse {
    let isTimed = checked(cell)?.isTimed ?? false
    return isTimed && options.trainingMemory == .use ? .renew : options.trainingMemory
  }

  private func checked(_ cell: Cell) -> CheckedCell? {
    check.cells.first { $0.number == cell.number }
  }

  /// What the outcome of a cell means for its result, and for the cells after it.
  private func settle(
    _ outcome: CellOutcome, of cell: Cell, isStateKept: Bool, lastEpoch: Int? = nil,
    _ result: inout CellResult, _ executed: inout ExecutedStep
  ) {
    switch outcome {
    case .completed(let seconds):
      result.seconds = seconds
      if cell.options.requiresError {
        result.state = .failed
        result.errorName = "NotebookError"
        result.diagnostics.append(
          Diagnostic(
            .error, file: notebook.path, line: cell.firstLine,
            "the cell completed, but 'runtime-error: true' says that it has to fail"))
      }
    case .failed(let failure):
      executed.failure = failure
      result.seconds = failure.seconds
      result.errorName = failure.errorName
      var diagnostic = failure.diagnostic(file: notebook.path)
      diagnostic.line = failure.line ?? cell.firstLine
      diagnostic.message = typeNames.plain(diagnostic.message)
      if diagnostic.explanation == nil, failure.kind == .trap, let line = diagnostic.line {
        diagnostic.explanation = LanguageHints.hint(
          forTrap: diagnostic.message, line: notebook.source.text(ofLine: line) ?? "")
      }
      result.diagnostics.append(diagnostic)
      if failure.kind == .interruption {
        // A training loop came back early with what it had.
        let place = lastEpoch.map { "at epoch \($0)" } ?? ""
        result.state = .interrupted(place)
        executed.end = .interrupted(place)
      } else if cell.options.mayFail {
        // Of a cell that has not begun nothing is undone, nor where no later cell can run.
        if !isStateKept, failure.seconds != nil, executed.end == .completed {
          result.diagnostics[result.diagnostics.count - 1].notes.append(
            Diagnostic(
              .note, file: notebook.path, line: cell.firstLine,
              "what the cell had changed before it stopped is undone"))
        }
        executed.lostNames = LostNames.lost(
          by: cell, checked(cell), failing: failure.line, isStateKept: isStateKept)
      } else {
        result.state = .failed
        executed.end = .stopped("cell \(cell.number) failed")
      }
    }
  }

  // MARK: Inline expressions

  private func runInlineExpressions(
    after number: Int, _ compiled: Result<CompiledCell, any Error>, of step: Step
  ) async -> ExecutedStep {
    var executed = ExecutedStep(step: step)
    let collector = OutputCollector()
    let names = typeNames
    do {
      let outcome: CellOutcome
      let checked = check.inlineExpressions.first { $0.number == number }
      if let failure = lostNames.failure(of: checked) {
        outcome = .failed(failure)
      } else {
        let library = LoadableCell(try compiled.get())
        outcome = await kernel.run(
          library, timeout: options.timeout, parameters: parameters
        ) { event in
          if event == .inputRequested { return askForLine() }
          if case .event = event { _ = collector.add(event, names: names) }
        }
      }
      executed.notices = collector.notices
      executed.inlineResults = collector.inlineValues
      if case .failed(let failure) = counted(outcome) {
        executed.failure = failure
        var diagnostic = failure.diagnostic(file: notebook.path)
        diagnostic.line = failure.line ?? step.line
        executed.diagnostics.append(diagnostic.placed(in: notebook.source))
        executed.end = .stopped(reason(failedAt: diagnostic.line ?? step.line))
      }
    } catch {
      executed.diagnostics.append(
        Diagnostic(.error, file: notebook.path, line: step.line, "\(error)")
          .placed(in: notebook.source))
      executed.end = .stopped(reason(failedAt: step.line))
    }
    return executed
  }

  private func reason(failedAt line: Int) -> String {
    "an inline expression in \(notebook.source.place(ofLine: line).described) failed"
  }
}

extension CellResult.Item {
  /// A claim at the line of its own file, where that is an included one.
  fileprivate func placed(in source: NoteSource) -> CellResult.Item {
    guard case .claim(var claim) = self else { return self }
    let place = source.place(ofLine: claim.line)
    (claim.file, claim.line) = (place.file, place.number)
    return .claim(claim)
  }
}

extension CheckResult {
  /// The compiler's diagnostics that the report shows beside a cell.
  func shownDiagnostics(of cell: Cell) -> [Diagnostic] {
    let found = cells.first { $0.number == cell.number }
    return (found?.diagnostics ?? []).filter {
      $0.severity != .warning || cell.options.showsWarnings
    }
  }
}

extension CellResult {
  fileprivate func falseClaims(file: String) -> [Diagnostic] {
    claims.filter { !$0.holds }.map { claim in
      Diagnostic(
        .error, file: claim.file ?? file, line: claim.line, "the claim is false: \(claim.sentence)",
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
