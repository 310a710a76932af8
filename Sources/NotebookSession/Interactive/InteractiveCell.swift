package import NotebookDisplay
package import RunResults

/// What came of a cell that was run by itself, its lines counted from its own first one.
package struct InteractiveResult: Sendable {
  package enum End: Sendable, Equatable {
    case completed
    case failed(InteractiveError)
    /// Where: "at epoch 7"; empty where that is not known.
    case interrupted(String)
  }

  package var end: End
  /// The compiler's warnings, as it prints them; empty where there are none.
  package var warnings: String

  package init(_ end: End, warnings: String = "") {
    self.end = end
    self.warnings = warnings
  }
}

/// Why a cell did not come to a good end.
package struct InteractiveError: Error, Sendable, Equatable {
  /// The kind of error in a word: `CompileError`, `FatalError`, or the type of the error that was
  /// thrown.
  package var name: String
  /// What went wrong, in a sentence.
  package var message: String
  /// All that is known, as the compiler prints it: the places, with the lines of cells quoted, in
  /// the colours of a terminal.
  package var report: String

  package init(name: String, message: String, report: String) {
    self.name = name
    self.message = message
    self.report = report
  }
}

/// What happens while a cell runs.
package enum InteractiveEvent: Sendable {
  case item(CellResult.Item)
  case progress(Progress)
}
