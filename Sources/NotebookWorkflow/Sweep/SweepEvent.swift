package import NotebookDocument
package import Sweeps

/// What a sweep tells whoever watches it, in order.
package enum SweepEvent: Sendable {
  case diagnostics([Diagnostic], NoteSource?)
  /// How many runs there are, and how many of them are complete already.
  case planned(runs: Int, complete: Int)
  /// The cells are compiled, after so many seconds.
  case compiled(seconds: Double)
  /// So many runs have been handed to an engine; what it is, in words.
  case submitted(runs: Int, engine: String)
  /// The file of the runs is written, for whatever carries them out.
  case prepared(SweepJob)
  /// A run has come to an end, with or without a result.
  case ended(SweepRow)
  /// So many runs had not begun when the sweep was interrupted.
  case notStarted(runs: Int)
  /// The text of the note has changed, and so many complete runs have got their reports anew.
  case reportsRenewed(runs: Int)
  /// How all stand, and what the running ones say.
  case progress(SweepStatus, running: [(run: SweepRun, text: String)])
  /// Somebody has asked to stop; what becomes of the runs, in words.
  case interrupted(String)
  /// The result is written; the report's path.
  case written(SweepResult, report: String)
}
