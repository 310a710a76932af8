extension NoteWriter {
  /// Writes a markdown cell as it stands where it comes back so, else as a region; a raw cell
  /// always as one.
  mutating func writeProse(_ index: Int) {
    var cell = notebook.cells[index]
    let layout = CellLayout(takenFrom: &cell.metadata)
    var region = Region(cell)
    if let attachments = cell.attachments {
      let taken = pictures.takeAttachments(attachments, cell: index + 1)
      region.attachments = taken.attachments
      region.paths = taken.paths
    }
    // After the pictures have been taken, which it reads.
    let readBack = readBack(index)
    separate(cell.kind, layout)
    if cell.kind == .markdown, cell.metadata.isEmpty, cell.attachments == nil,
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
  /// The source as a note can hold it.
  let source: String
  var attachments: JSONValue?
  /// The files of pictures, by the names of the attachments.
  var paths: [String: String] = [:]

  init(_ cell: JupyterCell) {
    self.cell = cell
    source = ExactSource.shown(cell.source)
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
    let name = cell.kind == .raw ? "raw" : "region"
    var members = form.members
    if source != cell.source { members["source"] = .string(cell.source) }
    members["attachments"] = attachments
    let number = CellComment.endNumber(for: [name, "end\(name)"], around: content)
    members["end"] = number.map { .integer($0) }
    return CellComment.text(name, metadata: cell.metadata, form: members) + "\n"
      + (content.isEmpty ? "" : content + "\n")
      + CellComment.text("end\(name)", number.map { .integer($0) }) + "\n"
  }
}
