package import NotebookDisplay
package import NotebookDocument
package import RunResults

/// What a run tells whoever watches it, in order.
package enum RunEvent: Sendable {
  /// Nothing has changed since the report was made.
  case upToDate(report: String, made: String)
  /// Only prose has changed: the stored outputs are put on a new page.
  case renderingStoredOutputs(made: String)
  case checkingStarted(cells: Int)
  case checkingFinished(seconds: Double, diagnostics: [Diagnostic])
  case cellStarted(RunningCell)
  case cellProgress(RunningCell, Progress)
  case cellFinished(RunningCell, CellResult)
  /// The user has asked the running cell to come to an end.
  case interruptionRequested
  case diagnostics([Diagnostic])
  case finished(RunOutcome)
}

/// A cell as the console names it.
package struct RunningCell: Sendable, Equatable {
  package var number: Int
  package var count: Int
  package var label: String?
  /// The note's line of the cell's first line of code.
  package var line: Int
  package var note: String

  package init(number: Int, count: Int, label: String?, line: Int, note: String) {
    self.number = number
    self.count = count
    self.label = label
    self.line = line
    self.note = note
  }
}

/// How a run ended.
package struct RunOutcome: Sendable, Equatable {
  /// The status a shell sees.
  package enum Status: Int32, Sendable {
    case complete = 0
    /// A cell failed, a claim is false, or the report could not be written.
    case failed = 1
    /// The note does not parse or type-check.
    case invalidNote = 2
    case usage = 64
    case interrupted = 130
  }

  package var status: Status
  /// The report's path, where one was written.
  package var report: String?
  package var claims: Int
  package var falseClaims: Int
  /// Whether a stand-in took the place of real data, so that no claim says anything about it.
  package var usesSyntheticData: Bool
  package var seconds: Double

  package init(
    status: Status, report: String?, claims: Int = 0, falseClaims: Int = 0,
    usesSyntheticData: Bool = false, seconds: Double = 0
  ) {
    self.status = status
    self.report = report
    self.claims = claims
    self.falseClaims = falseClaims
    self.usesSyntheticData = usesSyntheticData
    self.seconds = seconds
  }
}
