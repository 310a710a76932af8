internal import CellCompilation
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering

/// What a run's outputs and its page depend on, each as one hash.
struct Fingerprints: Codable, Sendable, Equatable {
  /// Cells, inline expressions, parameters, seed, selection, engine, compiler, environment.
  var execution: String
  /// The text of the note, the files it shows, and the tool that renders it.
  var page: String

  init(notebook: Notebook, options: RunOptions, tools: [FileStamp]) {
    var execution = ContentHash()
    for cell in notebook.cells {
      // Comments and options that change nothing in what runs do not count; a label does, since a
      // cell's random numbers follow from it.
      execution.combine(SignificantCode(cell.compilableCode).text)
      execution.combine(cell.label ?? "")
      execution.combine("\(cell.options.evaluates)")
      execution.combine("\(cell.options.toleratesError) \(cell.options.requiresError)")
      execution.combine("\(cell.options.showsWarnings)")
      execution.combine("\(cell.options.figureWidth ?? 0) \(cell.options.figureHeight ?? 0)")
      execution.combine("\(cell.options.expectsCompileError) \(cell.options.timeout ?? 0)")
    }
    for expression in notebook.inlineExpressions {
      execution.combine("\(expression.precedingCells) \(expression.code)")
    }
    for parameter in notebook.frontMatter.parameters {
      execution.combine("\(parameter.name)=\(parameter.value.literal)")
    }
    execution.combine("\(notebook.seed) \(options.selection)")
    execution.combine("\(options.timeout ?? 0) \(options.memoryLimit ?? 0)")
    for name in ["NOTEBOOK_BACKEND", "NOTEBOOK_DATA", "NOTEBOOK_THREADS", "SWIFT"] {
      execution.combine("\(name)=\(Environment[name] ?? "")")
    }
    for tool in tools { execution.combine(tool.build) }
    self.execution = execution.hexadecimal

    var page = ContentHash()
    page.combine(notebook.path)
    page.combine(String(decoding: notebook.source.bytes, as: UTF8.self))
    for name in Self.shownFiles(of: notebook, options) {
      page.combine("\(name) \(FileStamp(path: name).map { "\($0)" } ?? "missing")")
    }
    for tool in tools { page.combine(tool.build) }
    page.combine("\(options.trustsHTML) \(options.styleSheet)")
    page.combine("\(options.surroundings, default: "none")")
    page.combine("\(options.headFacts ?? [])")
    self.page = page.hexadecimal
  }

  /// The paths of the images and of the notes that the page contains, and of these notes' records.
  private static func shownFiles(of notebook: Notebook, _ options: RunOptions) -> [String] {
    let files = NoteFiles(notePath: notebook.path, vault: options.vault)
    let records = RecordedNotes(
      embeddedIn: notebook.path, reportsIn: options.destination.folder)
    var paths = notebook.frontMatter.bibliography.map { files.path(of: $0) ?? $0 }
    paths += notebook.filesRead.sorted()
    for blocks in [notebook.blocks] + notebook.footnotes.map(\.blocks) {
      ProseWalk.visit(
        blocks,
        inline: { element in
          switch element {
          case .image(let picture):
            let name = picture.source.percentDecoded
            paths.append(files.path(of: name) ?? name)
          case .wikiLink(let link) where link.isEmbedded && !link.note.isEmpty:
            let path = files.path(ofNote: link.note) ?? link.note
            paths += [path] + records.paths(ofNoteAt: path).map(\.record)
          default: break
          }
        })
    }
    return paths
  }
}

extension FileStamp {
  /// What tells one build of a program from another, also after it was copied with its times.
  fileprivate var build: String { "\(path) \(bytes) \(written)" }
}
