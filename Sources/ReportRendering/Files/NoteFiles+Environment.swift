package import NotebookDocument
internal import SystemBasics

extension NoteFiles {
  /// Reads a note with the settings and the texts that it takes from other files.
  ///
  /// - Parameter vault: As for ``init(notePath:vault:)``.
  package static func notebook(
    source: [UInt8], path: String, vault: String? = nil
  ) -> Notebook {
    let files = NoteFiles(notePath: path, vault: vault)
    var environment = NoteEnvironment()
    environment.settings = settings(for: files.folder)
    environment.file = { name in
      guard let found = files.path(of: name),
        let bytes = try? FileContent.read(found)
      else { return nil }
      return NoteEnvironment.File(path: found, shownPath: files.shownPath(of: found), bytes: bytes)
    }
    if !environment.settings.isEmpty {
      environment.hasLabel = { files.path(ofNoteWithLabel: $0) != nil }
    }
    // MyST takes all there are.
    if environment.settings.contains(where: { $0.name == "myst.yml" }) {
      environment.works = { files.index.works }
    }
    return Notebook.parse(source: source, path: path, environment: environment)
  }

  /// A file's path as seen from where the command was given: as the note's is written.
  func shownPath(of path: String) -> String {
    let given = FilePaths.folder(of: notePath)
    let relative = FilePaths.relative(path, from: folder)
    return given.isEmpty ? relative : FilePaths.normalized(given + "/" + relative)
  }

  /// The settings for the notes of a folder: Quarto's `_quarto.yml` and `_variables.yml` of the
  /// project, and each `_metadata.yml` on the way from there; MyST's `myst.yml`, or the
  /// `_config.yml` of a Jupyter Book.
  private static func settings(for folder: String) -> [NoteEnvironment.File] {
    var folders = [folder]
    var project: String?
    while let candidate = folders.last, !candidate.isEmpty {
      project = projectFiles.map { candidate + "/" + $0 }.first(where: FilePaths.isFile)
      if project != nil || candidate == "/" { break }
      folders.append(FilePaths.folder(of: candidate))
    }
    guard var project else { return [] }
    // A Jupyter Book has its settings beside its contents.
    if project.hasSuffix("/_toc.yml") { project = FilePaths.folder(of: project) + "/_config.yml" }
    let nearer = folders.reversed().flatMap { folder in
      ["_metadata.yml", "_metadata.yaml"].map { folder + "/" + $0 }
    }
    let variables = FilePaths.folder(of: project) + "/_variables.yml"
    return ([project, variables] + nearer).filter(FilePaths.isFile).compactMap { path in
      (try? FileContent.read(path)).map { NoteEnvironment.File(path: path, bytes: $0) }
    }
  }
}

extension Notebook {
  /// The text of the heading with a label.
  func heading(labelled label: String) -> [Inline]? {
    var found: [Inline]?
    ProseWalk.visit(
      blocks,
      block: { block in
        if case .heading(let heading) = block.kind, heading.identifier == label, found == nil {
          found = heading.content
        }
      })
    return found
  }
}
