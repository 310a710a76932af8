internal import NotebookDisplay
package import NotebookSession
package import RunResults

/// What a run tells whoever watches it, in order.
package enum RunEvent: Sendable {
  /// Nothing has changed since the report was made.
  case upToDate(report: String, made: String)
  /// Only prose has changed: the stored outputs are put on a new page.
  case renderingStoredOutputs(made: String)
  /// Nothing runs, as was asked: the recorded outputs are put on a new page.
  case renderingOnly(made: String)
  /// What reading, checking and running the cells gives.
  case session(SessionEvent)
  case finished(RunOutcome)
}

/// How a run ended.
package struct RunOutcome: Sendable, Equatable {
  package var status: RunStatus
  /// The report's path, where one was written.
  package var report: String?
  package var claims: Int
  package var falseClaims: Int
  /// Whether a stand-in took the place of real data, so that no claim says anything about it.
  package var usesSyntheticData: Bool
  package var seconds: Double
  /// The cells that would have run in a whole run, and why they did not.
  package var cellsNotRun: [CellNotRun]
  /// "partial: 1 of 3 cells", where cells were left out.
  package var partialText: String?

  /// A cell that did not run, and why.
  package struct CellNotRun: Sendable, Equatable {
    package var number: Int
    package var reason: String
  }

  package init(
    status: RunStatus, report: String?, claims: Int = 0, falseClaims: Int = 0,
    usesSyntheticData: Bool = false, seconds: Double = 0, cellsNotRun: [CellNotRun] = [],
    partialText: String? = nil
  ) {
    self.status = status
    self.report = report
    self.claims = claims
    self.falseClaims = falseClaims
    self.usesSyntheticData = usesSyntheticData
    self.seconds = seconds
    self.cellsNotRun = cellsNotRun
    self.partialText = partialText
  }

  /// The outcome of a run with a result, in numbers.
  init(_ run: RunResult, report: String) {
    let claims = run.claims
    self.init(
      status: run.status, report: report, claims: claims.count,
      falseClaims: claims.count { !$0.holds },
      usesSyntheticData: run.usesSyntheticData,
      cellsNotRun: run.cells.compactMap { cell in
        if case .notRun(let reason) = cell.state {
          CellNotRun(number: cell.number, reason: reason)
        } else {
          nil
        }
      }, partialText: run.partialText)
  }
}
