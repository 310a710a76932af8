internal import Foundation
package import NotebookDocument
package import PreviewServer
internal import ReportRendering

/// The notes that one preview serves: one note, or a folder of them with an index.
///
/// A note of a folder gets a kernel when a browser opens it, and loses it a while after the last
/// one has closed it.
package actor PreviewSite {
  private let root: String
  private let single: String?
  private let options: PreviewOptions
  private let controls: PreviewControls
  /// The list of a folder's notes; `nil` for one note.
  private let index: PreviewIndex?
  private let report: @Sendable (RunEvent, NoteSource?, String) -> Void
  private var notes: [String: NotePreview] = [:]
  private var watcher: FileWatcher?
  private var isClosed = false

  /// - Parameters:
  ///   - path: A note or a folder.
  ///   - report: Told of what sessions do, with the note's path.
  package init(
    path: String, options: PreviewOptions,
    report: @escaping @Sendable (RunEvent, NoteSource?, String) -> Void
  ) {
    let isFolder = NoteFolder.isFolder(path)
    single = isFolder ? nil : path
    root = isFolder ? NoteFolder.trimmed(path) : PreparedFile.folder(of: path)
    self.options = options
    self.report = report
    controls = PreviewControls(
      secret: PreviewServer.randomText(), nonce: PreviewServer.randomText(),
      editor: options.editor)
    index = isFolder ? PreviewIndex(root: root, controls: controls) : nil
  }

  /// Answers what a browser asks for.
  package func answer(_ request: PreviewServer.Request) async -> PreviewServer.Response {
    if request.path.isEmpty {
      if let single { return .redirect(to: LinkAddress.encoded(path: name(of: single)) + ".html") }
      return await answerForIndex(request)
    }
    guard let path = notePath(request.path), let note = await note(path) else { return .notFound }
    switch (request.method, request.query["order"], request.query.keys.contains("events")) {
    case (.get, _, true): return .events(Self.text(of: await note.messages()))
    case (.get, _, false): return .page(await note.page(), policy: controls.policy)
    case (.post, "run", _): await note.run(from: Int(request.body) ?? 1)
    case (.post, "stop", _): await note.stop()
    case (.post, "parameters", _): await note.set(Self.fields(request.body))
    case (.post, let order, _): return .refused("there is no order '\(order ?? "")'")
    }
    return .text("ok\n")
  }

  private func answerForIndex(_ request: PreviewServer.Request) async -> PreviewServer.Response {
    guard let index, !isClosed else { return .notFound }
    guard request.method == .get else { return .refused("a list of notes takes no orders") }
    if request.query.keys.contains("events") {
      return .events(Self.text(of: await index.messages()))
    }
    let page = await index.page()
    await look()
    return .page(page, policy: controls.policy)
  }

  /// Ends every kernel.
  package func close() async {
    isClosed = true
    watcher?.stop()
    await index?.close()
    let open = notes.values
    notes = [:]
    await withTaskGroup(of: Void.self) { group in
      for note in open { group.addTask { await note.close() } }
    }
  }

  // MARK: Notes

  private func note(_ path: String) async -> NotePreview? {
    if let note = notes[path] { return note }
    guard !isClosed else { return nil }
    let note = NotePreview(
      path: path, vault: single == nil ? root : nil, options: options, controls: controls,
      report: { [report] event, source in report(event, source, path) })
    notes[path] = note
    await look()
    return note
  }

  /// Looks at the files of every open note, and gives back the kernels of those that nobody has
  /// open any more.
  private func look() async {
    if watcher == nil { watcher = FileWatcher { [weak self] in await self?.look() } }
    var folders: Set<String> = []
    for (path, note) in notes {
      await note.filesMayHaveChanged()
      if single == nil, await note.isIdle(for: options.idleTime) {
        notes[path] = nil
        await note.close()
      } else {
        folders.formUnion(await note.watchedFolders)
      }
    }
    if let index {
      await index.filesMayHaveChanged()
      folders.formUnion(await index.watchedFolders)
    }
    watcher?.watch(folders)
  }

  /// The note of an address: `a/b.html` is `a/b.md` or `a/b.qmd` below the folder, and nothing
  /// outside it.
  private func notePath(_ address: String) -> String? {
    func isAddressed(_ path: String) -> Bool { name(of: path) + ".html" == address }
    if let single { return isAddressed(single) ? single : nil }
    if let open = notes.keys.first(where: { isAddressed($0) }) { return open }
    let paths = NoteFolder.notePaths(below: root)
    guard let path = paths.first(where: { isAddressed($0) }) else { return nil }
    let folder = URL(filePath: root).resolvingSymlinksInPath().path
    let file = URL(filePath: path).resolvingSymlinksInPath().path
    return file.hasPrefix(folder == "/" ? folder : folder + "/") ? path : nil
  }

  /// A note's path below the folder, or the one note's file name, without its ending.
  private func name(of path: String) -> String {
    guard single != nil else { return NoteName.stem(NoteFolder.name(of: path, below: root)) }
    return NoteName.stem(path.split(separator: "/").last.map(String.init) ?? path)
  }

  // MARK: Text

  private static func text(of messages: AsyncStream<PreviewMessage>) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream<String>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    let forwarding = Task {
      for await message in messages {
        guard let data = try? JSONEncoder().encode(message) else { continue }
        continuation.yield(String(decoding: data, as: UTF8.self))
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in forwarding.cancel() }
    return stream
  }

  /// The fields of a form: `a=1&b=two+words`.
  private static func fields(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      func plain(_ part: Substring) -> String {
        String(part).replacing("+", with: " ").removingPercentEncoding ?? String(part)
      }
      if parts.count == 2 { fields[plain(parts[0])] = plain(parts[1]) }
    }
    return fields
  }
}
