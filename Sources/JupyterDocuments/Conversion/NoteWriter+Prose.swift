extension NoteWriter {
  /// Writes a markdown cell as it stands where it comes back so, else as a region; a raw cell
  /// always as one.
  mutating func writeProse(_ index: Int) {
    var cell = notebook.cells[index]
    let layout = CellLayout(takenFrom: &cell.metadata)
    var region = Region(cell, layout)
    if let attachments = cell.attachments {
      let taken = pictures.takeAttachments(attachments, cell: index + 1)
      region.attachments = taken.attachments
      region.paths = taken.paths
    }
    // After the pictures have been taken, which it reads.
    let readBack = readBack(index)
    separate(cell.kind, layout)
    if cell.kind == .markdown, cell.metadata.isEmpty, cell.attachments == nil,
      !region.keepsMark, !beginsRegionOfLaterCells(index),
      readBack.gives(cell, from: cell.source + "\n")
    {
      text += cell.source + "\n"
      return
    }
    let written = RegionForm.all(for: cell.source).lazy.compactMap { region.text($0) }
    text += written.first { readBack.gives(cell, from: $0) } ?? region.text(.verbatim) ?? ""
  }
}

/// A markdown or raw cell as it stands between two comments.
private struct Region {
  let cell: JupyterCell
  let layout: CellLayout
  /// What the comments are called: `region`, `md` or `raw`.
  let name: String
  /// The source as a note can hold it.
  let source: String
  var attachments: JSONValue?
  /// The files of pictures, by the names of the attachments.
  var paths: [String: String] = [:]

  init(_ cell: JupyterCell, _ layout: CellLayout) {
    self.cell = cell
    self.layout = layout
    let known = layout.mark.flatMap { CellComment.read($0)?.name }
    name = cell.kind == .raw ? "raw" : known == "md" ? "md" : "region"
    source = ExactSource.shown(cell.source)
  }

  /// Whether the note had the cell between two comments, though it could do without them.
  var keepsMark: Bool {
    layout.mark.flatMap { CellComment.read($0)?.name } == name
  }

  /// The lines of the region; `nil` where a form changes nothing that is there.
  func text(_ form: RegionForm) -> String? {
    var shown = source
    if !form.isVerbatim {
      for (name, path) in paths.sorted(by: { $0.key.count > $1.key.count }) {
        shown = shown.replacing("attachment:\(name)", with: path)
      }
    }
    guard let content = form.written(shown, kind: cell.kind) else { return nil }
    var members = form.members
    if source != cell.source { members["source"] = .string(cell.source) }
    members["attachments"] = attachments
    let number =
      endsWithoutNumber(content)
      ? nil : CellComment.endNumber(for: [name, "end\(name)"], around: content)
    members["end"] = number.map { .integer($0) }
    let opening = CellComment.text(name, metadata: cell.metadata, form: members)
    let closing = CellComment.text("end\(name)", number.map { .integer($0) })
    return CellComment.kept(layout.mark, insteadOf: opening) + "\n"
      + (content.isEmpty ? "" : content + "\n") + keptEnd(insteadOf: closing, number) + "\n"
  }

  /// Whether the note had the region without a number, and every region in it has its end.
  private func endsWithoutNumber(_ content: String) -> Bool {
    guard let (_, value) = layout.mark.flatMap({ CellComment.read($0) }),
      CellComment.parts(of: value).form["end"] == nil
    else { return false }
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let closing = CellComment.text("end\(name)")
    return CellComment.end(
      "end\(name)", opening: name, number: nil, in: lines + [closing], 0..<(lines.count + 1))
      == lines.count
  }

  /// The last line as the note had it, where it ends the region as the one does that would be
  /// written now.
  private func keptEnd(insteadOf closing: String, _ number: Int?) -> String {
    guard let line = layout.closing, let found = CellComment.read(line),
      found.name == "end\(name)", found.value.integer == number
    else { return closing }
    return line
  }
}
