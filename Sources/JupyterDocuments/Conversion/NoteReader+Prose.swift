extension NoteReader {
  /// Cuts the lines up to a block of code into markdown and raw cells.
  mutating func readProse(upTo end: Int) throws(JupyterNotebookError) {
    var current: [String] = []
    var before = 0
    var blanks = 0
    var fence: Substring?
    func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
    func finish(_ reader: inout NoteReader) {
      guard !current.isEmpty else { return }
      reader.append(JupyterCell(.markdown, current.joined(separator: "\n")), blankLines: before)
      current = []
    }
    while next < end {
      let line = lines[next]
      if fence == nil, isBlank(line) {
        blanks += 1
        next += 1
        continue
      }
      if fence == nil, let (name, value) = CellComment.read(line) {
        if name == "cell", codeBlocks[next + 1] != nil {
          finish(&self)
          pending = CellComment.parts(of: value)
          next += 1
          continue
        }
        if let last = regionEnd(name, value, before: end) {
          finish(&self)
          let content = Array(lines[(next + 1)..<last])
          try appendRegion(name, value, content, before: blanks)
          next = last + 1
          blanks = 0
          continue
        }
      }
      if blanks >= 2 { finish(&self) }
      if current.isEmpty { before = blanks } else { current += Array(repeating: "", count: blanks) }
      blanks = 0
      current.append(line)
      let content = line.drop { $0 == " " }
      if let opening = fence {
        if Fence.closes(content, opening: opening) { fence = nil }
      } else if Fence.opens(content) {
        fence = content
      }
      next += 1
    }
    finish(&self)
    blankLines = blanks
  }

  /// Appends a cell that does not run, and to its metadata the blank lines before it where they are
  /// not the usual ones.
  private mutating func append(_ cell: JupyterCell, blankLines: Int) {
    var cell = cell
    let usual = cell.kind == .markdown && notebook.cells.last?.kind == .markdown ? 2 : 1
    if blankLines != usual, !isAtTop {
      var layout = CellLayout()
      layout.blankLines = blankLines
      layout.put(into: &cell.metadata)
    }
    notebook.cells.append(cell)
  }

  /// The line that ends the region which a comment opens; `nil` where it opens none.
  ///
  /// In Swift the cells in a region run, and so it is none; in another language nothing in it does.
  private func regionEnd(_ name: String, _ value: JSONValue, before end: Int) -> Int? {
    guard let closing = ["region": "endregion", "raw": "endraw"][name] else { return nil }
    return CellComment.end(
      closing, opening: name, number: CellComment.parts(of: value).form["end"]?.integer, in: lines,
      (next + 1)..<(language == "swift" ? end : lines.count))
  }

  private mutating func appendRegion(
    _ name: String, _ value: JSONValue, _ content: [String], before: Int
  ) throws(JupyterNotebookError) {
    let (metadata, members) = CellComment.parts(of: value)
    let form = RegionForm(members)
    var cell = JupyterCell(name == "raw" ? .raw : .markdown, form.read(content), metadata: metadata)
    if let kept = members["attachments"] {
      let (attachments, paths) = try PictureFiles.puttingBack(attachments: kept, read: read)
      cell.attachments = attachments
      // A path may begin with another one.
      let longestFirst = paths.sorted { $0.value.count > $1.value.count }
      for (name, path) in longestFirst where !form.isVerbatim {
        cell.source = cell.source.replacing(path, with: "attachment:\(name)")
      }
    }
    if let source = ExactSource.restored(cell.source, kept: members["source"]) {
      cell.source = source
    }
    append(cell, blankLines: before)
  }
}
