internal import NotebookDisplay
package import NotebookDocument

/// Reads a note as a Jupyter notebook: the other way of ``NoteWriter``.
package struct NoteReader {
  let note: Notebook
  let lines: [String]
  let read: (String) -> [UInt8]?
  var notebook: JupyterNotebook
  /// The number of the first line that is in no cell yet, from 0.
  var next = 0
  /// The blocks that become code cells, by their first lines.
  private(set) var codeBlocks: [Int: CodeBlock] = [:]
  /// The language of the code cells.
  private(set) var language: String
  /// What the comment before the next cell says.
  var pending: (metadata: [String: JSONValue], form: [String: JSONValue]) = ([:], [:])
  /// The line of that comment, where ``NoteWriter`` would write another.
  var pendingMark: String?
  /// The blank lines before the next cell, as far as they have been read.
  var blankLines: [String]?
  /// Whether the notebook says how the note was written where ``NoteWriter`` would write it
  /// otherwise.
  let keepsForm: Bool
  private var form = NoteForm()
  /// The lines of formulas, raw HTML and fenced blocks of code but the first of each: nothing is
  /// split there.
  private(set) var wholeLines: Set<Int> = []
  /// Whether the note begins without a front matter.
  let beginsWithProse: Bool
  /// Whether nothing stands before the next cell.
  var isAtTop: Bool { notebook.cells.isEmpty && beginsWithProse }

  /// The notebook of a note.
  ///
  /// - Parameters:
  ///   - bytes: The note's file, whose line ends and byte-order mark the notebook keeps; `nil`
  ///     where they do not matter.
  ///   - read: Gives the bytes of a file beside the note, `nil` where it is not there.
  /// - Throws: ``JupyterNotebookError`` where a picture of an output or of an attachment is
  ///   missing.
  package static func notebook(
    from note: Notebook, bytes: [UInt8]? = nil, reading read: @escaping (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> JupyterNotebook {
    var reader = NoteReader(note, nil, keepsForm: true, reading: read)
    if let bytes { reader.form.readEncoding(of: bytes) }
    try reader.readAll()
    reader.form.put(into: &reader.notebook.metadata)
    return reader.notebook
  }

  /// The notebook of a note, which does not say how the note was written.
  ///
  /// - Parameter language: The language of the code cells, where the note does not say it.
  static func plainNotebook(
    from note: Notebook, language: String?, reading read: @escaping (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> JupyterNotebook {
    var reader = NoteReader(note, language, keepsForm: false, reading: read)
    try reader.readAll()
    return reader.notebook
  }

  private init(
    _ note: Notebook, _ language: String?, keepsForm: Bool,
    reading read: @escaping (String) -> [UInt8]?
  ) {
    self.note = note
    self.keepsForm = keepsForm
    self.read = read
    beginsWithProse = note.source.bodyLine == 1
    lines = (0..<note.source.lineCount).map { note.source.text(ofLine: $0 + 1) ?? "" }
    notebook = JupyterNotebook(metadata: JupyterNotebook.swiftMetadata)
    self.language = language ?? ""
  }

  private mutating func readAll() throws(JupyterNotebookError) {
    readFrontMatter()
    findWholeLines()
    for block in findCodeBlocks() { codeBlocks[block.first] = block }
    for block in codeBlocks.values.sorted(by: { $0.first < $1.first }) {
      guard block.first >= next else { continue }
      try readProse(upTo: block.first)
      // A region may hold it.
      guard block.first >= next else { continue }
      try readCode(block)
    }
    try readProse(upTo: lines.count)
    form.readEnding(of: note.source, blankLines: blankLines ?? [])
  }

  private mutating func findWholeLines() {
    func add(_ first: Int, _ text: String) {
      let start = first - 1
      let count = text.utf8.count { $0 == UInt8(ascii: "\n") }
      wholeLines.formUnion((start + 1)..<max(start + 1, min(start + 1 + count, lines.count)))
    }
    ProseWalk.visit(note.blocks) { block in
      switch block.kind {
      case .html(let text): add(block.line, text)
      case .code(_, let text):
        // A block may stand behind the mark of a list's item or of a quote. One that is indented
        // begins with its own text.
        let opening = Self.withoutContainerMarks(lines[block.line - 1])
        if Fence.opens(opening), !text.hasPrefix(opening) { add(block.line, text) }
      default: break
      }
    } inline: { element in
      if case .math(let formula) = element { add(formula.line, formula.tex) }
    }
  }

  /// A line without the marks of quotes and items of lists before it.
  static func withoutContainerMarks(_ line: String) -> Substring {
    line.drop { " \t>-*+.)".contains($0) || $0.isNumber }
  }

  // MARK: Front matter

  private mutating func readFrontMatter() {
    let body = note.source.bodyLine - 1
    next = body
    let content = body >= 2 ? Array(lines[1..<(body - 1)]) : []
    let (others, metadata) = FrontMatterCell.split(content)
    if let metadata { notebook.metadata = metadata }
    if language.isEmpty {
      // Cells that the note runs are Swift, whatever else its metadata say.
      if notebook.namedLanguage == nil, !note.cells.isEmpty {
        notebook.metadata.merge(JupyterNotebook.swiftMetadata) { own, _ in own }
      }
      language = notebook.language
    }
    guard body >= 2 else { return }
    let whole = Array(lines[..<body])
    let own = FrontMatterCell.line(of: notebook.metadata)
    let isUsual = notebook.metadata == JupyterNotebook.swiftMetadata
    if whole != ["---"] + others + (isUsual ? [] : [own]) + ["---"] { form.frontMatter = whole }
    var cell = JupyterCell(.raw, (["---"] + others + ["---"]).joined(separator: "\n"))
    var form: [String: JSONValue] = [:]
    if next < lines.count, let (name, value) = CellComment.read(lines[next]),
      name == "front_matter"
    {
      (cell.metadata, form) = CellComment.parts(of: value)
      next += 1
    }
    let kept = FrontMatterCell.restored(others, kept: form["source"])
    if let kept { cell.source = kept }
    if kept != nil || metadata == nil || !others.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      notebook.cells.append(cell)
    }
    guard language == "swift", form["parameters"]?.boolean != false,
      var parameters = FrontMatterCell.parameters(note.frontMatter.parameters)
    else { return }
    if let results = form["parameters"]?.object {
      parameters.metadata = results["metadata"]?.object ?? parameters.metadata
      parameters.outputs = results["outputs"]?.array ?? []
      parameters.executionCount = results["execution_count"]?.integer
    }
    notebook.cells.append(parameters)
  }
}
