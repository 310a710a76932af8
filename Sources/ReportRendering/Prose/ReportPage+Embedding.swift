internal import MarkupTree
internal import NotebookDocument

extension ReportPage {
  /// The text of another note, or of a section of it, in the place of `![[note#heading]]`; its name
  /// where the note has no such section, and `nil` where there is no such note: the link says so.
  func embedded(_ link: WikiLink) -> [MarkupNode]? {
    guard let (other, path) = note(of: link) else { return nil }
    guard let blocks = other.excerpt(link.fragment) else {
      diagnostics.append(
        Diagnostic(
          .warning, file: notebook.path, line: link.line, column: link.column,
          "note '\(link.note)' has no heading or block '\(link.fragment ?? "")'",
          explanation: "its name is shown instead"))
      let name = MarkupNode.element("span", ["class": "unresolved"], [.text(link.shownText)])
      return [.element("p", [:], [name])]
    }
    let name = link.note.isEmpty ? link.fragment ?? "" : link.note
    return inPart(
      other, files: path.map(files.files(ofNoteAt:)), line: link.line,
      keepsMacros: link.isIncluded
    ) {
      [.element("section", ["class": "embedded", "aria-label": name], contained(blocks))]
    }
  }

  /// Renders what belongs to another text than the note: its footnotes and files are its own, and
  /// what is wrong with it is reported at a line of the note.
  func inPart<Result>(
    _ part: Notebook, files partFiles: NoteFiles?, line: Int, keepsMacros: Bool = false,
    _ render: () -> Result
  ) -> Result {
    let outer = (files: files, partLine: partLine, outerLine: mathematics.outerLine)
    let isOwn = part.path == notebook.path && partFiles == nil && part.source == notebook.source
    if let partFiles { files = partFiles }
    partLine = line
    mathematics.outerLine = line
    if !isOwn {
      footnoteList.begin(part.footnotes)
      if partFiles != nil, !keepsMacros { mathematics.beginScope() }
    }
    defer {
      if !isOwn {
        footnoteList.end()
        if partFiles != nil, !keepsMacros { mathematics.endScope() }
      }
      files = outer.files
      partLine = outer.partLine
      mathematics.outerLine = outer.outerLine
    }
    return render()
  }

  private func note(of link: WikiLink) -> (Notebook, path: String?)? {
    if link.note.isEmpty { return (notebook, nil) }
    let found = link.isIncluded ? files.path(of: link.note) : files.path(ofNote: link.note)
    guard let path = found, let other = files.notebook(at: path) else {
      return nil
    }
    return (other, path)
  }
}
