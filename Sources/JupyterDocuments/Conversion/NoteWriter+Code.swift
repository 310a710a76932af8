internal import NotebookDisplay

extension NoteWriter {
  /// Writes a code cell as a block of its language.
  mutating func writeCode(_ index: Int) {
    var cell = notebook.cells[index]
    let layout = CellLayout(takenFrom: &cell.metadata)
    let readBack = readBack(index)
    separate(.code, layout)
    var bare = cell
    (bare.outputs, bare.executionCount) = ([], nil)
    // In a quote or a list it is read with what stands around it.
    let isPart = !layout.prefix.isEmpty || layout.firstPrefix != nil
    var written = ""
    for (layout, keepsSource) in [(layout, false), (CellLayout(), false), (CellLayout(), true)] {
      written = block(bare, layout, keepsSource: keepsSource)
      if isPart || readBack.gives(bare, from: written) { break }
    }
    text += written
    writeOutputs(of: cell, index)
  }

  /// The lines of a block.
  ///
  /// - Parameter keepsSource: Whether a comment keeps the source and the tags beside what is shown.
  private func block(_ cell: JupyterCell, _ layout: CellLayout, keepsSource: Bool) -> String {
    var text = ""
    var metadata = cell.metadata
    var known = layout.fence
    let inFence = known.map(Fence.metadata) ?? [:]
    if inFence.allSatisfy({ metadata[$0.key] == $0.value }) {
      for key in inFence.keys { metadata[key] = nil }
    } else {
      known = nil
    }
    var source = keepsSource ? ExactSource.shown(cell.source) : cell.source
    if language == "swift", !keepsSource, !cell.tags.isEmpty,
      metadata["tags"] == .array(cell.tags.map { .string($0) })
    {
      if FrontMatterCell.tags(in: source) != cell.tags {
        source = FrontMatterCell.optionLine(cell.tags) + (source.isEmpty ? "" : "\n" + source)
      }
      metadata["tags"] = nil
    }
    if !metadata.isEmpty || keepsSource {
      let form: [String: JSONValue] = keepsSource ? ["source": .string(cell.source)] : [:]
      let comment = CellComment.text("cell", metadata: metadata, form: form)
      text += CellComment.kept(layout.mark, insteadOf: comment) + "\n"
    }
    let fence = Fence(around: source, like: known, language: Fence.word(for: language))
    text += (layout.firstPrefix ?? layout.prefix) + fence.opening + "\n"
    if !source.isEmpty || layout.isBlank {
      for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
        text += line.isEmpty ? Self.trimmed(layout.prefix) : layout.prefix + line
        text += "\n"
      }
    }
    return text + layout.prefix + (layout.closing ?? fence.closing) + "\n"
  }

  private static func trimmed(_ prefix: String) -> String {
    var text = prefix[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  // MARK: Outputs

  private mutating func writeOutputs(of cell: JupyterCell, _ index: Int) {
    guard keepsOutputs, !cell.outputs.isEmpty || cell.executionCount != nil else { return }
    let outputs = pictures.takePictures(of: cell.outputs, cell: index + 1)
    let content: [String: JSONValue] = [
      "execution_count": cell.executionCount.map { .integer($0) } ?? .null,
      "outputs": .array(outputs),
    ]
    let hidden = CellComment.text("outputs", .object(content)) + "\n"
    guard language != "swift", !outputs.isEmpty else {
      text += hidden
      return
    }
    var expected = JupyterCell(.code, "code", outputs: cell.outputs)
    expected.executionCount = cell.executionCount
    let block = "```\(Fence.word(for: language))\ncode\n```\n"
    var readBack = readBack(index)
    readBack.isLast = false
    let ways = [true, false].lazy.map { Self.shown(outputs, content, rendersMarkdown: $0) }
    text += ways.first { readBack.gives(expected, from: block + $0) } ?? hidden
  }

  /// The outputs' comment, with the outputs as a reader of the note sees them.
  private static func shown(
    _ outputs: [JSONValue], _ content: [String: JSONValue], rendersMarkdown: Bool
  ) -> String {
    var content = content
    let text = outputs.map { shown($0, rendersMarkdown: rendersMarkdown) + "\n" }.joined()
    let number = CellComment.endNumber(for: ["outputs", "endoutputs"], around: text)
    content["shown"] = true
    content["end"] = number.map { .integer($0) }
    return CellComment.text("outputs", .object(content)) + "\n\n" + text
      + CellComment.text("endoutputs", number.map { .integer($0) }) + "\n"
  }

  /// An output as a reader of the note sees it.
  private static func shown(_ output: JSONValue, rendersMarkdown: Bool) -> String {
    let data = output["data"]
    for type in ["image/png", "image/jpeg", "image/gif"] {
      if let path = data?[type]?["file"]?.string { return "![Output](\(path))\n" }
    }
    let markdown = data?["text/markdown"]?.joinedLines
    if let markdown, rendersMarkdown { return markdown + "\n" }
    var content =
      output["text"]?.joinedLines ?? data?["text/plain"]?.joinedLines ?? markdown
      ?? output["traceback"]?.array?.compactMap(\.string).joined(separator: "\n") ?? ""
    content = TerminalText.settled(content)
    if content.hasSuffix("\n") { content.removeLast() }
    let fence = Fence(around: content, like: nil, language: "text")
    return "\(fence.opening)\n\(content)\n\(fence.closing)\n"
  }
}
