internal import NotebookDocument

/// Writes a Jupyter notebook as a note.
///
/// Code cells become fenced blocks with their tags as the option `tags`; markdown cells become
/// prose, two blank lines between neighbours, as jupytext has it. What a note does not show stands
/// in comments. How a cell is written is decided by reading it back.
package struct NoteWriter {
  let notebook: JupyterNotebook
  let keepsOutputs: Bool
  let language: String
  /// How the note was written that the notebook came from.
  let form: NoteForm
  var pictures: PictureFiles
  var text = ""
  /// What stands at the end of the text so far.
  private var last: JupyterCell.Kind?

  private init(_ notebook: JupyterNotebook, filesFolder: String, keepsOutputs: Bool) {
    var notebook = notebook
    form = NoteForm(takenFrom: &notebook.metadata)
    self.notebook = notebook
    self.keepsOutputs = keepsOutputs
    language = notebook.language
    pictures = PictureFiles(folder: filesFolder)
  }

  /// The note.
  ///
  /// - Parameters:
  ///   - filesFolder: Where pictures go, as seen from the note.
  ///   - keepsOutputs: Whether the note keeps the outputs that the notebook has.
  package static func note(
    from notebook: JupyterNotebook, filesFolder: String, keepsOutputs: Bool = true
  ) -> ConvertedNote {
    var writer = NoteWriter(notebook, filesFolder: filesFolder, keepsOutputs: keepsOutputs)
    writer.write()
    return ConvertedNote(
      text: writer.form.applied(to: writer.text), files: writer.pictures.files)
  }

  private mutating func write() {
    let first = writeFrontMatter()
    for index in notebook.cells.indices.dropFirst(first) {
      if notebook.cells[index].kind == .code { writeCode(index) } else { writeProse(index) }
      last = notebook.cells[index].kind
    }
  }

  /// Blank lines before the next cell: those it had in the note it came from, else one, two between
  /// markdown cells, and none at the top.
  mutating func separate(_ kind: JupyterCell.Kind, _ layout: CellLayout) {
    let usual = text.isEmpty ? 0 : kind == .markdown && last == .markdown ? 2 : 1
    let lines = layout.blankLines ?? Array(repeating: "", count: usual)
    text += lines.map { $0 + "\n" }.joined()
  }

  /// How a cell that is written next would be read.
  func readBack(_ index: Int) -> ReadBack {
    let pictures = pictures
    var readBack = ReadBack(language: language) { pictures.bytes(of: $0) }
    readBack.isFirst = text.isEmpty
    readBack.isLast = index == notebook.cells.count - 1
    readBack.laterMarks = ["%%", "$$"].filter { mark in
      notebook.cells[index].mentions(mark)
        && notebook.cells[(index + 1)...].contains { $0.mentions(mark) }
    }
    return readBack
  }

  /// Whether a cell, were it to stand as it is, would begin a region that a later one ends.
  func beginsRegionOfLaterCells(_ index: Int) -> Bool {
    let cell = notebook.cells[index]
    let ends = Set(cell.marks.compactMap { CellComment.enclosing[$0] })
    guard !ends.isEmpty else { return false }
    // A region of a note in Swift ends before the next cell that runs.
    let later = notebook.cells[(index + 1)...].prefix { language != "swift" || $0.kind != .code }
    return later.contains { cell in
      cell.marks.contains { ends.contains($0) }
        || ends.contains { JSONValue.array(cell.outputs).text().contains("#\($0)") }
    }
  }
}

extension JupyterCell {
  /// The names of the comments in its source that a note would read.
  fileprivate var marks: [String] {
    source.split(whereSeparator: \.isNewline).compactMap { CellComment.read($0)?.name }
  }

  /// Whether a text occurs in anything that a note has of the cell.
  fileprivate func mentions(_ mark: String) -> Bool {
    source.contains(mark) || JSONValue.array(outputs).text().contains(mark)
      || JSONValue.object(metadata).text().contains(mark)
  }
}
