internal import NotebookDisplay
package import NotebookDocument

/// Reads a note as a Jupyter notebook: the other way of ``NoteWriter``.
package struct NoteReader {
  private let note: Notebook
  private let lines: [String]
  private let read: (String) -> [UInt8]?
  private var notebook: JupyterNotebook
  /// The number of the first line that is in no cell yet, from 0.
  private var next = 0
  /// Whether the note begins without a front matter.
  private let beginsWithProse: Bool
  /// Whether nothing stands before the next cell.
  private var isAtTop: Bool { notebook.cells.isEmpty && beginsWithProse }
  /// What the comment before the next cell says.
  private var pendingMetadata: [String: JSONValue] = [:]

  /// The notebook of a note.
  ///
  /// - Parameter read: Gives the bytes of a file beside the note, `nil` where it is not there.
  /// - Throws: ``JupyterNotebookError`` where a picture of an output is missing.
  package static func notebook(
    from note: Notebook, reading read: @escaping (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> JupyterNotebook {
    var reader = NoteReader(note, reading: read)
    try reader.readAll()
    return reader.notebook
  }

  private init(_ note: Notebook, reading read: @escaping (String) -> [UInt8]?) {
    self.note = note
    self.read = read
    beginsWithProse = note.source.bodyLine == 1
    lines = (0..<note.source.lineCount).map { note.source.text(ofLine: $0 + 1) ?? "" }
    notebook = JupyterNotebook(metadata: JupyterNotebook.swiftMetadata)
  }

  private mutating func readAll() throws(JupyterNotebookError) {
    readFrontMatter()
    for block in codeBlocks {
      guard block.first >= next else { continue }
      readProse(upTo: block.first)
      try readCode(block)
    }
    readProse(upTo: lines.count)
  }

  private mutating func readFrontMatter() {
    let body = note.source.bodyLine - 1
    next = body
    guard body >= 2 else { return }
    let (others, metadata) = FrontMatterCell.split(Array(lines[1..<(body - 1)]))
    if let metadata { notebook.metadata = metadata }
    if !others.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      let text = others.joined(separator: "\n")
      notebook.cells.append(JupyterCell(.raw, "---\n\(text)\n---"))
    }
    if let cell = FrontMatterCell.parameters(note.frontMatter.parameters) {
      notebook.cells.append(cell)
    }
  }

  // MARK: Code

  /// A block that becomes a code cell: the lines of its fences, from 0.
  private struct CodeBlock {
    var first: Int
    var last: Int
    var prefix: String
    var firstPrefix: String
    var opening: String
  }

  /// The cells of a note in Swift; in a note of another language's notebook, the blocks of that language.
  private var codeBlocks: [CodeBlock] {
    let language = notebook.language
    let found: [(fence: Int, indentation: Int)] =
      language == "swift"
      ? note.cells.map { ($0.firstLine - 2, $0.indentation) }
      : note.blocks.compactMap { block in
        guard case .code(let name, _) = block.kind, name?.lowercased() == language else {
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
    // What stands before later lines of a list's item are blanks.
    let prefix = String(firstPrefix.map { "> \t".contains($0) ? $0 : " " })
    let last = lines.indices.dropFirst(fence + 1).first { line in
      Fence.closes(content(of: lines[line], after: prefix), opening: opening)
    }
    return CodeBlock(
      first: fence, last: last ?? lines.count, prefix: prefix, firstPrefix: firstPrefix,
      opening: opening)
  }

  /// A line without what stands before the lines of its block.
  private func content(of line: String, after prefix: String) -> Substring {
    if line.hasPrefix(prefix) { return line.dropFirst(prefix.count) }
    return line.drop { $0 == " " || $0 == ">" }
  }

  private mutating func readCode(_ block: CodeBlock) throws(JupyterNotebookError) {
    let code = lines[(block.first + 1)..<min(block.last, lines.count)].map {
      String(content(of: $0, after: block.prefix))
    }
    var cell = JupyterCell(.code, code.joined(separator: "\n"), metadata: pendingMetadata)
    pendingMetadata = [:]
    let isSwift = notebook.language == "swift"
    let tags = isSwift ? FrontMatterCell.tags(in: cell.source) : []
    if !tags.isEmpty {
      cell.metadata["tags"] = .array(tags.map { .string($0) })
      let line = FrontMatterCell.optionLine(tags)
      if code.first == line { cell.source = code.dropFirst().joined(separator: "\n") }
    }
    var written: [String: JSONValue] = [:]
    if !block.prefix.isEmpty { written["prefix"] = .string(block.prefix) }
    if block.firstPrefix != block.prefix { written["firstPrefix"] = .string(block.firstPrefix) }
    let shown = code.joined(separator: "\n")
    if Fence(around: shown, like: nil, language: notebook.language).opening != block.opening {
      written["fence"] = .string(block.opening)
    }
    if code == [""] { written["isBlank"] = true }
    if let blank = blankLines, blank != 1, !isAtTop {
      written["blankLines"] = .integer(blank)
    }
    if !written.isEmpty { cell.metadata["notebook"] = .object(written) }
    blankLines = nil
    next = min(block.last + 1, lines.count)
    try readOutputs(of: &cell)
    notebook.cells.append(cell)
  }

  /// Takes the comment with the outputs, which follows the block, and what shows them after it.
  private mutating func readOutputs(of cell: inout JupyterCell) throws(JupyterNotebookError) {
    guard next < lines.count, let (name, value) = CellComment.read(lines[next]), name == "outputs"
    else { return }
    cell.executionCount = value["execution_count"]?.integer
    cell.outputs = try PictureFiles.puttingBack(value["outputs"]?.array ?? [], read: read)
    next += 1
    guard value["shown"]?.boolean == true else { return }
    let end = lines[next...].firstIndex { CellComment.read($0)?.name == "endoutputs" }
    if let end { next = end + 1 }
  }

  // MARK: Prose

  /// The blank lines before the next cell, as far as they have been read.
  private var blankLines: Int?

  /// Cuts the lines up to a block of code into markdown and raw cells.
  private mutating func readProse(upTo end: Int) {
    var current: [String] = []
    var before = 0
    var blanks = 0
    var fence: Substring?
    func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
    func finish(_ notebook: inout JupyterNotebook) {
      guard !current.isEmpty else { return }
      var cell = JupyterCell(.markdown, current.joined(separator: "\n"))
      let usual = notebook.cells.last?.kind == .markdown ? 2 : 1
      if before != usual, !(notebook.cells.isEmpty && beginsWithProse) {
        cell.metadata["notebook"] = ["blankLines": .integer(before)]
      }
      notebook.cells.append(cell)
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
        if name == "cell", next + 1 < lines.count, isFollowedByCode(next + 1) {
          finish(&notebook)
          pendingMetadata = value.object ?? [:]
          next += 1
          continue
        }
        let closing = ["region": "endregion", "raw": "endraw"][name]
        if let closing,
          let last = lines[next..<end].firstIndex(where: {
            CellComment.read($0)?.name == closing
          })
        {
          finish(&notebook)
          appendRegion(name, value, Array(lines[(next + 1)..<last]), before: blanks)
          next = last + 1
          blanks = 0
          continue
        }
      }
      if blanks >= 2 { finish(&notebook) }
      if current.isEmpty { before = blanks } else { current += Array(repeating: "", count: blanks) }
      blanks = 0
      current.append(line)
      let content = line.drop { $0 == " " }
      if let opening = fence {
        if Fence.closes(content, opening: opening) { fence = nil }
      } else if content.hasPrefix("```") || content.hasPrefix("~~~") {
        fence = content
      }
      next += 1
    }
    finish(&notebook)
    blankLines = blanks
  }

  /// Whether a line opens a block that becomes a code cell.
  private func isFollowedByCode(_ line: Int) -> Bool {
    codeBlocks.contains { $0.first == line }
  }

  private mutating func appendRegion(
    _ name: String, _ value: JSONValue, _ content: [String], before: Int
  ) {
    var cell = JupyterCell(
      name == "raw" ? .raw : .markdown, content.joined(separator: "\n"),
      metadata: value.object ?? [:])
    if let files = cell.metadata.removeValue(forKey: "attachments")?.object {
      var attachments: [String: JSONValue] = [:]
      for (name, file) in files {
        guard let path = file["file"]?.string, let type = file["type"]?.string,
          let bytes = read(path)
        else { continue }
        attachments[name] = [type: .string(Base64.text(of: bytes))]
        cell.source = cell.source.replacing(path, with: "attachment:\(name)")
      }
      cell.attachments = .object(attachments)
    }
    if cell.metadata.removeValue(forKey: ShownCode.key) != nil {
      cell.source = ShownCode.restored(cell.source, language: notebook.language)
    }
    let usual = cell.kind == .markdown && notebook.cells.last?.kind == .markdown ? 2 : 1
    if before != usual, !isAtTop {
      cell.metadata["notebook"] = ["blankLines": .integer(before)]
    }
    notebook.cells.append(cell)
  }
}
