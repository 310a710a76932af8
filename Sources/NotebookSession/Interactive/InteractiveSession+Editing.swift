internal import CellCompilation
package import SourceKitService

extension InteractiveSession {
  /// What can stand at a place of a cell that is being written.
  ///
  /// - Parameter offset: The place, in UTF-8 bytes of the code.
  package func completions(for code: String, at offset: Int) async throws -> CompletionList {
    let source = try await editorSource(for: code)
    return try await startedSourceKit().completions(in: source, at: offset)
  }

  /// What the name at a place of a cell stands for; `nil` where there is no name that is known.
  ///
  /// - Parameter offset: The place, in UTF-8 bytes of the code.
  package func documentation(for code: String, at offset: Int) async throws -> Documentation? {
    let source = try await editorSource(for: code)
    return try await startedSourceKit().documentation(in: source, at: offset)
  }

  private func editorSource(for code: String) async throws -> EditorSource {
    let cell = cells.read(code).cell
    let compiler = try await startedCompiler()
    return try await compiler.editorSource(of: cell, after: cells.visibleCells)
  }

  private func startedSourceKit() async throws -> SourceKitService {
    let compiler = try await startedCompiler()
    if let sourceKit { return sourceKit }
    let sourceKit = try SourceKitService(
      library: compiler.sourceKitLibrary, folder: compiler.editingFolder)
    self.sourceKit = sourceKit
    return sourceKit
  }
}
