internal import CellCompilation
internal import FoundationEssentials
internal import NotebookDocument
internal import NotebookSession
package import RunResults

/// Writes the cells of a note as a Swift package, for an editor with full completion.
///
/// The package is built on the sources of notebook itself, by their path. It is written beside its
/// place and renamed, and takes the place of nothing but an earlier export.
package struct NotebookExport: Sendable {
  package enum Result: Sendable, Equatable {
    case written(folder: String, cells: Int)
    case failed(RunStatus)
  }

  private let path: String
  private let folder: String
  private let parameters: [String]
  private let watch: NotebookRun.Watcher

  /// The file by which an earlier export is known.
  private static let mark = ".notebook-export"

  /// - Parameter folder: Where the package goes; `nil` for `NAME-package` in the current folder.
  package init(
    path: String, folder: String?, parameters: [String], watch: @escaping NotebookRun.Watcher
  ) {
    self.path = path
    self.folder = folder ?? "\(Self.name(of: path))-package"
    self.parameters = parameters
    self.watch = watch
  }

  package func callAsFunction() async -> Result {
    var source: NoteSource?
    do throws(RunFailure) {
      let notebook = try NoteFile.notebook(at: path, parameters: parameters)
      source = notebook.source
      watch(.session(.diagnostics(notebook.diagnostics)), source)
      if notebook.hasErrors { return .failed(.invalidNote) }
      guard let checkout = InstalledFiles.checkout else { throw noCheckout }
      try checkPlace()
      // Nothing forwards signals here: Ctrl-C ends the tool, which has written nothing yet.
      let cells: Int? = try await NoteSession.open(
        options: RunOptions().session, interruption: RunInterruption(),
        watch: { [watch] in watch(.session($0), $1) }
      ) { session throws(RunFailure) in
        try await session.update(notebook, generatesCode: false)
        return await session.isSound ? await session.checkResult?.cells.count ?? 0 : nil
      }
      guard let cells else { return .failed(.invalidNote) }
      let export = ProgramExport(notebook, name: Self.name(of: path), checkout: checkout)
      try write(export)
      return .written(folder: folder, cells: cells)
    } catch {
      watch(.session(.diagnostics(error.diagnostics)), source)
      return .failed(error.status)
    }
  }

  /// A name that packages may have.
  private static func name(of path: String) -> String {
    let file = ReportPaths(note: path, directory: "").name
    let name = file.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "-" }
    return name.contains { $0 != "-" } ? String(name) : "note"
  }

  private var noCheckout: RunFailure {
    RunFailure(
      .failed,
      Diagnostic(
        .error, file: path, "the package cannot be written: it needs the sources of notebook",
        explanation: "no Package.swift of notebook is above \(InstalledFiles.folder); "
          + "run notebook from the folder where it was built"))
  }

  /// Nothing is written over but an earlier export.
  private func checkPlace() throws(RunFailure) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    if !isFolder { throw unusable("it is a file; name a folder with -o") }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard names.isEmpty || names.contains(Self.mark) else {
      throw unusable("the folder holds other files; name another with -o")
    }
    let edited = ExportedFiles(folder: folder).edited(sinceWrittenIn: "\(folder)/\(Self.mark)")
    guard edited.isEmpty else {
      let names = edited.prefix(3).joined(separator: ", ") + (edited.count > 3 ? ", …" : "")
      throw unusable(
        "\(names) \(edited.count == 1 ? "was" : "were") edited after the last export; "
          + "take the edits over into the note and remove the folder, or name another with -o")
    }
  }

  /// Writes beside the place first; of an earlier export everything but what it has built goes.
  private func write(_ export: ProgramExport) throws(RunFailure) {
    let files = FileManager.default
    let unfinished = "\(folder).part-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? files.removeItem(atPath: unfinished) }
    do {
      for file in export.files {
        let url = URL(filePath: "\(unfinished)/\(file.path)")
        try files.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url)
      }
      let list = ExportedFiles(folder: unfinished).list
      try Data("\(path)\n\(list)".utf8).write(to: URL(filePath: "\(unfinished)/\(Self.mark)"))
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for name in ["Package.swift", "Sources", Self.mark] {
        try? files.removeItem(atPath: "\(folder)/\(name)")
        try files.moveItem(atPath: "\(unfinished)/\(name)", toPath: "\(folder)/\(name)")
      }
    } catch {
      throw unusable("\(error)")
    }
  }

  private func unusable(_ reason: String) -> RunFailure {
    RunFailure(
      .failed,
      Diagnostic(.error, file: folder, "the package cannot be written: \(reason)"))
  }
}
