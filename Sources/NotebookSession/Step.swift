internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// Something of a note that runs at its place: a cell, or the inline expressions between two cells.
struct Step: Sendable {
  enum Kind: Sendable, Equatable {
    case cell(Cell)
    /// The expressions in prose after the cell with this number, 0 before the first.
    case inlineExpressions(after: Int)
  }

  /// What a note's present text says of a step.
  enum Standing {
    case wanted
    /// It is another step now, or comes after one that is.
    case obsolete
    /// The text has changed, and its cells are still being checked.
    case unknown
  }

  var kind: Kind
  /// All that its outputs depend on besides the state before it: a step with another identity has
  /// not run.
  var identity: String
  /// The note's line that it begins at.
  var line: Int
}

/// A step that has run, and what came of it.
struct ExecutedStep: Sendable {
  enum End: Sendable, Equatable {
    case completed
    /// Why no further step can run.
    case stopped(String)
    /// Where: "at epoch 7"; empty where that is not known.
    case interrupted(String)
  }

  var step: Step
  /// The state before it, where it was kept.
  var snapshot: KernelSnapshot?
  var result: CellResult?
  var inlineResults: [Int: String] = [:]
  var notices: [Notice] = []
  var diagnostics: [Diagnostic] = []
  var end = End.completed
  /// How the step failed, also where a cell may.
  var failure: CellFailure?
  /// What the cell, having failed, does not leave to later ones.
  var lostNames: Set<String> = []
  /// Whether there was no kernel to run it.
  var hadNoKernel: Bool { failure?.kind == .noKernel }
}

extension Step {
  /// Where the note is when the step has not begun, in words.
  var place: String {
    switch kind {
    case .cell(let cell): "before cell \(cell.number)"
    case .inlineExpressions(let number): number == 0 ? "" : "after cell \(number)"
    }
  }

  /// The number of the cell, where it is one.
  var cellNumber: Int? {
    if case .cell(let cell) = kind { cell.number } else { nil }
  }
}
