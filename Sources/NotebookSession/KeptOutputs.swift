internal import NotebookDocument
internal import RunResults

/// What cells gave when they last completed: shown, as of then, where a cell has not run as it stands.
struct KeptOutputs: Sendable {
  private struct Output: Sendable {
    var cell: Cell
    var result: CellResult
    /// When the run began, as ISO 8601.
    var made: String
  }

  private var outputs: [Int: Output] = [:]
  /// Values of inline expressions by their code.
  private var inlineValues: [String: String] = [:]

  /// Keeps what a step gave, if it completed.
  mutating func keep(_ step: ExecutedStep, of notebook: Notebook, made: String) {
    guard step.end == .completed else { return }
    if case .cell(let cell) = step.step.kind, let result = step.result {
      outputs[cell.number] = Output(cell: cell, result: result, made: made)
    }
    for expression in notebook.inlineExpressions {
      if let value = step.inlineResults[expression.number] {
        inlineValues[expression.code] = value
      }
    }
  }

  /// Puts the outputs that a cell once had into a result that has none.
  ///
  /// A cell is known again by its code, else by its label, else by its number, unless the one of
  /// that number has only moved.
  func add(to result: inout CellResult, of cell: Cell, in notebook: Notebook) {
    let known =
      outputs[cell.number].flatMap { $0.cell.code == cell.code ? $0 : nil }
      ?? outputs.values.first { $0.cell.code == cell.code }
      ?? outputs.values.first { cell.label != nil && $0.cell.label == cell.label }
      ?? outputs[cell.number].flatMap { output in
        notebook.cells.contains { $0.code == output.cell.code } ? nil : output
      }
    guard let known else { return }
    let shifted = known.result.shifted(by: cell.firstLine - known.cell.firstLine)
    result.items = shifted.items
    result.seconds = shifted.seconds
    result.outputsFrom = known.made
  }

  /// The values that the note's inline expressions once had, by their numbers.
  func inlineValues(of notebook: Notebook) -> [Int: String] {
    var values: [Int: String] = [:]
    for expression in notebook.inlineExpressions {
      values[expression.number] = inlineValues[expression.code]
    }
    return values
  }
}
