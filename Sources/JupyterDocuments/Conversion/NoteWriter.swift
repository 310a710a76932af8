internal import NotebookDisplay
internal import NotebookDocument

/// Writes a Jupyter notebook as a note.
///
/// Code cells become fenced blocks with their tags as the option `tags`; markdown cells become prose, two
/// blank lines between neighbours, as jupytext has it. What a note does not show stands in comments.
package struct NoteWriter {
  private let notebook: JupyterNotebook
  private let keepsOutputs: Bool
  private var pictures: PictureFiles
  private var text = ""
  /// What stands at the end of the text so far.
  private var last: JupyterCell.Kind?

  /// - Parameters:
  ///   - filesFolder: Where pictures go, as seen from the note.
  ///   - keepsOutputs: Whether the note keeps the outputs that the notebook has.
  package init(_ notebook: JupyterNotebook, filesFolder: String, keepsOutputs: Bool = true) {
    self.notebook = notebook
    self.keepsOutputs = keepsOutputs
    pictures = PictureFiles(folder: filesFolder)
  }

  /// The note.
  package static func note(
    from notebook: JupyterNotebook, filesFolder: String, keepsOutputs: Bool = true
  ) -> ConvertedNote {
    var writer = NoteWriter(notebook, filesFolder: filesFolder, keepsOutputs: keepsOutputs)
    writer.write()
    return ConvertedNote(text: writer.text, files: writer.pictures.files)
  }

  private mutating func write() {
    var cells = notebook.cells.enumerated().map { ($0.offset + 1, $0.element) }
    let header = cells.first.flatMap { FrontMatterCell.content(of: $0.1) }
    if header != nil { cells.removeFirst() }
    writeFrontMatter(header)
    if let parameters = cells.first?.1, FrontMatterCell.isGenerated(parameters, by: header ?? "") {
      cells.removeFirst()
    }
    for (number, cell) in cells {
      switch cell.kind {
      case .code: writeCode(cell, number)
      case .markdown: writeProse(cell, number)
      case .raw:
        separate(cell)
        var extra = cell.metadata
        extra["notebook"] = nil
        text += CellComment.text("raw", .object(extra)) + "\n"
        text += cell.source.isEmpty ? "" : cell.source + "\n"
        text += CellComment.text("endraw") + "\n"
      }
      last = cell.kind
    }
  }

  private mutating func writeFrontMatter(_ header: String?) {
    var lines = header.map { $0.isEmpty ? [] : [$0] } ?? []
    if !notebook.metadata.isEmpty, notebook.metadata != JupyterNotebook.swiftMetadata {
      lines.append("jupyter: \(JSONValue.object(notebook.metadata).text())")
    }
    if !lines.isEmpty { text = "---\n\(lines.joined(separator: "\n"))\n---\n" }
  }

  /// Blank lines before the next cell: those it had in the note it came from, else one, and two between
  /// markdown cells.
  private mutating func separate(_ cell: JupyterCell) {
    guard !text.isEmpty else { return }
    let usual = cell.kind == .markdown && last == .markdown ? 2 : 1
    let count = cell.metadata["notebook"]?["blankLines"]?.integer ?? usual
    text += String(repeating: "\n", count: min(max(count, 0), 100))
  }

  // MARK: Prose

  private mutating func writeProse(_ cell: JupyterCell, _ number: Int) {
    separate(cell)
    var source = cell.source
    var metadata = cell.metadata
    metadata["notebook"] = nil
    var attachments: [String: JSONValue] = [:]
    for (name, forms) in (cell.attachments?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let (type, content) = forms.object?.first, let data = content.joinedLines,
        let path = pictures.takeAttachment(name, data, cell: number)
      else { continue }
      source = source.replacing("attachment:\(name)", with: path)
      attachments[name] = ["type": .string(type), "file": .string(path)]
    }
    if !attachments.isEmpty { metadata["attachments"] = .object(attachments) }
    if let shown = ShownCode.text(source, language: notebook.language) {
      source = shown
      metadata[ShownCode.key] = true
    }
    let isPlain = metadata.isEmpty && Self.staysOneCell(source)
    if !isPlain { text += CellComment.text("region", .object(metadata)) + "\n" }
    text += source.isEmpty ? "" : source + "\n"
    if !isPlain { text += CellComment.text("endregion") + "\n" }
  }

  /// Whether a text, standing in a note without anything around it, is one markdown cell there.
  private static func staysOneCell(_ source: String) -> Bool {
    let note = Notebook.parse(source: source, path: "")
    let cells = (try? NoteReader.notebook(from: note) { _ in nil })?.cells ?? []
    return note.cells.isEmpty && cells.count == 1 && cells[0].kind == .markdown
      && cells[0].source == source && cells[0].metadata.isEmpty
  }

  // MARK: Code

  private mutating func writeCode(_ cell: JupyterCell, _ number: Int) {
    separate(cell)
    let isSwift = notebook.language == "swift"
    var metadata = cell.metadata
    let written = metadata.removeValue(forKey: "notebook")
    var source = cell.source
    if isSwift, !cell.tags.isEmpty, metadata["tags"] == .array(cell.tags.map { .string($0) }) {
      if FrontMatterCell.tags(in: source) != cell.tags {
        source = FrontMatterCell.optionLine(cell.tags) + (source.isEmpty ? "" : "\n" + source)
      }
      metadata["tags"] = nil
    }
    if !metadata.isEmpty { text += CellComment.text("cell", .object(metadata)) + "\n" }
    let first = written?["firstPrefix"]?.string ?? written?["prefix"]?.string ?? ""
    let prefix = written?["prefix"]?.string ?? ""
    let fence = Fence(around: source, like: written?["fence"]?.string, language: notebook.language)
    text += first + fence.opening + "\n"
    if !source.isEmpty || written?["isBlank"]?.boolean == true {
      for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
        text += line.isEmpty ? Self.trimmed(prefix) : prefix + line
        text += "\n"
      }
    }
    text += prefix + fence.closing + "\n"
    writeOutputs(of: cell, number, isShown: !isSwift)
  }

  private static func trimmed(_ prefix: String) -> String {
    var text = prefix[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private mutating func writeOutputs(of cell: JupyterCell, _ number: Int, isShown: Bool) {
    guard keepsOutputs, !cell.outputs.isEmpty || cell.executionCount != nil else { return }
    let outputs = pictures.takePictures(of: cell.outputs, cell: number)
    var content: [String: JSONValue] = [
      "execution_count": cell.executionCount.map { .integer($0) } ?? .null,
      "outputs": .array(outputs),
    ]
    if isShown, !outputs.isEmpty { content["shown"] = true }
    text += CellComment.text("outputs", .object(content)) + "\n"
    guard content["shown"] != nil else { return }
    text += "\n"
    for output in outputs { text += Self.shown(output) + "\n" }
    text += CellComment.text("endoutputs") + "\n"
  }

  /// An output as a reader of the note sees it.
  private static func shown(_ output: JSONValue) -> String {
    let data = output["data"]
    for type in ["image/png", "image/jpeg", "image/gif"] {
      if let path = data?[type]?["file"]?.string { return "![Output](\(path))\n" }
    }
    if let markdown = data?["text/markdown"]?.joinedLines { return markdown + "\n" }
    var content =
      output["text"]?.joinedLines ?? data?["text/plain"]?.joinedLines
      ?? output["traceback"]?.array?.compactMap(\.string).joined(separator: "\n") ?? ""
    content = TerminalText.settled(content)
    if content.hasSuffix("\n") { content.removeLast() }
    let fence = Fence(around: content, like: nil, language: "text")
    return "\(fence.opening)\n\(content)\n\(fence.closing)\n"
  }
}
