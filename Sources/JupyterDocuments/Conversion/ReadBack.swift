internal import NotebookDocument

/// Reads what stands for one cell in a note, between neighbours: whether it is that cell again, and
/// leaves its neighbours what they are.
struct ReadBack {
  let language: String
  /// Whether nothing stands before the cell, and nothing after it.
  var isFirst = false
  var isLast = false
  /// Marks in later cells that would end what the cell leaves open: `%%`, `$$`.
  var laterMarks: [String] = []
  /// Gives the bytes of a file beside the note.
  let read: (String) -> [UInt8]?

  /// Whether a text is read as a cell, whatever follows it.
  func gives(_ cell: JupyterCell, from text: String) -> Bool {
    let code = JupyterCell(.code, laterMarks.joined(separator: "\n"))
    let prose = JupyterCell(.markdown, "after")
    var ways = isLast ? [[]] : cell.kind == .code ? [[code]] : [[code], [prose, code]]
    // This line alone ends a formula even behind blank lines.
    if !isLast, cell.kind == .markdown, laterMarks.contains("$$") {
      ways.append([JupyterCell(.markdown, "$$"), code])
    }
    return ways.allSatisfy { gives(cell, from: text, before: $0) }
  }

  private func gives(_ cell: JupyterCell, from text: String, before after: [JupyterCell]) -> Bool {
    let word = Fence.word(for: language)
    var whole = isFirst ? text : "```\(word)\nbefore\n```\n\n\(text)"
    var last = cell.kind
    for next in after {
      whole += last == .markdown && next.kind == .markdown ? "\n\n" : "\n"
      last = next.kind
      switch next.kind {
      case .markdown where next.source == "$$": whole += "$$\n"
      case .markdown, .raw:
        whole += "<!-- #region -->\n\(next.source)\n<!-- #endregion -->\n"
      case .code:
        whole += "```\(word)\n\(next.source.isEmpty ? "" : next.source + "\n")```\n"
      }
    }
    let note = Notebook.parse(source: whole, path: "")
    guard language == "swift" || note.cells.isEmpty else { return false }
    let notebook = try? NoteReader.plainNotebook(from: note, language: language, reading: read)
    guard var cells = notebook?.cells else { return false }
    if let found = cells.dropLast(after.count).last {
      var found = found
      _ = CellLayout(takenFrom: &found.metadata)
      cells[cells.count - after.count - 1] = found
    }
    var expected = cell
    expected.identifier = nil
    return cells == (isFirst ? [] : [JupyterCell(.code, "before")]) + [expected] + after
  }
}
