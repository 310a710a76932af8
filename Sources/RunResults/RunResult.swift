package import NotebookDisplay
package import NotebookDocument

/// Everything a run produced, ready to be put on a page.
package struct RunResult: Codable, Sendable, Equatable {
  package enum State: Codable, Sendable, Equatable {
    case complete
    /// Cells that failed and claims that are false.
    case failed(cells: Int, claims: Int)
    /// The note did not parse or type-check; nothing ran.
    case notRun
    /// Where: "at epoch 7", "before cell 3"; empty where that is not known.
    case interrupted(String)
  }

  /// When a run was, and how it went.
  package struct Outcome: Codable, Sendable, Equatable {
    package var state: State
    /// ISO 8601.
    package var started: String
    package var seconds: Double

    package init(of run: RunResult) {
      state = run.state
      (started, seconds) = (run.information.started, run.information.seconds)
    }
  }

  package var state: State
  /// Of a note that did not run: how the last run went that came to its end, where one is known.
  package var lastRun: Outcome?
  package var cells: [CellResult]
  /// Values of the note's inline expressions by their number.
  package var inlineResults: [Int: String]
  package var diagnostics: [Diagnostic]
  package var notices: [Notice]
  package var information: RunInformation

  package init(
    state: State, cells: [CellResult], inlineResults: [Int: String] = [:],
    diagnostics: [Diagnostic] = [], notices: [Notice] = [], information: RunInformation
  ) {
    self.state = state
    self.cells = cells
    self.inlineResults = inlineResults
    self.diagnostics = diagnostics
    self.notices = notices
    self.information = information
  }

  /// What a note has given that nobody has run: its prose can be read by it.
  package static let notRun = RunResult(
    state: .notRun, cells: [], information: RunInformation(started: "", seconds: 0, command: ""))
}
