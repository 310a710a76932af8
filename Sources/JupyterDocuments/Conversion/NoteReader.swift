internal import NotebookDisplay
package import NotebookDocument

/// Reads a note as a Jupyter notebook: the other way of ``NoteWriter``.
package struct NoteReader {
  let note: Notebook
  let lines: [String]
  let read: (String) -> [UInt8]?
  var notebook: JupyterNotebook
  /// The number of the first line that is in no cell yet, from 0.
  var next = 0
  /// The blocks that become code cells, by their first lines.
  private(set) var codeBlocks: [Int: CodeBlock] = [:]
  /// The language of the code cells.
  private(set) var language: String
  /// What the comment before the next cell says.
  var pending: (metadata: [String: JSONValue], form: [String: JSONValue]) = ([:], [:])
  /// The blank lines before the next cell, as far as they have been read.
  var blankLines: Int?
  /// Whether the note begins without a front matter.
  let beginsWithProse: Bool
  /// Whether nothing stands before the next cell.
  var isAtTop: Bool { notebook.cells.isEmpty && beginsWithProse }

  /// The notebook of a note.
  ///
  /// - Parameter read: Gives the bytes of a file beside the note, `nil` where it is not there.
  /// - Throws: ``JupyterNotebookError`` where a picture of an output or of an attachment is
  ///   missing.
  package static func notebook(
    from note: Notebook, reading read: @escaping (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> JupyterNotebook {
    try notebook(from: note, language: nil, reading: read)
  }

  /// - Parameter language: The language of the code cells, where the note does not say it.
  static func notebook(
    from note: Notebook, language: String?, reading read: @escaping (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> JupyterNotebook {
    var reader = NoteReader(note, language, reading: read)
    try reader.readAll()
    return reader.notebook
  }

  private init(
    _ note: Notebook, _ language: String?, reading read: @escaping (String) -> [UInt8]?
  ) {
    self.note = note
    self.read = read
    beginsWithProse = note.source.bodyLine == 1
    lines = (0..<note.source.lineCount).map { note.source.text(ofLine: $0 + 1) ?? "" }
    notebook = JupyterNotebook(metadata: JupyterNotebook.swiftMetadata)
    self.language = language ?? ""
  }

  private mutating func readAll() throws(JupyterNotebookError) {
    readFrontMatter()
    for block in findCodeBlocks() { codeBlocks[block.first] = block }
    for block in codeBlocks.values.sorted(by: { $0.first < $1.first }) {
      guard block.first >= next else { continue }
      try readProse(upTo: block.first)
      // A region may hold it.
      guard block.first >= next else { continue }
      try readCode(block)
    }
    try readProse(upTo: lines.count)
  }

  // MARK: Front matter

  private mutating func readFrontMatter() {
    let body = note.source.bodyLine - 1
    next = body
    let content = body >= 2 ? Array(lines[1..<(body - 1)]) : []
    let (others, metadata) = FrontMatterCell.split(content)
    if let metadata { notebook.metadata = metadata }
    if language.isEmpty {
      // Cells that the note runs are Swift, whatever else its metadata say.
      if notebook.namedLanguage == nil, !note.cells.isEmpty {
        notebook.metadata.merge(JupyterNotebook.swiftMetadata) { own, _ in own }
      }
      language = notebook.language
    }
    guard body >= 2 else { return }
    var cell = JupyterCell(.raw, (["---"] + others + ["---"]).joined(separator: "\n"))
    var form: [String: JSONValue] = [:]
    if next < lines.count, let (name, value) = CellComment.read(lines[next]),
      name == "front_matter"
    {
      (cell.metadata, form) = CellComment.parts(of: value)
      next += 1
    }
    let kept = FrontMatterCell.restored(others, kept: form["source"])
    if let kept { cell.source = kept }
    if kept != nil || !others.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      notebook.cells.append(cell)
    }
    guard language == "swift", form["parameters"]?.boolean != false,
      var parameters = FrontMatterCell.parameters(note.frontMatter.parameters)
    else { return }
    if let results = form["parameters"]?.object {
      parameters.metadata = results["metadata"]?.object ?? parameters.metadata
      parameters.outputs = results["outputs"]?.array ?? []
      parameters.executionCount = results["execution_count"]?.integer
    }
    notebook.cells.append(parameters)
  }
}
