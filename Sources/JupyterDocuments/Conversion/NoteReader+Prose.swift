extension NoteReader {
  /// Cuts the lines up to a block of code into markdown and raw cells.
  mutating func readProse(upTo end: Int) throws(JupyterNotebookError) {
    var current: [String] = []
    var before: [String] = []
    var blanks: [String] = []
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
        blanks.append(line)
        next += 1
        continue
      }
      if fence == nil, let (name, value) = CellComment.read(line) {
        if name == "cell", codeBlocks[next + 1] != nil {
          finish(&self)
          pending = CellComment.parts(of: value)
          let usual = CellComment.text("cell", metadata: pending.metadata, form: pending.form)
          pendingMark = line == usual ? nil : line
          next += 1
          continue
        }
        if let last = regionEnd(name, value, before: end) {
          finish(&self)
          try appendRegion(name, value, next...last, before: blanks)
          next = last + 1
          blanks = []
          continue
        }
      }
      if blanks.count >= 2, !wholeLines.contains(next) { finish(&self) }
      if current.isEmpty { before = blanks } else { current += blanks }
      blanks = []
      current.append(line)
      let content = line.drop { $0 == " " }
      if let opening = fence {
        if Fence.closes(content, opening: opening) { fence = nil }
      } else if let last = commentEnd(before: end) {
        current += lines[(next + 1)...last]
        next = last
      } else if Fence.opens(content) {
        fence = content
      }
      next += 1
    }
    finish(&self)
    blankLines = blanks
  }

  /// The last line of a comment of Obsidian, `%% … %%`, that begins with the next line; `nil` where
  /// none begins there, or it has its end there too.
  private func commentEnd(before end: Int) -> Int? {
    let line = lines[next]
    guard line.first != "\t", line.prefix(while: { $0 == " " }).count < 4 else { return nil }
    let content = Self.withoutContainerMarks(line)
    guard content.hasPrefix("%%"), !content.dropFirst(2).contains("%%") else { return nil }
    return lines[(next + 1)..<end].firstIndex { $0.contains("%%") }
  }

  /// Appends a cell that does not run, and to its metadata the blank lines before it where they are
  /// not the usual ones.
  private mutating func append(
    _ cell: JupyterCell, _ layout: CellLayout = CellLayout(), blankLines: [String]
  ) {
    var cell = cell
    var layout = layout
    let usual =
      isAtTop ? 0 : cell.kind == .markdown && notebook.cells.last?.kind == .markdown ? 2 : 1
    if blankLines != Array(repeating: "", count: usual) {
      layout.blankLines = blankLines
    }
    layout.put(into: &cell.metadata)
    notebook.cells.append(cell)
  }

  /// The line that ends the region which a comment opens; `nil` where it opens none.
  ///
  /// In Swift the cells in a region run, and so it is none; in another language nothing in it does.
  private func regionEnd(_ name: String, _ value: JSONValue, before end: Int) -> Int? {
    guard let closing = CellComment.enclosing[name] else { return nil }
    return CellComment.end(
      closing, opening: name, number: CellComment.parts(of: value).form["end"]?.integer, in: lines,
      (next + 1)..<(language == "swift" ? end : lines.count))
  }

  /// - Parameter range: The lines of the region with the two that enclose it.
  private mutating func appendRegion(
    _ name: String, _ value: JSONValue, _ range: ClosedRange<Int>, before: [String]
  ) throws(JupyterNotebookError) {
    let (metadata, members) = CellComment.parts(of: value)
    let form = RegionForm(members)
    let content = Array(lines[range].dropFirst().dropLast())
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
    append(cell, layout(of: cell, name, value, range), blankLines: before)
  }

  /// How a region stands in the note, where ``NoteWriter`` would write it otherwise.
  private func layout(
    of cell: JupyterCell, _ name: String, _ value: JSONValue, _ range: ClosedRange<Int>
  ) -> CellLayout {
    var layout = CellLayout()
    guard keepsForm else { return layout }
    let (metadata, members) = CellComment.parts(of: value)
    let (opening, closing) = (lines[range.lowerBound], lines[range.upperBound])
    let usual = CellComment.text("end\(name)", members["end"])
    if closing != usual { layout.closing = closing }
    if name == "md" || closing != usual
      || opening != CellComment.text(name, metadata: metadata, form: members)
    {
      layout.mark = opening
    } else if cell.kind == .markdown, metadata.isEmpty, members.isEmpty {
      let rest = lines[(range.upperBound + 1)...]
      let readBack = ReadBack(
        language: language, isFirst: isAtTop,
        isLast: rest.allSatisfy { $0.allSatisfy(\.isWhitespace) }, read: read)
      // It would be written without the two lines.
      if readBack.gives(cell, from: cell.source + "\n") { layout.mark = opening }
    }
    return layout
  }
}
