internal import NotebookDocument

/// A note that a notebook has become, and the files that belong to it.
package struct ConvertedNote: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    /// As seen from the note.
    package var path: String
    package var bytes: [UInt8]
  }

  package var text: String
  package var files: [File]

  /// What the note does not give back of the notebook that it was written from, as sentences.
  ///
  /// - Parameter keepsOutputs: Whether the note was to keep the outputs.
  package func losses(from notebook: JupyterNotebook, keepsOutputs: Bool = true) -> [String] {
    let note = Notebook.parse(source: text, path: "")
    let read = try? NoteReader.notebook(from: note) { path in
      files.first { $0.path == path }?.bytes
    }
    guard let read, read.cells.count == notebook.cells.count else {
      return [
        "the note has \(read?.cells.count ?? 0) cells and the notebook \(notebook.cells.count): "
          + "the note does not become this notebook again"
      ]
    }
    var sentences: [String] = []
    var (found, metadata) = (read.metadata, notebook.metadata)
    _ = NoteForm(takenFrom: &found)
    _ = NoteForm(takenFrom: &metadata)
    if found != metadata {
      sentences.append("the note does not keep the notebook's metadata as they are")
    }
    for (index, (found, cell)) in zip(read.cells, notebook.cells).enumerated() {
      var (found, cell) = (found, cell)
      _ = CellLayout(takenFrom: &found.metadata)
      _ = CellLayout(takenFrom: &cell.metadata)
      cell.identifier = nil
      if !keepsOutputs { (cell.outputs, cell.executionCount) = ([], nil) }
      if found != cell {
        sentences.append("the note does not keep cell \(index + 1) of the notebook as it is")
      }
    }
    return sentences
  }

  /// The first line that a note's file has otherwise than this note, which its notebook gives.
  ///
  /// - Returns: The line's number in the file and its text here; `nil` where no byte differs.
  package func firstDifference(from bytes: [UInt8]) -> (line: Int, text: String)? {
    let own = Array(text.utf8)
    guard own != bytes else { return nil }
    let lineFeed = UInt8(ascii: "\n")
    let common = zip(own, bytes).prefix { $0 == $1 }.map(\.0)
    let start = common.lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
    let line = own[start...].prefix { $0 != lineFeed }
    return (1 + common.count { $0 == lineFeed }, String(decoding: line, as: UTF8.self))
  }
}
