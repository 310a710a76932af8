internal import NotebookSession
internal import RunResults

/// Writes the record of a run while its cells run, so that what they gave is on the disk whatever
/// becomes of the tool.
actor RecordInProgress {
  /// The least time between two saves.
  private static let interval = Duration.seconds(1)

  private let files: RunFiles
  private let makeRecord: @Sendable (RunResult) -> RunRecord
  private let clock = ContinuousClock()
  private var lastSaved: ContinuousClock.Instant
  /// Whether a cell has begun since the results were last looked at.
  private var isSaveWanted = false
  private var saving: Task<Void, Never>?
  private var isFinished = false

  /// - Parameter makeRecord: The record for the results so far.
  init(_ files: RunFiles, makeRecord: @escaping @Sendable (RunResult) -> RunRecord) {
    self.files = files
    self.makeRecord = makeRecord
    lastSaved = ContinuousClock.now
  }

  /// Has what a session has so far saved, now or when a second has passed since the last time: a
  /// cell has begun, and what was before it must not be lost however long it takes.
  func save(_ session: NoteSession) {
    isSaveWanted = true
    guard saving == nil, !isFinished else { return }
    saving = Task {
      while isSaveWanted, !isFinished {
        try? await clock.sleep(until: lastSaved + Self.interval)
        isSaveWanted = false
        await saveResults(of: session)
      }
      saving = nil
    }
  }

  private func saveResults(of session: NoteSession) async {
    let state = await session.state
    guard !isFinished else { return }
    var run = state.result
    run.state = .interrupted(state.runningCell.map { "while cell \($0) ran" } ?? "")
    files.save(makeRecord(run))
    lastSaved = clock.now
  }

  /// Saves the whole result before a page is made of it; nothing is saved after that.
  func finish(_ run: RunResult) {
    cancel()
    files.save(makeRecord(run))
  }

  /// Ends without a result.
  func cancel() {
    isFinished = true
    saving?.cancel()
  }
}
