import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("A broken cell does not break the words about others")
struct BrokenCellsTests {
  @Test("cells that need a broken one are not checked, directly or not, and others are")
  func blocksDependents() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([
        "let model: Int = \"\"", "let double = model * 2", "print(double)", "let own: Int = 1.5",
        "func f(_ model: Int) -> Int { model }",
      ])
      #expect(result.cells.map(\.isBroken) == [true, true, true, true, false])
      #expect(
        result.diagnostics.map(\.message) == [
          "cannot convert value of type 'String' to specified type 'Int'",
          "not checked: needs 'model' of cell 1", "not checked: needs 'double' of cell 2",
          "cannot convert value of type 'Double' to specified type 'Int'",
        ])
    }
  }

  @Test("an import that fails is reported once")
  func reportsImportsOnce() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(["import Nonsense", "print(1)"])
      #expect(result.diagnostics.map(\.message) == ["no such module 'Nonsense'"])
      #expect(result.cells.map(\.isBroken) == [true, false])
    }
  }

  @Test("a cell that must not compile keeps its errors, defines nothing, and may not compile")
  func expectsErrors() async throws {
    try await CompilerFixture.with { fixture in
      var options = CellOptions()
      options.expectsCompileError = true
      let result = try await fixture.check(cells: [
        Cell(number: 1, options: CellOptions(), code: "let x = 1", firstLine: 2),
        Cell(number: 2, options: options, code: "let x: Int = \"\"", firstLine: 6),
        Cell(number: 3, options: CellOptions(), code: "print(x + 1)", firstLine: 10),
        Cell(number: 4, options: options, code: "let fine = 1", firstLine: 14),
      ])
      #expect(result.cells.map(\.isBroken) == [false, false, false, true])
      #expect(result.cells.map(\.failsAsExpected) == [false, true, false, false])
      #expect(result.cells[1].diagnostics.map(\.line) == [6])
      #expect(
        result.cells[3].diagnostics.map(\.message) == [
          "cell 4 compiles, but 'compile-error: true' says that it must not"
        ])
    }
  }

  @Test("brackets without end are an error of their cell, not an endless check")
  func refusesDeepNesting() async throws {
    try await CompilerFixture.with { fixture in
      let nested = String(repeating: "[", count: 300) + "1" + String(repeating: "]", count: 300)
      let result = try await fixture.check(["let x = 1", "let y = \(nested)", "x + 1"])
      #expect(result.cells.map(\.isBroken) == [false, true, false])
      #expect(
        result.diagnostics.first?.message == "too many '[' stand directly inside each other")
    }
  }

  @Test("cells with nothing in them, or nothing that runs, are sound")
  func acceptsEmptyCells() async throws {
    try await CompilerFixture.with { fixture in
      var options = CellOptions()
      options.evaluates = false
      let result = try await fixture.check(cells: [
        Cell(number: 1, options: CellOptions(), code: "", firstLine: 2),
        Cell(number: 2, options: CellOptions(), code: "// nothing\n/* at all */", firstLine: 5),
        Cell(number: 3, options: options, code: "not Swift at all(", firstLine: 9),
        Cell(
          number: 4, options: CellOptions(),
          code: "#if os(Linux) || os(macOS)\nlet here = 1\n#else\nlet there = 1\n#endif",
          firstLine: 12),
        Cell(number: 5, options: CellOptions(), code: "print(here)", firstLine: 19),
      ])
      #expect(result.diagnostics == [])
      #expect(result.cells.map(\.number) == [1, 2, 4, 5])
      #expect(result.cells.last?.dependsOn == [4])
    }
  }
}
