internal import NotebookDocument
internal import ReportRendering

/// The notes of a folder in a browser: follows which there are and what they are called.
actor PreviewIndex {
  /// A note in the list.
  struct Entry: Sendable, Equatable {
    /// The path below the folder, without its ending.
    var name: String
    var title: String
  }

  private let root: String
  private let controls: PreviewControls
  /// The titles that were read, and what the files were like then.
  private var titles: [String: (stamp: FileStamp?, title: String)] = [:]
  private var entries: [Entry]?
  private var version = 0
  private var listeners = PageListeners()
  private var lastLook = ContinuousClock.now
  private var lookTook = Duration.zero
  private(set) var watchedFolders: Set<String> = []

  /// - Parameter root: The folder, without a slash at its end.
  init(root: String, controls: PreviewControls) {
    self.root = root
    self.controls = controls
  }

  /// The page as it is now.
  func page() -> String {
    look()
    return controls.index(of: entries ?? [], folder: root)
  }

  /// The present state and every later one.
  func messages() -> AsyncStream<PreviewMessage> {
    listeners.add(PreviewMessage(version: version)) { [weak self] number in
      Task { await self?.remove(listener: number) }
    }
  }

  /// Looks at the folder again where somebody has the list open. In a folder that takes long to
  /// look through, that is a tenth of the time at most.
  func filesMayHaveChanged() {
    guard !listeners.isEmpty, lastLook + lookTook * 9 < .now else { return }
    look()
  }

  /// Tells browsers that there is nothing more.
  func close() { listeners.finish() }

  private func remove(listener: Int) { listeners.remove(listener) }

  private func look() {
    let start = ContinuousClock.now
    let paths = NoteFolder.notePaths(below: root)
    titles = titles.filter { paths.contains($0.key) }
    let found = paths.map { path in
      Entry(name: NoteName.stem(NoteFolder.name(of: path, below: root)), title: title(of: path))
    }
    watchedFolders = Set(paths.map { PreparedFile.folder(of: $0) }).union([root])
    lastLook = .now
    lookTook = lastLook - start
    guard found != entries else { return }
    entries = found
    version += 1
    listeners.tell(PreviewMessage(version: version))
  }

  private func title(of path: String) -> String {
    let stamp = FileStamp(path: path)
    if let known = titles[path], known.stamp == stamp { return known.title }
    guard let bytes = try? NoteFile.read(path) else { return titles[path]?.title ?? "" }
    let notebook = NoteFiles.notebook(source: bytes, path: path, vault: root)
    let title = NoteSummary(of: notebook, vault: root).title
    titles[path] = (stamp, title)
    return title
  }
}
