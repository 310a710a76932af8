internal import NotebookDocument
internal import NotebookSession
internal import RunResults

/// Writes the record of a run while its cells run, so that what they gave is on the disk whatever
/// becomes of the tool.
actor RecordInProgress {
  private let files: RunFiles
  private let makeRecord: @Sendable (RunResult) -> RunRecord
  private let clock = ContinuousClock()
  private var lastSaved: ContinuousClock.Instant
  private var isFinished = false

  /// - Parameter makeRecord: The record for the results so far.
  init(_ files: RunFiles, makeRecord: @escaping @Sendable (RunResult) -> RunRecord) {
    self.files = files
    self.makeRecord = makeRecord
    lastSaved = ContinuousClock.now
  }

  /// Saves what a session has so far, unless less than a second of work would be lost.
  ///
  /// - Parameter cell: The cell that begins to run.
  func save(_ session: NoteSession, before cell: CellReference) async {
    guard !isFinished, clock.now - lastSaved >= .seconds(1) else { return }
    var run = await session.result
    guard !isFinished else { return }
    run.state = .interrupted("while cell \(cell.number) ran")
    files.save(makeRecord(run))
    lastSaved = clock.now
  }

  /// Saves the whole result before a page is made of it; nothing is saved after that.
  func finish(_ run: RunResult) {
    isFinished = true
    files.save(makeRecord(run))
  }

  /// Ends without a result.
  func cancel() { isFinished = true }
}
