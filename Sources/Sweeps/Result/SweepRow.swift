internal import NotebookDisplay

/// One run of a sweep as its result shows it.
package struct SweepRow: Codable, Sendable, Equatable {
  package enum State: Codable, Sendable, Equatable {
    /// Every cell ran; claims may be false.
    case completed
    /// It ran, and failed; why.
    case failed(String)
    /// It was interrupted; where.
    case interrupted(String)
    /// It gave nothing: killed, lost, or never begun; why.
    case missing(String)
  }

  package var run: SweepRun
  package var state: State
  /// What the run gave; `nil` where it gave nothing.
  package var summary: RunSummary?
  /// The run's own report, as seen from the sweep's.
  package var report: String?

  package init(run: SweepRun, state: State, summary: RunSummary? = nil, report: String? = nil) {
    self.run = run
    self.state = state
    self.summary = summary
    self.report = report
  }

  /// The row of a run that has come to an end.
  package init(_ summary: RunSummary, report: String?) {
    let state: State =
      switch summary.state {
      case .completed: .completed
      case .failed(let reason): .failed(reason)
      case .interrupted(let place): .interrupted(place)
      }
    self.init(run: summary.run, state: state, summary: summary, report: report)
  }

  /// The state in words.
  package var stateText: String {
    switch state {
    case .completed:
      let wrong = summary?.claims.count { !$0.claim.holds } ?? 0
      return wrong == 0 ? "complete" : "complete, \(wrong) false"
    case .failed(let reason): return "failed: \(reason)"
    case .interrupted(let place): return place.isEmpty ? "interrupted" : "interrupted \(place)"
    case .missing(let reason): return "no result: \(reason)"
    }
  }

  /// The values of a completed run's figures and claims; a run that did not complete has none that
  /// could be compared.
  package var completed: RunSummary? { state == .completed ? summary : nil }
}
