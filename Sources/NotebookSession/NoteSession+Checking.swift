internal import CellCompilation
internal import NotebookDocument
internal import RunResults

/// A note whose cells have been type-checked, and where their libraries come from.
struct CheckedNote: Sendable {
  var libraries: any CellLibraries
  /// What the compiler says of itself.
  var compilerVersion: String
  var result: CheckResult
}

extension NoteSession {
  /// Type-checks the cells of a note, and tells of everything found. A check that still goes on is
  /// given up.
  ///
  /// - Returns: `nil` where another check has taken the place of this one, or its text is not
  ///   wanted any more.
  /// - Throws: ``RunFailure`` where the compiler is not usable, or when interrupted: nothing has
  ///   run and nothing was written then.
  func check(_ notebook: Notebook, generatesCode: Bool) async throws(RunFailure) -> CheckedNote? {
    let clock = Stopwatch()
    let cells = notebook.cells.filter(\.options.evaluates)
    watch(.checkingStarted(cells: cells.count), notebook.source)
    let task = Task {
      let (compiler, version) = try await self.compiler(for: notebook)
      let result = try await compiler.check(
        cells: notebook.cells, parameters: notebook.frontMatter.parameters,
        inlineExpressions: notebook.inlineExpressions, generatesCode: generatesCode)
      return CheckedNote(
        libraries: compiler, compilerVersion: version, result: result.placed(in: notebook.source))
    }
    checkInProgress?.cancel()
    checkInProgress = task
    // A second receiver would take the running cell's place.
    let isAlone = !isRunning
    if isAlone { interruption.deliver { _ in task.cancel() } }
    let ticker = Ticker { [watch] in watch(.checkingContinues(seconds: $0), notebook.source) }
    let result = await task.result
    ticker.stop()
    guard checkInProgress == task else { return nil }
    checkInProgress = nil
    if isAlone { interruption.deliver(to: nil) }
    if isAlone, interruption.requests > 0 {
      throw RunFailure(
        .interrupted,
        Diagnostic(
          .error, file: notebook.path, "interrupted while its cells were checked",
          explanation: "nothing was run, and the report is the one of before"))
    }
    // The text was replaced, or the session is closed: nobody waits for this check.
    if task.isCancelled { return nil }
    do {
      let checked = try result.get()
      watch(
        .checkingFinished(
          seconds: clock.seconds, diagnostics: checked.result.consoleDiagnostics(of: cells)),
        notebook.source)
      return checked
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: notebook.path, "\(error)"))
    }
  }
}

extension CheckResult {
  /// The result with places in included texts as lines of their own files.
  fileprivate func placed(in source: NoteSource) -> CheckResult {
    var placed = self
    for index in cells.indices {
      placed.cells[index].diagnostics = cells[index].diagnostics.map { $0.placed(in: source) }
    }
    for index in inlineExpressions.indices {
      placed.inlineExpressions[index].diagnostics = inlineExpressions[index].diagnostics
        .map { $0.placed(in: source) }
    }
    return placed
  }

  /// What a console shows: not the errors of a cell that must not compile, nor warnings that the
  /// cell's options turn off.
  fileprivate func consoleDiagnostics(of cells: [Cell]) -> [Diagnostic] {
    let silent = Set(cells.filter { !$0.options.showsWarnings }.map(\.number))
    return (self.cells + inlineExpressions).filter { !$0.failsAsExpected }
      .flatMap { cell in
        cell.diagnostics.filter { $0.severity != .warning || !silent.contains(cell.number) }
      }
  }
}
