internal import NotebookDocument

extension NoteReader {
  /// A block that becomes a code cell: the lines of its fences, from 0.
  struct CodeBlock {
    var first: Int
    var last: Int
    /// What stands before its lines, and before the first one.
    var prefix: String
    var firstPrefix: String
    var opening: String
    /// The closing line without what stands before it; `nil` where the note ends before.
    var closing: String?
  }

  /// The cells of a note in Swift; in a note of another language's notebook, the blocks of that
  /// language.
  func findCodeBlocks() -> [CodeBlock] {
    let word = Fence.word(for: language)
    let found: [(fence: Int, indentation: Int)] =
      language == "swift"
      ? note.cells.map { ($0.firstLine - 2, $0.indentation) }
      : note.blocks.compactMap { block in
        guard case .code(let name?, _) = block.kind, Fence.word(for: name) == word else {
          return nil
        }
        return (block.line - 1, 0)
      }
    return found.compactMap { codeBlock(at: $0.fence, indentation: $0.indentation) }
  }

  private func codeBlock(at fence: Int, indentation: Int) -> CodeBlock? {
    guard lines.indices.contains(fence) else { return nil }
    let first = lines[fence].utf8
    let firstPrefix = String(decoding: first.prefix(indentation), as: UTF8.self)
    let opening = String(decoding: first.dropFirst(indentation), as: UTF8.self)
    guard Fence.opens(opening) else { return nil }
    // What stands before later lines of a list's item are blanks.
    let prefix = String(firstPrefix.map { "> \t".contains($0) ? $0 : " " })
    let last = lines.indices.dropFirst(fence + 1).first { line in
      Fence.closes(content(of: lines[line], after: prefix), opening: opening)
    }
    return CodeBlock(
      first: fence, last: last ?? lines.count, prefix: prefix, firstPrefix: firstPrefix,
      opening: opening, closing: last.map { String(content(of: lines[$0], after: prefix)) })
  }

  /// A line without what stands before the lines of its block.
  private func content(of line: String, after prefix: String) -> Substring {
    if line.hasPrefix(prefix) { return line.dropFirst(prefix.count) }
    return line.drop { $0 == " " || $0 == ">" }
  }

  mutating func readCode(_ block: CodeBlock) throws(JupyterNotebookError) {
    let code = lines[(block.first + 1)..<min(block.last, lines.count)].map {
      String(content(of: $0, after: block.prefix))
    }
    let shown = code.joined(separator: "\n")
    var cell = JupyterCell(.code, shown, metadata: pending.metadata)
    let inFence = Fence.metadata(of: block.opening)
    cell.metadata.merge(inFence) { own, _ in own }
    if let source = ExactSource.restored(shown, kept: pending.form["source"]) {
      cell.source = source
    } else if language == "swift" {
      takeTags(of: &cell, beside: inFence["tags"]?.array?.compactMap(\.string) ?? [])
    }
    var layout = CellLayout()
    layout.mark = pendingMark
    (pending, pendingMark) = (([:], [:]), nil)
    layout.prefix = block.prefix
    if block.firstPrefix != block.prefix { layout.firstPrefix = block.firstPrefix }
    let word = Fence.word(for: language)
    if Fence(around: shown, like: nil, language: word).opening != block.opening {
      layout.fence = block.opening
    }
    let fence = Fence(around: shown, like: layout.fence, language: word)
    if let closing = block.closing, closing != fence.closing { layout.closing = closing }
    layout.isBlank = code == [""]
    if let blankLines, blankLines != (isAtTop ? [] : [""]) { layout.blankLines = blankLines }
    layout.put(into: &cell.metadata)
    blankLines = nil
    next = min(block.last + 1, lines.count)
    try readOutputs(of: &cell)
    notebook.cells.append(cell)
  }

  /// Takes the tags that the cell's option lines say as its metadata, and their line out of its
  /// source where it is as ``NoteWriter`` writes it.
  ///
  /// - Parameter known: The tags that the fence says, which come first.
  private func takeTags(of cell: inout JupyterCell, beside known: [String]) {
    let tags = FrontMatterCell.tags(in: cell.source)
    guard !tags.isEmpty else { return }
    let all = known + tags.filter { !known.contains($0) }
    cell.metadata["tags"] = .array(all.map { .string($0) })
    let line = FrontMatterCell.optionLine(tags)
    guard cell.source == line || cell.source.hasPrefix(line + "\n") else { return }
    cell.source = String(cell.source.dropFirst(line.count + 1))
  }

  /// Takes the comment with the outputs, which follows the block, and what shows them after it.
  private mutating func readOutputs(of cell: inout JupyterCell) throws(JupyterNotebookError) {
    guard next < lines.count, let (name, value) = CellComment.read(lines[next]), name == "outputs",
      value["outputs"]?.array != nil || value["execution_count"]?.integer != nil
    else { return }
    cell.executionCount = value["execution_count"]?.integer
    cell.outputs = try PictureFiles.puttingBack(value["outputs"]?.array ?? [], read: read)
    next += 1
    guard value["shown"]?.boolean == true else { return }
    let end = CellComment.end(
      "endoutputs", opening: "outputs", number: value["end"]?.integer, in: lines,
      next..<lines.count)
    if let end { next = end + 1 }
  }
}
