import CellCompilation
import Foundation
import NotebookDocument
import Testing

@testable import SourceKitService

/// The toolchain's own SourceKit on cells of a note.
@Suite(.serialized) struct CompletionTests {
  private let note = Notebook.parse(
    source: """
      ```swift
      /// How fast it learns.
      let learningRate = 0.1
      struct Layer2 { var weight = 1.5; func forward(_ x: Double) -> Double { x * weight } }
      ```

      ```swift
      CODE
      ```
      """, path: "note.md")

  private func withSource<Result>(
    _ code: String, _ body: (SourceKitService, EditorSource) async throws -> Result
  ) async throws -> Result {
    let configuration = try await CompilerConfiguration.discover()
    let compiler = try NotebookCompiler(configuration: configuration, notePath: "note.md")
    var cell = note.cells[1]
    cell.code = code
    do {
      let source = try await compiler.editorSource(of: cell, after: [note.cells[0]])
      let service = try SourceKitService(
        library: compiler.sourceKitLibrary, folder: compiler.editingFolder)
      let result = try await body(service, source)
      await compiler.close()
      return result
    } catch {
      await compiler.close()
      throw error
    }
  }

  private func matches(_ code: String) async throws -> [String] {
    try await withSource(code) { service, source in
      try await service.completions(in: source, at: code.utf8.count).items.map(\.text)
    }
  }

  @Test func namesOfEarlierCellsComplete() async throws {
    #expect(try await matches("learn").contains("learningRate"))
    #expect(try await matches("let l = Layer2()\nl.").contains("forward"))
    #expect(try await matches("//| label: a\nLay").contains("Layer2"))
  }

  @Test func namesOfModulesAndOfTheCellComplete() async throws {
    #expect(try await matches("let list = [1]\nlist.app") == ["append", "applying"])
    #expect(try await matches("Den").contains("Dense"))
    #expect(try await matches("let größe = 1\ngrö") == ["größe"])
  }

  @Test func aNameIsExplained() async throws {
    let found = try await withSource("learningRate * 2") { service, source in
      try await service.documentation(in: source, at: 3)
    }
    #expect(found?.declaration == "let learningRate: Double")
    #expect(found?.text == "How fast it learns.")
    let layer = try await withSource("Dense(") { service, source in
      try await service.documentation(in: source, at: 6)
    }
    #expect(layer?.declaration.contains("class Dense") == true)
    #expect(layer?.text.contains("fully connected layer") == true)
    // Which of several functions it is, is open.
    for offset in [6, 8] {
      let map = try await withSource("[1, 2].map") { service, source in
        try await service.documentation(in: source, at: offset + 1)
      }
      #expect(map?.declaration.contains("func map") == true)
      #expect(map?.text.contains("Returns an array") == true)
    }
    let nothing = try await withSource("1 + ") { service, source in
      try await service.documentation(in: source, at: 4)
    }
    #expect(nothing == nil)
  }

  @Test func aLibraryThatIsMissingIsAnError() {
    #expect(throws: SourceKitError.self) {
      try SourceKitService(library: "/nowhere/libsourcekitdInProc.so", folder: "/tmp")
    }
  }
}
