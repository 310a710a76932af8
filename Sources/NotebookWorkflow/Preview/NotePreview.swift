internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults

/// One note in a browser: follows its file, runs what has changed, and keeps the page true.
///
/// A save shows the new prose at once with the outputs that are there, then the compiler's errors or
/// the cells' new outputs as they come. It is a user of ``NoteSession`` and ``ReportRenderer``, like
/// a run: what it shows after all cells have run is what `notebook run` would show.
package actor NotePreview {
  /// What a browser is told.
  package enum Message: Sendable, Equatable {
    /// The page has changed.
    case page(version: Int)
    /// How far a cell's training is, in words.
    case progress(cell: Int, text: String)
  }

  nonisolated let path: String
  private let runsCells: Bool
  private let interruption = RunInterruption()
  private let report: NotebookRun.Watcher
  private let controls: PreviewControls
  private let describe: @Sendable (Progress) -> String
  private var parameters: [String: String] = [:]
  private var session: NoteSession?
  private var notebook: Notebook?
  private var bytes: [UInt8]?
  private var failure: [Diagnostic] = []
  private var html = ""
  private var version = 0
  private var listeners: [Int: AsyncStream<Message>.Continuation] = [:]
  private var nextListener = 0
  private var runTask: Task<Void, Never>?
  private var isRunWanted = false
  private var isPageStale = false
  private var lastPage = ContinuousClock.now - .seconds(1)
  private var liveOutputs: [Int: [CellResult.Item]] = [:]

  /// - Parameters:
  ///   - runsCells: Whether cells run; without it prose and compiler errors are shown.
  ///   - controls: Draws the parts of the page with which cells are run.
  ///   - describe: A training's progress in one line.
  ///   - report: Told of what the session does, for the terminal.
  init(
    path: String, runsCells: Bool, controls: PreviewControls,
    describe: @escaping @Sendable (Progress) -> String, report: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.runsCells = runsCells
    self.controls = controls
    self.describe = describe
    self.report = report
  }

  // MARK: Files

  /// Reads the note if its bytes are others than before, and does what follows from that.
  func fileMayHaveChanged() async {
    let now = try? NoteFile.read(path)
    guard now != bytes || notebook == nil else { return }
    if now == nil, bytes != nil {
      // Editors that save by renaming leave a moment without a file.
      try? await Task.sleep(for: .milliseconds(100))
      guard (try? NoteFile.read(path)) == nil else { return await fileMayHaveChanged() }
    }
    await readAgain()
  }

  /// Reads the note, shows its prose at once, then checks and runs what has changed.
  private func readAgain() async {
    do throws(RunFailure) {
      bytes = try? NoteFile.read(path)
      let assignments = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      notebook = try NoteFile.notebook(at: path, parameters: assignments)
      failure = []
    } catch {
      failure = error.diagnostics
      return await showPage()
    }
    guard let notebook else { return }
    let session = session ?? makeSession()
    self.session = session
    let update = Task { () -> RunFailure? in
      do throws(RunFailure) {
        try await session.update(notebook, generatesCode: runsCells)
        return nil
      } catch { return error }
    }
    // The session has the new text before its cells are checked.
    await Task.yield()
    await showPage()
    if let error = await update.value { failure = error.diagnostics }
    await showPage()
    if runsCells { run() }
  }

  private func makeSession() -> NoteSession {
    var options = RunOptions().session
    options.keepsSnapshots = true
    options.command = "notebook preview"
    return NoteSession(options: options, interruption: interruption) {
      [weak self, report] event, source in
      report(.session(event), source)
      Task { await self?.sessionTold(event) }
    }
  }

  // MARK: Running

  /// Brings everything up to date; while that goes on, another call makes it look again.
  private func run() {
    isRunWanted = true
    guard runTask == nil else { return }
    runTask = Task {
      while isRunWanted {
        isRunWanted = false
        do throws(RunFailure) {
          _ = try await session?.run()
        } catch {
          failure = error.diagnostics
        }
        await showPage()
      }
      runTask = nil
      await showPage()
    }
  }

  /// Runs from a cell on, whether it has changed or not.
  func run(from number: Int) async {
    interruption.reset()
    await session?.invalidate(from: number)
    run()
  }

  /// Has the running cell come to an end with what it has.
  func stop() { interruption.request() }

  /// Sets parameters of the front matter for this preview; the note is not touched.
  func set(_ values: [String: String]) async {
    guard values != parameters else { return }
    parameters = values
    interruption.reset()
    await readAgain()
  }

  /// Ends the kernel and everything else.
  func close() async {
    interruption.request()
    interruption.request()
    runTask?.cancel()
    await session?.close()
    listeners.values.forEach { $0.finish() }
    listeners = [:]
  }

  private func sessionTold(_ event: SessionEvent) async {
    switch event {
    case .cellStarted(let cell):
      liveOutputs = [cell.number: []]
      await showPage()
    case .cellOutput(let cell, let item):
      liveOutputs[cell.number, default: []].append(item)
      await showPage(atMostEvery: .milliseconds(250))
    case .cellProgress(let cell, let progress):
      send(.progress(cell: cell.number, text: describe(progress)))
    case .cellFinished:
      await showPage(atMostEvery: .milliseconds(100))
    case .checkingStarted, .checkingFinished, .interruptionRequested, .diagnostics: break
    }
  }

  // MARK: The page

  /// The page as it is now, without what a server adds.
  func page() async -> String {
    if html.isEmpty { await showPage() }
    return html
  }

  /// Messages from now on, beginning with one for the present page.
  func messages() -> AsyncStream<Message> {
    let (stream, continuation) = AsyncStream<Message>.makeStream(
      bufferingPolicy: .bufferingNewest(8))
    let number = nextListener
    nextListener += 1
    listeners[number] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.remove(listener: number) }
    }
    continuation.yield(.page(version: version))
    return stream
  }

  /// How many browsers look at the note.
  var listenerCount: Int { listeners.count }

  private func remove(listener: Int) { listeners[listener] = nil }

  private func send(_ message: Message) { listeners.values.forEach { $0.yield(message) } }

  /// Makes the page anew, unless one was made a moment ago: then soon.
  private func showPage(atMostEvery interval: Duration) async {
    guard ContinuousClock.now - lastPage < interval else { return await showPage() }
    guard !isPageStale else { return }
    isPageStale = true
    try? await Task.sleep(for: interval)
    if isPageStale { await showPage() }
  }

  private func showPage() async {
    isPageStale = false
    lastPage = .now
    let made: String
    if let notebook, let session {
      var result = await session.result
      let running = await session.runningCell
      result.show(liveOutputs, inRunningCell: running)
      result.diagnostics += failure
      let shown = result
      let state = PreviewState(
        running: running, isBusy: runTask != nil, isUpToDate: await session.isUpToDate,
        stale: Set(await session.staleCells),
        snapshots: await session.snapshotCount)
      var renderer = ReportRenderer()
      renderer.isServed = true
      renderer.formulaFolder = ReportRenderer.usualFormulaFolder
      renderer.cellControls = { [controls] cell in controls.controls(of: cell, shown, state) }
      let page = renderer.render(notebook: notebook, run: result)
      made = controls.adding(to: page.html, notebook, result, page.diagnostics, state)
    } else {
      made = controls.page(ofUnreadableNote: path, failure)
    }
    guard made != html else { return }
    html = made
    version += 1
    send(.page(version: version))
  }
}

/// What the page says of the session besides the results.
struct PreviewState: Sendable, Equatable {
  var running: Int?
  var isBusy: Bool
  /// Whether everything has run as it stands.
  var isUpToDate: Bool
  var stale: Set<Int>
  var snapshots: Int
}

extension RunResult {
  /// Puts what the running cell has shown so far in its place.
  fileprivate mutating func show(_ items: [Int: [CellResult.Item]], inRunningCell number: Int?) {
    guard let number, let index = cells.firstIndex(where: { $0.number == number }) else { return }
    cells[index].state = .notRun("running")
    var shown: [CellResult.Item] = []
    for item in items[number] ?? [] { shown.show(item) }
    guard !shown.isEmpty else { return }
    cells[index].items = shown
    cells[index].outputsFrom = nil
  }
}
