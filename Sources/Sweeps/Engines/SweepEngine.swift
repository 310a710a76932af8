/// A file with all that the processes of some runs need, and what it holds.
///
/// The run with an index is carried out by `notebook sweep-task FILE INDEX`, anywhere where the
/// file and the folder it names can be reached. Its result lies in that folder then: whole, or not
/// there.
package struct SweepJob: Sendable, Equatable {
  /// The absolute path of the file.
  package var path: String
  /// What the job is called where jobs have names.
  package var name: String
  /// The runs by their index.
  package var runs: [SweepRun]

  package init(path: String, name: String, runs: [SweepRun]) {
    self.path = path
    self.name = name
    self.runs = runs
  }
}

/// How a run that was given to an engine stands, as far as the engine knows.
package enum EngineState: Sendable, Equatable {
  /// Why it has not begun, where the engine says so.
  case pending(String?)
  /// Where it is: what its process last said, or the computer.
  case running(String?)
  /// Why its process has ended, where that was not by itself.
  case ended(String?)

  /// Whether nothing more is to come.
  package var isEnded: Bool { if case .ended = self { true } else { false } }
}

/// What carries out runs: this computer, a cluster. Results are not its concern: they are files.
package protocol SweepEngine: Sendable {
  /// Takes the runs of a job and returns; they begin when there is room.
  func submit(_ job: SweepJob) async throws

  /// How every run that was submitted stands.
  func states() async throws -> [SweepRun: EngineState]

  /// Has the runs end that have not, the second time at once.
  func cancel() async
}
