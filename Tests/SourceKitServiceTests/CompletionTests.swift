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
    let nothing = try await withSource("1 + ") { service, source in
      try await service.documentation(in: source, at: 4)
    }
    #expect(nothing == nil)
  }

  /// Which of several functions it is, is open as long as there are no arguments.
  @Test(arguments: [
    ("[1, 2].map", 7, "func map"), ("[1, 2].map", 10, "func map"), ("[1, 2].map(", 11, "func map"),
    ("var l = [1]\nlet y = l.reduce", 28, "func reduce"), ("var l = [1]\nl.append(", 21, "append"),
    ("func f() {\n  let l = [1]\n  l.compactMap", 40, "func compactMap"), ("max", 3, "func max"),
  ])
  func aFunctionWithoutItsArgumentsIsExplained(
    code: String, offset: Int, declaration: String
  ) async throws {
    let found = try await withSource(code) { service, source in
      try await service.documentation(in: source, at: offset)
    }
    #expect(found?.declaration.contains(declaration) == true, "\(found?.declaration ?? "")")
    #expect(found?.text.isEmpty == false)
  }

  @Test func aLibraryThatIsMissingIsAnError() {
    #expect(throws: SourceKitError.self) {
      try SourceKitService(library: "/nowhere/libsourcekitdInProc.so", folder: "/tmp")
    }
  }
}
