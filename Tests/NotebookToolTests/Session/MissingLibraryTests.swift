import CellCompilation
import Foundation
import NotebookDocument
import NotebookSession
import RunResults
import Testing

/// Code that was found sound, and whose library is not there when it is to run.
@Suite struct MissingLibraryTests {
  @Test func aValueInProseThatCannotBeComputedFailsTheRun() async throws {
    let folder = try NoteFolder()
    let products = try #require(Tool.products)
    let options = SessionOptions(
      kernel: products.appending(path: "notebook-kernel").path, version: "test")
    let notebook = Notebook.parse(
      source: Array("Three: `{swift} 1 + 2`.\n".utf8), path: folder.path("note.md"))
    let compiling = NoteSession(options: options, interruption: RunInterruption()) { _, _ in }
    try await compiling.update(notebook)
    var compiled = try await compiling.compile(into: folder.url.path)
    await compiling.close()
    #expect(compiled.inlineExpressions.count == 1)
    compiled.inlineExpressions = [:]
    let session = NoteSession(options: options, interruption: RunInterruption()) { _, _ in }
    await session.adopt(notebook, compiled: compiled)
    let result = try await session.run()
    await session.close()
    #expect(result.state == .failed(cells: 0, claims: 0))
    #expect(result.diagnostics.contains { $0.severity == .error && $0.line == 1 })
  }
}
