internal import MarkupTree
internal import NotebookDocument
internal import RunResults

extension ReportPage {
  /// The text of another note, or of a section of it, in the place of `![[note#heading]]`; its name
  /// where the note has no such section, and `nil` where there is no such note: the link says so.
  func embedded(_ link: WikiLink) -> [MarkupNode]? {
    // A note within a note could be the first one again.
    guard !isInNote, let (other, path) = note(of: link) else { return nil }
    let values =
      path.map { renderer.recordedValues?($0, other) ?? [:] } ?? run.inlineResults
    guard let blocks = other.excerpt(link.fragment, values: values) else {
      diagnostics.append(
        Diagnostic(
          .warning, file: textPath, line: link.line, column: link.column,
          "note '\(link.note)' has no heading or block '\(link.fragment ?? "")'",
          explanation: "its name is shown instead"))
      let name = MarkupNode.element("span", ["class": "unresolved"], [.text(link.shownText)])
      return [.element("p", [:], [name])]
    }
    if path != nil { warnOfUnknownValues(other, values, link) }
    let name = [link.note, link.fragment ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    return inPart(
      other, files: path.map(files.files(ofNoteAt:)), line: link.line
    ) {
      // A group is no landmark of the page: the same note may stand on it twice.
      [
        .element(
          "section", ["class": "embedded", "role": "group", "aria-label": name], contained(blocks))
      ]
    }
  }

  /// Says of values of another note that no run has computed as the note stands.
  private func warnOfUnknownValues(_ other: Notebook, _ values: [Int: String], _ link: WikiLink) {
    let unknown = other.inlineExpressions(in: link.fragment).filter { values[$0.number] == nil }
    guard let first = unknown.first else { return }
    let rest = unknown.count > 1 ? " and of \(unknown.count - 1) more" : ""
    diagnostics.append(
      Diagnostic(
        .warning, file: textPath, line: link.line, column: link.column,
        "the value of '\(first.code)'\(rest) in note '\(link.note)' is not known here",
        explanation: "the code is shown instead; run that note, and then this one: its values are "
          + "taken from its latest run as it stands"))
  }

  /// Renders what belongs to another text than the note: its footnotes and files are its own. What
  /// is wrong with it is reported in its own file where it has one, else at a line of the note.
  ///
  /// - Parameter place: The output of a cell that the text is, which has numbers as the note's own.
  func inPart<Result>(
    _ part: Notebook, files partFiles: NoteFiles?, line: Int,
    printed place: Numbering.OutputPlace? = nil, _ render: () -> Result
  ) -> Result {
    let outer = (
      files: files, partLine: partLine, outerLine: mathematics.outerLine, isInPart: isInPart,
      isInNote: isInNote, textPath: textPath, printedPlace: printedPlace, part: self.part
    )
    let isOwn = part.path == notebook.path && partFiles == nil && part.source == notebook.source
    isInPart = place == nil
    printedPlace = place
    self.part = isOwn ? nil : part
    if let partFiles {
      isInNote = true
      files = partFiles
      textPath = ownFiles.shownPath(of: part.path)
    }
    partLine = partFiles == nil ? line : nil
    mathematics.outerLine = partLine
    if !isOwn {
      footnoteList.begin(part.footnotes)
      if partFiles != nil { mathematics.beginScope() }
    }
    let result = render()
    if !isOwn {
      renderFootnotes()
      footnoteList.end()
      if partFiles != nil { mathematics.endScope() }
    }
    files = outer.files
    partLine = outer.partLine
    isInPart = outer.isInPart
    isInNote = outer.isInNote
    textPath = outer.textPath
    printedPlace = outer.printedPlace
    self.part = outer.part
    mathematics.outerLine = outer.outerLine
    return result
  }

  private func note(of link: WikiLink) -> (Notebook, path: String?)? {
    if link.note.isEmpty { return (notebook, nil) }
    guard let path = files.path(ofNote: link.note), let other = files.notebook(at: path) else {
      return nil
    }
    return (other, path)
  }
}
