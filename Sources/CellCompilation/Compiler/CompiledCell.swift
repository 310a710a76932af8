package import NotebookDocument

/// A cell that has become a library, ready to be loaded by the kernel.
package struct CompiledCell: Codable, Sendable {
  package var number: Int
  package var moduleName: String
  /// The path of the shared library.
  package var library: String
  /// The C symbol that runs the cell.
  package var entryPoint: String
  /// What the compiler said about it.
  package var diagnostics: [Diagnostic]
  /// By which a trap's place becomes one in the note.
  package var places = AuthorPlaces()

  package init(
    number: Int, moduleName: String, library: String, entryPoint: String,
    diagnostics: [Diagnostic] = []
  ) {
    self.number = number
    self.moduleName = moduleName
    self.library = library
    self.entryPoint = entryPoint
    self.diagnostics = diagnostics
  }
}
