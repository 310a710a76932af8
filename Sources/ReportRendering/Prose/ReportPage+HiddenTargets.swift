internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Says that what a reference means is not on the page, though a cell has the label and has come
  /// to its end. Of one that has not run, its own state says enough.
  func warnOfHiddenTarget(of reference: Reference) {
    let label = reference.label
    guard part == nil,
      let cell = notebook.cells.first(where: { $0.label == label || $0.options.codeLabel == label }
      ),
      let report = reports[cell.number], report.state == .completed
    else { return }
    diagnostics.append(
      Diagnostic(
        .warning, file: textPath, line: partLine ?? reference.line,
        column: partLine == nil ? reference.column : nil,
        "'\(label)' is not on the page, so that this reference has no number",
        explanation: "cell \(cell.number) \(reason(cell, report, label))"))
  }

  private func reason(_ cell: Cell, _ report: CellResult, _ label: String) -> String {
    let kind = Reference.Kind(label: label)
    if !cell.options.isIncluded { return "is left out by 'include: false'" }
    if kind == .listing { return "shows no code: 'echo: false'" }
    if !cell.options.evaluates { return "is only shown: 'eval: false'" }
    if !cell.options.showsOutput { return "shows no output: 'output: false'" }
    if report.diagnostics.contains(where: { $0.severity == .error }) {
      return "stopped before it showed anything of that kind"
    }
    let isFigure = report.items.contains { item in
      guard case .output(let output) = item, case .figure = output.content else { return false }
      return true
    }
    if kind == .table, isFigure {
      return "shows a chart: its label begins with 'fig-', its caption is 'fig-cap'"
    }
    return "shows no \(kind == .table ? "table" : "figure")"
  }
}
