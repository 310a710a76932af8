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
  func messages() -> AsyncStream<Message> {
    let (stream, continuation) = AsyncStream<Message>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    let number = nextListener
    nextListener += 1
    listeners[number] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.remove(listener: number) }
    }
    continuation.yield(message)
    return stream
  }

  /// Whether nobody has looked at the note for a while, and nothing runs.
  func isIdle(for time: Duration) -> Bool {
    listeners.isEmpty && runTask == nil && lastSeen + time < .now
  }

  private func remove(listener: Int) {
    listeners[listener] = nil
    lastSeen = .now
  }

  private var message: Message {
    Message(version: version, cell: progress?.cell, progress: progress?.text)
  }

  private func tellListeners() { listeners.values.forEach { $0.yield(message) } }

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
      state.result.show(liveOutputs, inRunningCell: state.runningCell)
      state.result.diagnostics += failure
      made = await Self.page(
        notebook, vault: vault, state,
        PreviewStatus(isBusy: runTask != nil, freshRun: freshRun, parameters: parameters), controls)
    } else {
      made = (controls.page(ofUnreadableNote: path, failure), [])
    }
    usedFiles.replacePageFiles(with: made.files)
    guard made.html != html else { return }
    html = made.html
    version += 1
    tellListeners()
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
    renderer.cellControls = { controls.controls(of: $0, state) }
    let page = renderer.render(notebook: notebook, run: state.result)
    return (controls.adding(to: page.html, notebook, state, page.diagnostics, status), page.files)
  }
}

/// What the page says of the preview besides the session's state.
struct PreviewStatus: Sendable {
  /// Whether cells run or are about to.
  var isBusy: Bool
  var freshRun: FreshRunState?
  /// The parameters that were set in the browser.
  var parameters: [String: String] = [:]
}

extension RunResult {
  /// Puts what the running cell has shown so far in its place.
  fileprivate mutating func show(_ items: [CellResult.Item], inRunningCell number: Int?) {
    guard let number, let index = cells.firstIndex(where: { $0.number == number }) else { return }
    cells[index].state = .notRun("running")
    guard !items.isEmpty else { return }
    cells[index].items = items
    cells[index].outputsFrom = nil
  }
}
