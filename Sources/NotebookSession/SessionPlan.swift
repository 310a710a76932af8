internal import CellCompilation
internal import NotebookDocument

/// The steps of a note, in its order.
struct SessionPlan {
  let notebook: Notebook
  let check: CheckResult
  let selected: SelectedCells

  /// The cells and inline expressions that run.
  var steps: [Step] {
    var steps: [Step] = []
    addInlineExpressions(after: 0, to: &steps)
    for cell in notebook.cells {
      if runs(cell) {
        steps.append(
          Step(kind: .cell(cell), identity: identity(of: cell), line: cell.firstLine))
      }
      addInlineExpressions(after: cell.number, to: &steps)
    }
    return steps
  }

  /// Whether the cell is one that is compiled and asked for.
  func runs(_ cell: Cell) -> Bool {
    let failsAsExpected = checked(cell.number)?.failsAsExpected ?? false
    return cell.options.evaluates && !failsAsExpected && selected.running.contains(cell.number)
  }

  private func addInlineExpressions(after number: Int, to steps: inout [Step]) {
    guard number == 0 || selected.running.contains(number) || selected.reason.isEmpty,
      let group = check.inlineExpressions.first(where: { $0.number == number })
    else { return }
    let expressions = notebook.inlineExpressions.filter { $0.precedingCells == number }
    // The values are kept by the expressions' numbers.
    let numbers = expressions.map { "\($0.number)" }.joined(separator: ",")
    steps.append(
      Step(
        kind: .inlineExpressions(after: number),
        identity: "\(seed) \(identity(of: group)) \(numbers)",
        line: expressions.first?.line ?? 1))
  }

  private func identity(of cell: Cell) -> String {
    let options = cell.options
    let size = "\(options.figureWidth ?? 0) \(options.figureHeight ?? 0)"
    let code = checked(cell.number).map(identity) ?? cell.code
    let failing = "\(options.toleratesError) \(options.requiresError)"
    return "\(seed) \(code) \(failing) \(options.timeout ?? 0) \(size)"
  }

  /// The compiled code and the values of the parameters that it reads.
  private func identity(of unit: CheckedCell) -> String {
    let values = notebook.frontMatter.parameters.filter { unit.parameters.contains($0.name) }
    return values.reduce(unit.identity) { "\($0) \($1.name)=\($1.value.literal)" }
  }

  private var seed: String { "\(notebook.seed)" }

  private func checked(_ number: Int) -> CheckedCell? {
    check.cells.first { $0.number == number }
  }
}
