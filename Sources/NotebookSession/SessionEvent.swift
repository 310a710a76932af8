package import NotebookDisplay
package import NotebookDocument
package import RunResults

/// What a session tells whoever watches it, in order.
package enum SessionEvent: Sendable {
  case checkingStarted(cells: Int)
  /// Every second of a check that takes that long: how long so far.
  case checkingContinues(seconds: Double)
  /// Seconds it took, and the errors and warnings to show.
  case checkingFinished(seconds: Double, diagnostics: [Diagnostic])
  case cellStarted(CellReference)
  /// Every second in which the cell cannot run yet, since it is being compiled: how long so far.
  case cellCompiling(CellReference, seconds: Double)
  case cellProgress(CellReference, Progress)
  /// Something a running cell prints, shows or claims. An output with an identifier takes the place
  /// of the one before it with the same identifier.
  case cellOutput(CellReference, CellResult.Item)
  case cellFinished(CellReference, CellResult)
  /// Somebody has asked the running cell to come to an end.
  case interruptionRequested
  case diagnostics([Diagnostic])
}

/// A cell as messages name it.
package struct CellReference: Sendable, Equatable {
  package var number: Int
  /// How many cells the note has.
  package var count: Int
  package var label: String?
  /// The line of the cell's first line of code.
  package var line: Int
  /// The file with the line: the note, or one that it includes.
  package var note: String

  package init(number: Int, count: Int, label: String?, line: Int, note: String) {
    self.number = number
    self.count = count
    self.label = label
    self.line = line
    self.note = note
  }

  init(_ cell: Cell, of notebook: Notebook) {
    self.init(
      number: cell.number, count: notebook.cells.count, label: cell.label, line: cell.place.number,
      note: cell.place.file ?? notebook.path)
  }
}
