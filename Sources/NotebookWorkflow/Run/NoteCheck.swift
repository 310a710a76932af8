internal import CellExecution
internal import NotebookDocument

/// Type-checks all cells of a note before the first one runs.
struct NoteCheck {
  let notebook: Notebook
  let watch: NotebookRun.Watcher

  /// Checks, and tells of everything found.
  func callAsFunction(generatesCode: Bool) async throws(RunFailure) -> CheckedNote {
    let clock = Stopwatch()
    let cells = notebook.cells.filter(\.options.evaluates)
    watch(.checkingStarted(cells: cells.count), notebook.source)
    do {
      let configuration = try await CompilerConfiguration.discover()
      let compiler = try NotebookCompiler(
        configuration: configuration, notePath: notebook.path)
      let result = try await compiler.check(
        cells: cells, parameters: notebook.frontMatter.parameters,
        inlineExpressions: notebook.inlineExpressions, generatesCode: generatesCode)
      watch(
        .checkingFinished(seconds: clock.seconds, diagnostics: shown(result, cells)),
        notebook.source)
      return CheckedNote(
        compiler: configuration.compilerVersion, result: result, libraries: compiler)
    } catch {
      throw RunFailure(.failed, Diagnostic(.error, file: notebook.path, "\(error)"))
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
