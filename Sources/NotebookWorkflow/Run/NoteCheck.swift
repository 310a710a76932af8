internal import CellCompilation
internal import NotebookDocument

/// Type-checks all cells of a note before the first one runs.
struct NoteCheck {
  let notebook: Notebook
  let interruption: RunInterruption
  let watch: NotebookRun.Watcher

  /// Checks, and tells of everything found. Nothing has run and nothing was written when it is
  /// interrupted.
  func callAsFunction(generatesCode: Bool) async throws(RunFailure) -> CheckedNote {
    let clock = Stopwatch()
    let cells = notebook.cells.filter(\.options.evaluates)
    watch(.checkingStarted(cells: cells.count), notebook.source)
    let task = Task { try await check(cells, generatesCode: generatesCode) }
    interruption.deliver { _ in task.cancel() }
    let result = await task.result
    interruption.deliver(to: nil)
    if interruption.requests > 0 {
      await (try? result.get())?.libraries.close()
      throw RunFailure(
        .interrupted,
        Diagnostic(
          .error, file: notebook.path, "interrupted while its cells were checked",
          explanation: "nothing was run, and the report is the one of before"))
    }
    do {
      let checked = try result.get()
      watch(
        .checkingFinished(seconds: clock.seconds, diagnostics: shown(checked.result, cells)),
        notebook.source)
      return checked
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: notebook.path, "\(error)"))
    }
  }

  private func check(_ cells: [Cell], generatesCode: Bool) async throws -> CheckedNote {
    let configuration = try await CompilerConfiguration.discover()
    let compiler = try NotebookCompiler(configuration: configuration, notePath: notebook.path)
    do {
      let result = try await compiler.check(
        cells: cells, parameters: notebook.frontMatter.parameters,
        inlineExpressions: notebook.inlineExpressions, generatesCode: generatesCode)
      return CheckedNote(
        compiler: configuration.compilerVersion, result: result, libraries: compiler)
    } catch {
      await compiler.close()
      throw error
    }
  }

  /// What a console shows: not the errors of a cell that must not compile, nor warnings that the
  /// cell's options turn off.
  private func shown(_ result: CheckResult, _ cells: [Cell]) -> [Diagnostic] {
    let silent = Set(cells.filter { !$0.options.showsWarnings }.map(\.number))
    return (result.cells + result.inlineExpressions).filter { !$0.failsAsExpected }
      .flatMap { cell in
        cell.diagnostics.filter { $0.severity != .warning || !silent.contains(cell.number) }
      }
  }
}
