internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// Says what a reference lacks whose label nothing on the page bears. What nothing in the note
  /// bears was an error before the run, unless a cell might have printed it.
  func reportUnresolved(_ reference: Reference) {
    guard run.state != .notRun else { return }
    let label = reference.label
    var message = "'\(label)' is not shown, and what refers to it says so"
    let explanation: String
    if let cell = notebook.cells.first(where: {
      $0.label == label || $0.options.listingLabel == label
    }) {
      guard let reason = absence(of: label, in: cell) else { return }
      explanation = reason
    } else if labelIndex.lines[label] != nil {
      explanation =
        "nothing is numbered in footnotes and in embedded notes, nor by a label of another kind"
    } else if !printed.isEmpty, Reference.Kind(label: label) != nil {
      message = "nothing is labelled '\(label)', in the note or in what its cells have printed"
      explanation = reference.remedy
    } else {
      return
    }
    diagnostics.append(
      Diagnostic(
        .warning, file: textPath, line: partLine ?? reference.line,
        column: partLine == nil ? reference.column : nil, message, explanation: explanation))
  }

  /// Why a cell does not show what its label names; `nil` where its own state says it.
  private func absence(of label: String, in cell: Cell) -> String? {
    let place = "the cell at \(cell.place.described)"
    let options = cell.options
    guard options.evaluates else { return "\(place) does not run ('eval: false')" }
    guard let report = reports[cell.number], report.state == .completed else { return nil }
    guard options.isIncluded else { return "\(place) is left out ('include: false')" }
    let kind = Reference.Kind(label: label)
    if kind == .listing { return "the code of \(place) is hidden ('echo: false')" }
    guard options.showsOutput else { return "the output of \(place) is left out ('output: false')" }
    guard let kind, [.figure, .table].contains(kind) else {
      return "a cell's label begins with 'fig-', 'tbl-' or 'lst-' where it is referred to"
    }
    if report.diagnostics.contains(where: { $0.severity == .error }) {
      return "\(place) stopped before it showed a \(kind)"
    }
    if kind == .table, report.showsFigure {
      return "\(place) shows a chart: its label begins with 'fig-', its caption is 'fig-cap'"
    }
    return "\(place) shows no \(kind)"
  }
}

extension CellResult {
  fileprivate var showsFigure: Bool {
    items.contains { item in
      guard case .output(let output) = item, case .figure = output.content else { return false }
      return true
    }
  }
}
