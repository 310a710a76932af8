internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults

extension NotePreview {
  /// The page as it is now, without what a server adds.
  func page() async -> String {
    lastSeen = .now
    if html.isEmpty { await makePage() }
    return html
  }

  /// The present state and every later one.
  func messages() -> AsyncStream<PreviewMessage> {
    listeners.add(message) { [weak self] number in
      Task { await self?.remove(listener: number) }
    }
  }

  /// Whether nobody has looked at the note for a while, and nothing runs.
  func isIdle(for time: Duration) -> Bool {
    listeners.isEmpty && runTask == nil && lastSeen + time < .now
  }

  private func remove(listener: Int) {
    listeners.remove(listener)
    lastSeen = .now
  }

  private var message: PreviewMessage {
    PreviewMessage(version: version, cell: progress?.cell, progress: progress?.text)
  }

  private func tellListeners() { listeners.tell(message) }

  /// Shows how far a cell's training is.
  func show(_ text: String, ofCell number: Int) {
    guard runTask != nil, progress?.text != text else { return }
    progress = (number, text)
    tellListeners()
  }

  /// Has the page made anew: now, or a little later together with what else comes until then.
  func wantPage(within delay: Duration = .zero) {
    if delay > .zero {
      guard delayedPage == nil else { return }
      delayedPage = Task {
        try? await Task.sleep(for: delay)
        delayedPage = nil
        wantPage()
      }
      return
    }
    isPageWanted = true
    guard pageTask == nil else { return }
    pageTask = Task {
      while isPageWanted {
        isPageWanted = false
        await makePage()
      }
      pageTask = nil
    }
  }

  private func makePage() async {
    let made: (html: String, files: Set<String>)
    if let notebook, let session {
      var state = await session.state
      if let running = state.runningCell {
        // What is told of a cell comes a moment later than the session goes on to the next one.
        let live = liveOutputs.flatMap { $0.cell == running ? $0.items : nil } ?? []
        state.result.show(live, inRunningCell: running)
      }
      state.result.diagnostics += failure
      made = await Self.page(notebook, vault: vault, state, status(of: state), controls)
    } else {
      made = (controls.page(ofUnreadableNote: path, failure), [])
    }
    usedFiles.replacePageFiles(with: made.files)
    guard made.html != html else { return }
    html = made.html
    version += 1
    tellListeners()
  }

  private func status(of state: SessionState) -> PreviewStatus {
    let isRunComing = options.runsCells && (runTask != nil || checksInProgress > 0)
    var status = PreviewStatus(
      isRunning: runTask != nil, isRunComing: isRunComing,
      isStopping: runTask != nil && interruption.requests > 0, freshRun: freshRun,
      parameters: parameters)
    if !options.runsCells {
      status.obstacle = "--no-run"
    } else if !isRunComing, state.result.state == .notRun {
      status.obstacle = "the note has errors"
    } else if !isRunComing, !failure.isEmpty {
      status.obstacle = "the note could not be checked"
    }
    return status
  }

  /// Renders the page; orders are taken meanwhile.
  private nonisolated static func page(
    _ notebook: Notebook, vault: String?, _ state: SessionState, _ status: PreviewStatus,
    _ controls: PreviewControls
  ) async -> (html: String, files: Set<String>) {
    var renderer = ReportRenderer()
    renderer.formulaFolder = ReportRenderer.usualFormulaFolder
    renderer.vault = vault
    renderer.isServed = true
    let records = RecordedNotes(
      embeddedIn: notebook.path, reportsIn: RunOptions().destination.folder)
    renderer.recordedValues = records.values
    renderer.cellControls = { controls.controls(of: $0, state, status) }
    let page = renderer.render(notebook: notebook, run: state.result)
    let recordFiles = page.files.filter { NoteName.isNote($0) }
      .flatMap { records.paths(ofNoteAt: $0).map(\.record) }
    return (
      controls.adding(to: page.html, notebook, state, page.diagnostics, status),
      page.files.union(recordFiles)
    )
  }
}

/// What the page says of the preview besides the session's state.
struct PreviewStatus: Sendable {
  /// Whether cells run.
  var isRunning: Bool
  /// Whether cells run, or will when they are checked.
  var isRunComing: Bool
  /// Whether the running cell was asked to come to an end.
  var isStopping: Bool
  /// Why no order to run has an effect; `nil` where it has one.
  var obstacle: String?
  var freshRun: FreshRunState?
  /// The parameters that were set in the browser.
  var parameters: [String: String] = [:]
}

extension RunResult {
  /// Puts what the running cell has shown so far in its place.
  fileprivate mutating func show(_ items: [CellResult.Item], inRunningCell number: Int) {
    guard let index = cells.firstIndex(where: { $0.number == number }) else { return }
    // Its controls say that it runs; nothing of it has gone wrong.
    cells[index].state = .completed
    guard !items.isEmpty else { return }
    cells[index].items = items
    cells[index].outputsFrom = nil
  }
}
