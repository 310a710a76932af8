internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults

/// One note in a browser: follows its file, runs what has changed, and keeps the page true.
///
/// A save shows the new prose at once with the outputs that are there, then the compiler's errors
/// or the cells' new outputs as they come. It is a user of ``NoteSession`` and ``ReportRenderer``,
/// like a run: what it shows after all cells have run is what `notebook run` would show.
package actor NotePreview {
  nonisolated let path: String
  /// The note's vault if none is marked as one.
  nonisolated let vault: String?
  nonisolated let options: PreviewOptions
  nonisolated let controls: PreviewControls
  let interruption = RunInterruption()
  private let report: NotebookRun.Watcher

  private(set) var parameters: [String: String] = [:]
  private(set) var session: NoteSession?
  private(set) var notebook: Notebook?
  private var bytes: [UInt8]?
  /// Why the note could not be read, checked or run.
  private(set) var failure: [Diagnostic] = []
  /// What was said of the text last, on the terminal.
  private var said: [Diagnostic] = []
  /// What the files that the page and the run were made of were like.
  var usedFiles = UsedFiles()

  private(set) var runTask: Task<Void, Never>?
  /// How many checks of the text go on.
  private(set) var checksInProgress = 0
  private var isRunWanted = false
  /// What a cell has shown so far, while it runs.
  private(set) var liveOutputs: (cell: Int, items: [CellResult.Item])?
  /// Whether the outputs equal those of a fresh run, where that is looked at.
  var freshRun: FreshRunState?
  var freshRunTask: Task<Void, Never>?

  var html = ""
  var version = 0
  var progress: (cell: Int, text: String)?
  var listeners = PageListeners()
  var pageTask: Task<Void, Never>?
  var isPageWanted = false
  var delayedPage: Task<Void, Never>?
  var lastSeen = ContinuousClock.now
  private var isClosed = false

  /// - Parameters:
  ///   - vault: The note's vault if none is marked as one: the folder of notes that is shown.
  ///   - controls: Draws the parts of the page with which cells are run.
  ///   - report: Told of what the session does, for the terminal.
  init(
    path: String, vault: String?, options: PreviewOptions, controls: PreviewControls,
    report: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.vault = vault
    self.options = options
    self.controls = controls
    self.report = report
  }

  // MARK: Files

  /// Reads the note, and the files that its page and its run were made of, if they are others than
  /// before, and does what follows from that.
  func filesMayHaveChanged() async {
    guard !isClosed else { return }
    if let now = await settledBytes(), now != bytes || notebook == nil {
      bytes = now
      await take(now)
    } else if bytes != nil, notebook != nil, (try? NoteFile.read(path)) == nil {
      bytes = nil
      await readFailed()
    } else if notebook == nil, failure.isEmpty {
      await readFailed()
    }
    await usedFilesMayHaveChanged()
  }

  /// How long is waited between two looks at a file that has changed, in milliseconds.
  static let settlingPauses = [8, 20, 40, 80]

  /// The note's bytes when nobody is writing them: editors that save by renaming leave a moment
  /// without a file, those that write in place one with half of it.
  private func settledBytes() async -> [UInt8]? {
    var before = try? NoteFile.read(path)
    if before == bytes, before != nil { return before }
    for pause in Self.settlingPauses {
      try? await Task.sleep(for: .milliseconds(pause))
      let now = try? NoteFile.read(path)
      if let now, !now.isEmpty, now == before { return now }
      before = now
    }
    return before
  }

  private func readFailed() async {
    do throws(RunFailure) {
      _ = try NoteFile.read(path)
    } catch {
      failure = error.diagnostics
      notebook = nil
      say(failure, of: nil)
      wantPage()
    }
  }

  /// Says on the terminal what is wrong with the text, once for as long as it is.
  private func say(_ found: [Diagnostic], of notebook: Notebook?) {
    guard found != said else { return }
    said = found
    if !found.isEmpty { report(.session(.diagnostics(found)), notebook?.source) }
  }

  /// Takes the same text once more, with what it takes from other files.
  func readAgain() async {
    if let bytes { await take(bytes) }
  }

  /// Shows a text at once, then checks it and runs what has changed.
  private func take(_ bytes: [UInt8]) async {
    let text = NoteFiles.notebook(source: bytes, path: path, vault: vault)
    let assignments = parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let notebook = text.settingParameters(assignments) { [controls, path] name, value in
      "\(NoteName.stem(path)).html?\(controls.query([name: value]))"
    }
    self.notebook = notebook
    usedFiles.replaceText(with: notebook.filesRead)
    failure = []
    freshRun = nil
    freshRunTask?.cancel()
    let session = session ?? makeSession()
    self.session = session
    // A stop that was asked for is over with the next edit.
    interruption.reset()
    await session.take(notebook)
    checksInProgress += 1
    say(notebook.diagnostics, of: notebook)
    wantPage()
    Task {
      var failure: [Diagnostic] = []
      do throws(RunFailure) {
        try await session.checkCells(generatesCode: options.runsCells)
      } catch {
        failure = error.diagnostics
      }
      checked(failure)
    }
  }

  private func checked(_ failure: [Diagnostic]) {
    checksInProgress -= 1
    guard !isClosed else { return }
    self.failure = failure
    if !failure.isEmpty { say(failure, of: notebook) }
    wantPage()
    if options.runsCells { run() }
  }

  private func makeSession() -> NoteSession {
    var options = RunOptions().session
    options.keepsSnapshots = true
    options.snapshotLimit = self.options.snapshotLimit
    options.snapshotMemory = self.options.snapshotMemory
    options.command = "notebook preview"
    if !self.options.runsCells { options.notYetRun = "the preview runs nothing (--no-run)" }
    let (events, continuation) = AsyncStream<SessionEvent>.makeStream()
    Task { [weak self] in
      for await event in events { await self?.sessionTold(event) }
    }
    return NoteSession(options: options, interruption: interruption) { [report] event, source in
      report(.session(event), source)
      continuation.yield(event)
    }
  }

  // MARK: Running

  /// Brings everything up to date; while that goes on, another call makes it look again.
  private func run() {
    isRunWanted = true
    guard runTask == nil, !isClosed else { return }
    freshRunTask?.cancel()
    runTask = Task {
      while isRunWanted, !isClosed {
        isRunWanted = false
        do throws(RunFailure) {
          _ = try await session?.run()
        } catch {
          failure = error.diagnostics
          say(failure, of: notebook)
        }
      }
      runTask = nil
      progress = nil
      await rememberUsedFiles()
      wantPage()
      if options.comparesWithFreshRun, !isClosed { compareWithFreshRun() }
    }
  }

  /// Runs from a cell on, whether it has changed or not.
  func run(from number: Int) async {
    guard options.runsCells else { return }
    interruption.reset()
    await session?.invalidate(from: number)
    run()
  }

  /// Runs from the first cell on that has read such data.
  func run(fromCellWhoseNotices match: @Sendable ([Notice]) -> Bool) async {
    guard options.runsCells, let session else { return }
    if await session.invalidate(fromCellWhoseNotices: match) { run() }
  }

  /// Has the running cell come to an end with what it has; the second time ends it.
  func stop() async {
    guard await session?.isRunning == true else { return }
    interruption.request()
    wantPage()
  }

  /// Sets parameters of the front matter for this preview; the note is not touched.
  func set(_ values: [String: String]) async {
    guard values != parameters else { return }
    parameters = values
    await readAgain()
  }

  /// Ends the kernel and everything else.
  func close() async {
    isClosed = true
    freshRunTask?.cancel()
    runTask?.cancel()
    delayedPage?.cancel()
    listeners.finish()
    await session?.close()
    await freshRunTask?.value
  }

  private func sessionTold(_ event: SessionEvent) {
    switch event {
    case .cellStarted:
      liveOutputs = nil
      progress = nil
      wantPage()
    case .cellOutput(let cell, let item):
      var live =
        liveOutputs.flatMap { $0.cell == cell.number ? $0 : nil } ?? (cell: cell.number, items: [])
      live.items.show(item)
      liveOutputs = live
      wantPage(within: .milliseconds(250))
    case .cellProgress(let cell, let progress):
      show(options.describe(progress), ofCell: cell.number)
    case .cellFinished:
      progress = nil
      wantPage(within: .milliseconds(20))
    case .checkingStarted, .checkingContinues, .checkingFinished, .cellCompiling,
      .interruptionRequested, .diagnostics:
      break
    }
  }
}
