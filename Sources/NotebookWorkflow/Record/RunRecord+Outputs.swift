internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import RunResults

extension RunRecord {
  /// What the recorded cells gave, for the cells of the note as it stands now.
  private var outputs: EarlierOutputs {
    var outputs = EarlierOutputs()
    for (index, (result, key)) in zip(run.cells, cellKeys ?? []).enumerated() {
      outputs.keep(
        result, of: key, place: place(ofCellAt: index), made: run.information.started)
    }
    outputs.keep(run.inlineResults, at: inlinePlaces ?? [:])
    return outputs
  }

  /// The result of a run in which cells that gave nothing show what they gave in this record.
  func filling(_ result: RunResult, of notebook: Notebook) -> RunResult {
    let earlier = outputs.results(for: notebook)
    var filled = result
    if filled.state == .notRun { filled.lastRun = RunResult.Outcome(of: run) }
    for index in filled.cells.indices
    where filled.cells[index].items.isEmpty && filled.cells[index].state != .completed {
      filled.cells[index].show(earlier: earlier[filled.cells[index].number])
    }
    if filled.cells.contains(where: { $0.outputsFrom != nil }) {
      let time = NumberFormat.moment(run.information.started)
      filled.information.facts.insert(
        RunInformation.Fact("Earlier outputs", "of \(time), where cells gave none this time"), at: 0
      )
    }
    return filled
  }

  /// The recorded run as a result of the note as it stands: cells that have changed have not run,
  /// and expressions that have changed, or stand after such a cell, have no value.
  func result(for notebook: Notebook) -> RunResult {
    let outputs = outputs
    let unchanged = outputs.results(for: notebook, isSameCode: true)
    var result = run
    result.inlineResults = outputs.inlineValues(of: notebook, isSameCode: true)
    result.cells = notebook.cells.map { cell in
      guard cell.options.evaluates else {
        return CellResult(number: cell.number, state: .completed)
      }
      guard var known = unchanged[cell.number] else {
        return CellResult(
          number: cell.number, state: .notRun("the cell has changed since the recorded run"))
      }
      known.outputsFrom = nil
      return known
    }
    return result
  }
}
