@testable import NotebookDocument

/// Reads a note and gives its tree as a drawing.
func tree(_ note: String) -> String {
  Notebook.parse(source: note, path: "note.md").treeDescription
}

/// Reads a note and gives its diagnostics as the user sees them.
func diagnostics(_ note: String) -> String {
  let notebook = Notebook.parse(source: note, path: "note.md")
  return DiagnosticPrinter(source: notebook.source).text(of: notebook.diagnostics)
}

/// The only block of a note.
func block(_ note: String) -> Block.Kind? {
  let blocks = Notebook.parse(source: note, path: "note.md").blocks
  return blocks.count == 1 ? blocks[0].kind : nil
}
