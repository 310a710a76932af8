extension Notebook {
  /// Reads a note from the bytes of its file.
  ///
  /// - Parameters:
  ///   - identifiers: What headings of the same page have been given before.
  ///   - environment: What it takes from other files; nothing by default.
  package static func parse(
    source bytes: [UInt8], path: String, identifiers: HeadingIdentifiers = HeadingIdentifiers(),
    environment: NoteEnvironment = NoteEnvironment()
  ) -> Notebook {
    var diagnostics: [Diagnostic] = []
    let source = NoteSource(decoding: bytes, path: path, diagnostics: &diagnostics)
    var front = FrontMatterParser.parse(source, settings: environment.settings)
    if front.frontMatter.bibliography.isEmpty {
      front.frontMatter.bibliography = environment.works()
    }
    let parser = NoteParser(
      source: source, frontMatter: front.frontMatter, metadata: front.metadata,
      identifiers: identifiers, environment: environment)
    let prose = parser.parse(from: front.bodyStart)
    var notebook = Notebook(
      source: parser.source, frontMatter: front.frontMatter, blocks: prose.blocks,
      cells: parser.cells,
      inlineExpressions: parser.inlineExpressions, footnotes: prose.footnotes,
      labelsOfOtherCells: parser.labelsOfOtherCells,
      filesRead: parser.filesRead.union(environment.settings.map(\.path)),
      diagnostics: diagnostics + front.diagnostics + parser.diagnostics)
    notebook.diagnostics += LabelCheck.diagnostics(of: notebook, environment)
    notebook.diagnostics = notebook.diagnostics.enumerated().sorted { left, right in
      (left.element.line ?? 0, left.element.column ?? 0, left.offset)
        < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
    }.map { $0.element.placed(in: parser.source) }
    return notebook
  }

  /// Reads a note from its text.
  package static func parse(source text: String, path: String) -> Notebook {
    parse(source: Array(text.utf8), path: path)
  }
}
