internal import Foundation
internal import FoundationEssentials
package import NotebookDisplay
package import NotebookDocument
package import PreviewServer
internal import Synchronization

/// The notes that one preview serves: one note, or a folder of them with an index.
///
/// A note gets a kernel when a browser opens it, and loses it a while after the last one has closed
/// it.
package actor PreviewSite {
  private let root: String
  private let single: String?
  private let runsCells: Bool
  private let controls: PreviewControls
  private let describe: @Sendable (NotebookDisplay.Progress) -> String
  private let report: @Sendable (RunEvent, NoteSource?, String) -> Void
  private var notes: [String: NotePreview] = [:]
  private var watcher: FileWatcher?

  /// - Parameters:
  ///   - path: A note or a folder.
  ///   - editor: An editor's address with `{file}` and `{line}`, such as `vscode://file{file}:{line}`.
  ///   - describe: A training's progress in one line.
  ///   - report: Told of what sessions do, with the note's path.
  package init(
    path: String, runsCells: Bool, editor: String?,
    describe: @escaping @Sendable (NotebookDisplay.Progress) -> String,
    report: @escaping @Sendable (RunEvent, NoteSource?, String) -> Void
  ) {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    single = exists && isFolder ? nil : path
    root = exists && isFolder ? path : Self.folder(of: path)
    self.runsCells = runsCells
    self.describe = describe
    self.report = report
    controls = PreviewControls(
      secret: PreviewServer.randomText(), nonce: PreviewServer.randomText(), editor: editor)
  }

  /// Answers what a browser asks for.
  package func answer(_ request: PreviewServer.Request) async -> PreviewServer.Response {
    if request.path.isEmpty {
      if let single { return .redirect(to: address(of: single)) }
      return .page(index(), nonce: controls.nonce)
    }
    guard let path = notePath(request.path) else { return .notFound }
    let note = await note(path)
    switch (request.method, request.query["order"], request.query.keys.contains("events")) {
    case (.get, _, true): return .events(Self.text(of: await note.messages()))
    case (.get, _, false): return .page(await note.page(), nonce: controls.nonce)
    case (.post, "run", _): await note.run(from: Int(request.body) ?? 1)
    case (.post, "stop", _): await note.stop()
    case (.post, "parameters", _): await note.set(Self.fields(request.body))
    case (.post, let order, _): return .refused("there is no order '\(order ?? "")'")
    }
    return .text("ok\n")
  }

  /// Looks at every open note's file.
  package func filesMayHaveChanged() async {
    for note in notes.values { await note.fileMayHaveChanged() }
  }

  /// Ends every kernel.
  package func close() async {
    watcher?.stop()
    for note in notes.values { await note.close() }
    notes = [:]
  }

  // MARK: Notes

  private func note(_ path: String) async -> NotePreview {
    if let note = notes[path] { return note }
    let note = NotePreview(
      path: path, runsCells: runsCells, controls: controls, describe: describe,
      report: { [report] event, source in report(event, source, path) })
    notes[path] = note
    watch()
    await note.fileMayHaveChanged()
    return note
  }

  /// Watches the folders of all open notes, and of what they embed below them.
  private func watch() {
    watcher?.stop()
    watcher = FileWatcher(folders: Set(notes.keys.map { Self.folder(of: $0) })) {
      [weak self] in await self?.filesMayHaveChanged()
    }
  }

  /// The note of an address: `a/b.html` is `a/b.md` below the folder, and nothing outside it.
  private func notePath(_ address: String) -> String? {
    guard address.hasSuffix(".html"), !address.hasPrefix("/") else { return nil }
    let name = String(address.dropLast(5)) + ".md"
    let path = root == "." ? name : "\(root)/\(name)"
    if let single { return path == single || "./\(path)" == single ? single : nil }
    let folder = URL(filePath: root).resolvingSymlinksInPath().path
    let file = URL(filePath: path).resolvingSymlinksInPath().path
    guard file.hasPrefix(folder + "/"), FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    return path
  }

  private func address(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return (name.hasSuffix(".md") ? String(name.dropLast(3)) : name) + ".html"
  }

  private func index() -> String {
    let files = FileManager.default.enumerator(atPath: root)
    var names: [String] = []
    while let name = files?.nextObject() as? String {
      if name.hasSuffix(".md"), !name.hasPrefix(".") { names.append(name) }
    }
    return controls.index(of: names.sorted().map { String($0.dropLast(3)) }, folder: root)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  // MARK: Text

  private static func text(of messages: AsyncStream<NotePreview.Message>) -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream<String>.makeStream(
      bufferingPolicy: .bufferingNewest(8))
    let forwarding = Task {
      for await message in messages { continuation.yield(message.serverSentEvent) }
      continuation.finish()
    }
    let ticking = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(10))
        continuation.yield(": still here\n\n")
      }
    }
    continuation.onTermination = { _ in
      forwarding.cancel()
      ticking.cancel()
    }
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

extension NotePreview.Message {
  fileprivate var serverSentEvent: String {
    switch self {
    case .page(let version): return "event: page\ndata: \(version)\n\n"
    case .progress(let cell, let text):
      let data = (try? JSONEncoder().encode(["cell": "\(cell)", "text": text])) ?? Data()
      return "event: progress\ndata: \(String(decoding: data, as: UTF8.self))\n\n"
    }
  }
}
