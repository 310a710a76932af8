internal import CellCompilation
internal import KernelSupervision
internal import NotebookDisplay
internal import NotebookDocument
internal import RunResults

/// The cells of an interactive session, which together read as one note: each has lines of its own,
/// so that every place in compiled code leads to one cell and a line in it.
struct InteractiveCells: Sendable {
  /// A cell's number in the session, which compiled code bears, its number for the reader, and its
  /// text.
  struct Entry: Sendable {
    var cell: Cell
    /// The count that the front end shows: `In [5]`.
    var prompt: Int
    /// The lines as they were typed.
    var code: String
    /// Whether later cells see its definitions.
    var isVisible = true
    /// Why it came to no good end, where what it did until then stands.
    var failure: CellFailure?
    /// What it read when it ran.
    let input = CellInputLines()

    /// Whether it has to run again for the state that it was part of.
    var isPartOfState: Bool { cell.options.evaluates && (isVisible || failure != nil) }

    /// As the reader knows it.
    var name: String { InteractiveCells.name(prompt: prompt) }
  }

  /// The name that the note has for the compiler, and in what the Swift runtime prints.
  static let fileName = "notebook.swift"

  let path: String
  let seed: UInt64
  private(set) var entries: [Entry] = []
  private var nextLine = 1

  /// - Parameter folder: Where cells run.
  init(folder: String, seed: UInt64) {
    path = folder.hasSuffix("/") ? folder + Self.fileName : "\(folder)/\(Self.fileName)"
    self.seed = seed
  }

  /// The note of the cells so far, and of one more.
  func notebook(adding cell: Cell? = nil) -> Notebook {
    var notebook = Notebook.parse(source: "", path: path)
    notebook.frontMatter.seed = seed
    notebook.cells = visibleCells
    if let cell { notebook.cells.append(cell) }
    return notebook
  }

  /// The note in which the cell with an index ran.
  func notebook(endingAt index: Int) -> Notebook {
    var earlier = self
    earlier.entries.removeSubrange(index...)
    return earlier.notebook(adding: entries[index].cell)
  }

  /// The cells as later ones see them: without code where their definitions are not there.
  var visibleCells: [Cell] {
    entries.map { entry in
      var cell = entry.cell
      if !entry.isVisible { (cell.code, cell.options) = ("", CellOptions()) }
      return cell
    }
  }

  /// Reads the text of a cell with its option lines.
  ///
  /// - Returns: The cell with the number and lines that come next, and what is wrong with its
  ///   options.
  func read(_ code: String) -> (cell: Cell, diagnostics: [Diagnostic]) {
    let fence = FenceMarks.around(code)
    let note = Notebook.parse(source: "\(fence)swift\n\(code)\n\(fence)\n", path: path)
    let shift = nextLine - 2
    var cell =
      note.cells.first ?? Cell(number: 1, options: CellOptions(), code: code, firstLine: 2)
    cell.number = entries.count + 1
    cell.firstLine += shift
    cell.countedFirstLine = 1
    return (cell, note.diagnostics.map { $0.shifted(by: shift) })
  }

  /// Keeps a cell whose definitions later cells see.
  mutating func append(_ entry: Entry) {
    entries.append(entry)
    nextLine = entry.cell.firstLine + entry.code.count(where: \.isNewline) + 2
  }

  /// Keeps a cell that failed, and none of its definitions: some of its variables have no values.
  ///
  /// - Parameter failure: Why it failed, where what it did until then stands.
  mutating func append(_ entry: Entry, failing failure: CellFailure?) {
    append(entry)
    entries[entries.count - 1].isVisible = false
    entries[entries.count - 1].failure = failure
  }

  /// Takes away a cell's definitions and what it did, after it did not come to the same end when it
  /// ran again.
  mutating func giveUp(at index: Int) {
    entries[index].isVisible = false
    entries[index].failure = nil
  }

  // MARK: Places

  /// The diagnostics in the lines of their cells, which they name as the reader knows them.
  ///
  /// - Parameter running: The cell that is not among the entries yet.
  func placed(_ diagnostics: [Diagnostic], running: Entry?) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var placed = diagnostic
      let entry = diagnostic.line.flatMap { self.entry(ofLine: $0, running: running) } ?? running
      placed.file = entry.map { Self.name(prompt: $0.prompt) } ?? ""
      if let entry, let line = diagnostic.line { placed.line = line - entry.cell.firstLine + 1 }
      placed.message = readable(diagnostic.message, running: running)
      placed.explanation = diagnostic.explanation.map { readable($0, running: running) }
      placed.notes = self.placed(diagnostic.notes, running: running)
      return placed
    }
  }

  /// The text with `In [3]:2` in the place of `notebook.swift:41`.
  func readable(_ text: String, running: Entry?) -> String {
    guard text.contains(Self.fileName) else { return text }
    return text.replacing(/(?:\/\S*)?notebook\.swift:(\d+)/) { match in
      guard let line = Int(match.output.1), let entry = entry(ofLine: line, running: running) else {
        return String(match.output.0)
      }
      return "\(Self.name(prompt: entry.prompt)):\(line - entry.cell.firstLine + 1)"
    }
  }

  /// A line of a cell, as it was typed.
  func text(ofLine line: Int, in file: String, running: Entry?) -> String? {
    let found = ([running].compactMap(\.self) + entries.reversed()).first {
      Self.name(prompt: $0.prompt) == file
    }
    let lines = found?.code.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let lines, lines.indices.contains(line - 1) else { return nil }
    return String(lines[line - 1])
  }

  fileprivate static func name(prompt: Int) -> String { "In [\(prompt)]" }

  private func entry(ofLine line: Int, running: Entry?) -> Entry? {
    if let running, line >= running.cell.firstLine { return running }
    return entries.last { $0.cell.firstLine <= line }
  }
}

extension InteractiveCells {
  /// Something that a cell shows, its lines those of its cell.
  func readable(_ item: CellResult.Item, running: Entry) -> CellResult.Item {
    switch item {
    case .standardError(let text): return .standardError(readable(text, running: running))
    case .claim(var claim):
      claim.line -= running.cell.firstLine - 1
      return .claim(claim)
    case .standardOutput, .output, .remark: return item
    }
  }
}
