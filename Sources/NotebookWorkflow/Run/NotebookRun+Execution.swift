internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// A note whose cells have been type-checked, and the compiler that makes libraries of them.
struct CheckedNote: Sendable {
  var compiler: String
  var result: CheckResult
  var libraries: NotebookCompiler
}

extension NotebookRun {
  /// Checks all cells, then runs them one after the other.
  func execute(
    _ notebook: Notebook, _ clock: Stopwatch
  ) async throws(RunFailure) -> RunResult {
    guard notebook.cells.contains(where: \.options.evaluates) || !notebook.inlineExpressions.isEmpty
    else {
      return RunResult(
        state: .complete,
        cells: notebook.cells.map { CellResult(number: $0.number, state: .completed) },
        information: information(notebook, clock, checked: nil, notices: []))
    }
    let check = NoteCheck(notebook: notebook, interruption: interruption, watch: watch)
    let checked = try await check(generatesCode: true)
    var run: RunResult
    if checked.result.isSound {
      let selected: SelectedCells
      do {
        selected = try options.selection.resolve(in: notebook.cells, checked: checked.result)
      } catch {
        await checked.libraries.close()
        throw RunFailure(.usage, Diagnostic(.error, file: path, "\(error)"))
      }
      let runner = CellRunner(
        notebook: notebook, checked: checked, selected: selected, options: options,
        interruption: interruption, watch: watch)
      do {
        run = try await runner.run()
      } catch {
        await checked.libraries.close()
        throw error
      }
    } else {
      run = RunResult.notRun(notebook)
      for found in checked.result.cells {
        guard let index = run.cells.firstIndex(where: { $0.number == found.number }) else {
          continue
        }
        run.cells[index].diagnostics = found.diagnostics
        if found.isBroken, found.diagnostics.contains(where: { $0.severity == .error }) {
          run.cells[index].state = .failed
        }
      }
      run.diagnostics = checked.result.inlineExpressions.flatMap(\.diagnostics)
    }
    await checked.libraries.close()
    run.information = information(notebook, clock, checked: checked, notices: run.notices)
    return run
  }
}
