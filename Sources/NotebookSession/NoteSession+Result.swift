internal import CellCompilation
internal import NotebookDisplay
package import NotebookDocument
package import RunResults

extension NoteSession {
  /// What the note has given so far: the outputs of what has run, at the lines where the cells now
  /// stand, and of each other cell the reason why it did not run.
  package var result: RunResult {
    guard let notebook else { preconditionFailure("a session has results after an update") }
    var result = RunResult(state: .complete, cells: [], information: information(of: notebook))
    if isChecking, checked == nil, !notebook.hasErrors {
      addOutputsWhileChecking(notebook, to: &result)
    } else if !isSound {
      result.state = .notRun
      result.lastRun = lastRun
      let earlierResults = earlier.results(for: notebook)
      result.cells = notebook.cells.map { cell in
        var found = self.cell(cell, notRunBecause: "the note has errors")
        found.show(earlier: earlierResults[cell.number])
        return found
      }
      result.diagnostics = checked?.result.inlineExpressions.flatMap(\.diagnostics) ?? []
      result.inlineResults = earlier.inlineValues(of: notebook)
    } else if let checked {
      addOutputs(of: notebook, checked.result, to: &result)
    } else {
      result.cells = notebook.cells.map { CellResult(number: $0.number, state: .completed) }
    }
    result.diagnostics = notebook.diagnostics + result.diagnostics
    return result
  }

  /// A cell of a note that could not begin, with what the compiler says of it.
  private func cell(_ cell: Cell, notRunBecause reason: String) -> CellResult {
    var result = CellResult(number: cell.number, state: .notRun(reason))
    if let found = checked?.result.cells.first(where: { $0.number == cell.number }) {
      result.diagnostics = found.diagnostics
      if found.isBroken, found.diagnostics.contains(where: { $0.severity == .error }) {
        result.state = .failed
      }
    }
    return result
  }

  /// Until the compiler has spoken, cells with the code that has run are taken to be as they were.
  private func addOutputsWhileChecking(_ notebook: Notebook, to result: inout RunResult) {
    var isUnchanged = true
    let earlierResults = earlier.results(for: notebook)
    for cell in notebook.cells {
      var found = CellResult(number: cell.number, state: .notRun("being checked"))
      if isUnchanged, let step = executed.first(where: { $0.step.cellNumber == cell.number }),
        case .cell(let before) = step.step.kind, before.code == cell.code,
        let known = step.result
      {
        found = known.moved(from: before.place, to: cell.place, note: notebook.path)
      } else if cell.options.evaluates {
        isUnchanged = false
        found.show(earlier: earlierResults[cell.number])
      } else {
        found.state = .completed
      }
      result.cells.append(found)
    }
    result.inlineResults = earlier.inlineValues(of: notebook)
    result.notices = executed.flatMap(\.notices)
  }

  private func addOutputs(of notebook: Notebook, _ check: CheckResult, to result: inout RunResult) {
    let selected = selectedCells
    // What ran before an edit is of another cell, and shown as such.
    let current = executed.prefix(currentStepCount)
    let end = current.last.map(\.end) == .completed ? stop : current.last?.end ?? stop
    let obstacle: String? =
      switch end {
      case .stopped(let reason): reason
      case .interrupted(let place): place.isEmpty ? "interrupted" : "interrupted \(place)"
      case .completed, nil: nil
      }
    let earlierResults = earlier.results(for: notebook)
    for cell in notebook.cells {
      var found = CellResult(number: cell.number, state: .completed)
      found.diagnostics = check.shownDiagnostics(of: cell)
      let failsAsExpected =
        check.cells.first { $0.number == cell.number }?.failsAsExpected ?? false
      if let step = current.first(where: { $0.step.cellNumber == cell.number }),
        case .cell(let before) = step.step.kind
      {
        found =
          step.result?.moved(from: before.place, to: cell.place, note: notebook.path) ?? found
      } else if cell.options.evaluates, !failsAsExpected {
        if let obstacle {
          found.state = .notRun(obstacle)
        } else if !selected.running.contains(cell.number) {
          found.state = .notRun(selected.reason)
        } else {
          found.state = .notRun(options.notYetRun)
        }
        found.show(earlier: earlierResults[cell.number])
      }
      result.cells.append(found)
    }
    if current.count < steps.count { result.inlineResults = earlier.inlineValues(of: notebook) }
    for step in current {
      result.inlineResults.merge(step.inlineResults) { $1 }
      result.notices += step.notices
      result.diagnostics += step.diagnostics
    }
    result.diagnostics = runDiagnostics + result.diagnostics
    result.information = information(of: notebook, figures: result.figures)
    result.state = state(of: result, end: end)
  }

  private func state(of result: RunResult, end: ExecutedStep.End?) -> RunResult.State {
    if case .interrupted(let place) = end { return .interrupted(place) }
    let failedCells = result.cells.count { $0.state == .failed }
    let falseClaims = result.claims.count { !$0.holds }
    if failedCells > 0 || falseClaims > 0 || end != nil && end != .completed {
      return .failed(cells: failedCells, claims: falseClaims)
    }
    return .complete
  }

  /// The reproducibility stamp.
  private func information(
    of notebook: Notebook, figures: [RecordedFigure] = []
  ) -> RunInformation {
    let cells = checked?.result.cells ?? []
    let facts = RunFacts(
      seed: notebook.seed, version: options.version,
      parameters: notebook.frontMatter.parameters, compiler: checked?.compilerVersion,
      notices: executed.flatMap(\.notices), figures: figures,
      cellsFromCache: cells.count { $0.isFromCache },
      cells: cells.count)
    return RunInformation(
      started: clock.started, seconds: clock.seconds, command: options.command, facts: facts.list,
      dataFiles: facts.dataFiles)
  }
}

extension CellResult {
  /// The result with the lines of claims and diagnostics moved, after the cell has moved.
  ///
  /// - Parameter note: The note's path, which diagnostics of its own lines have.
  package func moved(from old: SourceLine, to new: SourceLine, note: String) -> CellResult {
    guard old != new else { return self }
    var result = self
    result.diagnostics = diagnostics.map { $0.moved(from: old, to: new, note: note) }
    result.items = items.map { item in
      guard case .claim(var claim) = item, claim.file == old.file else { return item }
      claim.line += new.number - old.number
      claim.file = new.file
      return .claim(claim)
    }
    return result
  }
}
