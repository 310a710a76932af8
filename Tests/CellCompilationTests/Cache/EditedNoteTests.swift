import Foundation
import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("What an edit of the note compiles anew")
struct EditedNoteTests {
  private static let note = [
    "func f(_ a: Int) -> Int { a + 1 }\nlet x = 1\nx", "let y = 2", "f(x)", "print(y)",
  ]

  /// Whether each cell came from the cache after the first of them got another text.
  private func fromCache(afterEdit code: String) async throws -> [Bool] {
    try await CompilerFixture.with { fixture in
      _ = try await fixture.check(Self.note)
      return try await fixture.check([code] + Self.note.dropFirst()).cells.map(\.isFromCache)
    }
  }

  @Test(
    "another body or value is the cell's own affair",
    arguments: [
      "func f(_ a: Int) -> Int { a * 7 }\nlet x = 1\nx",
      "func f(_ a: Int) -> Int { a + 1 }\nlet x = 1 + 6\nprint(\"more\")",
      "// Why.\nfunc f(_ a: Int) -> Int { a + 1 }\n\n\nlet x = 1\nx",
    ])
  func keepsUsersOfTheSameInterface(code: String) async throws {
    #expect(try await fromCache(afterEdit: code) == [false, true, true, true])
  }

  @Test(
    "what later cells see of a cell recompiles those that need it, no others",
    arguments: [
      "func f(_ a: Int) -> Int { a + 1 }\nlet x = UInt8(1)",
      "func f(_ a: Int, b: Int = 2) -> Int { a + 1 }\nlet x = 1",
      "@inlinable func f(_ a: Int) -> Int { a + 2 }\nlet x = 1",
      "func f(_ a: Int) -> some Equatable { a + 1 }\nlet x = 1",
    ])
  func recompilesUsersOfAnotherInterface(code: String) async throws {
    let fromCache = try await fromCache(afterEdit: code)
    #expect(fromCache == [false, true, false, true])
  }

  @Test("a reused cell computes with the new values of the one it needs")
  func computesWithNewValues() async throws {
    try await CompilerFixture.with { fixture in
      let last = "f(x)"
      let first = try await fixture.run(["func f(_ a: Int) -> Int { a + 1 }\nlet x = 1", last])
      #expect(first == "value: 2\n")
      let second = try await fixture.run(["func f(_ a: Int) -> Int { a * 7 }\nlet x = 3", last])
      #expect(second == "value: 21\n")
    }
  }

  @Test("a cell that alone has changed is read once for check and code, if no other waits for it")
  func compilesTheOnlyChangedCellAtOnce() async throws {
    try await CompilerFixture.with { fixture in
      var fixture = fixture
      let calls = fixture.folder.appending(path: "calls")
      let script = fixture.folder.appending(path: "frontend")
      try """
      #!/bin/sh
      echo "$*" >>'\(calls.path)'
      exec \(fixture.configuration.frontend) "$@"

      """.write(to: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
      fixture.configuration.frontend = script.path
      let compiler = try fixture.compiler()
      /// What the cells print, and how often the compiler was started for each of them.
      func run(_ codes: [String]) async throws -> String {
        try Data().write(to: calls)
        let result = try await compiler.check(cells: Cell.list(codes))
        try #require(result.isSound, "\(result.diagnostics.map(\.message))")
        var cells: [CompiledCell] = []
        for cell in result.cells { cells.append(try await compiler.compiled(cell.number)) }
        let printed = try await CompilerFixture.load(cells)
        let text = try String(contentsOf: calls, encoding: .utf8)
        let starts = result.cells.map { text.ranges(of: "-module-name Cell\($0.number) ").count }
        return printed.replacing("\n", with: " ") + "\(starts)"
      }
      #expect(try await run(["let x = 1", "print(x)", "print(2)"]) == "1 2 [2, 2, 2]")
      #expect(try await run(["let x = 1", "print(x + 4)", "print(2)"]) == "5 2 [0, 1, 0]")
      #expect(try await run(["let x = 7", "print(x + 4)", "print(2)"]) == "11 2 [2, 0, 0]")
      #expect(try await run(["let x = 7", "print(x + 5)", "print(3)"]) == "12 3 [0, 2, 2]")
      let broken = try await compiler.check(
        cells: Cell.list(["let x = 7", "print(y)", "print(3)"]))
      #expect(broken.diagnostics.map(\.message) == ["cannot find 'y' in scope"])
      #expect(
        try await run(["let x = 7", "print(x * 2)", "print(3)"]) == "14 3 [0, 1, 0]")
      // A warning is said although code is generated.
      let warned = try await compiler.check(
        cells: Cell.list(["let x = 7", "print(x * 2)", "let unused: Int? = 1\nprint(unused)"]))
      #expect(warned.diagnostics.map(\.severity) == [.warning])
      await compiler.close()
    }
  }

  @Test("a module does not tell where the tool was started: elsewhere it is the same")
  func namesNoFolder() async throws {
    try await CompilerFixture.with { fixture in
      _ = try await fixture.check(["let x = 1"])
      let cells = fixture.folder.appending(path: "cache/cells")
      let key = try #require(try FileManager.default.contentsOfDirectory(atPath: cells.path).first)
      let module = try Data(contentsOf: cells.appending(path: "\(key)/Cell1.swiftmodule"))
      let here = FileManager.default.currentDirectoryPath
      #expect(here.count > 1 && module.firstRange(of: Data(here.utf8)) == nil)
    }
  }

  @Test("an opaque type is what the function now returns")
  func followsOpaqueTypes() async throws {
    try await CompilerFixture.with { fixture in
      let last = "Array(f())"
      _ = try await fixture.run(["func f() -> some Sequence<Int> { 1...3 }", last])
      let output = try await fixture.run(["func f() -> some Sequence<Int> { Set([7]) }", last])
      #expect(output == "value: [7]\n")
    }
  }

  @Test("code that only moved is not compiled again; its errors and warnings move along")
  func followsMovedCells() async throws {
    try await CompilerFixture.with { fixture in
      let cells = Cell.list([
        "let x = 1", "func f(_ a: Int) -> Int { a + x }", "let broken: Int = \"\"", "f(1) + x",
        "let unused: Int? = 1\nprint(unused)", "f()",
      ])
      let parameters = [Parameter(name: "x", value: .integer(2), line: 1)]
      let first = try await fixture.check(cells: cells, parameters: parameters)
      #expect(first.cells.map(\.diagnostics.count) == [0, 0, 1, 0, 1, 1])
      #expect(first.cells[5].diagnostics.first?.notes.map(\.line) == [cells[1].firstLine])
      var moved = cells
      for index in moved.indices { moved[index].firstLine += 7 }
      let second = try await fixture.check(cells: moved, parameters: parameters)
      #expect(second.cells.map(\.isFromCache) == [true, true, true, true, true, true])
      #expect(second.diagnostics == first.diagnostics.map { $0.shifted(by: 7) })
    }
  }

  @Test("a note about another cell follows an edit that only moves lines within that one")
  func followsLinesOfOthers() async throws {
    try await CompilerFixture.with { fixture in
      var codes = ["let x = 1\nfunc f(_ a: Int) {}", "f()", "f(2)"]
      for line in [3, 4, 3] {
        let result = try await fixture.check(codes)
        let error = try #require(result.cells[1].diagnostics.first)
        #expect(error.notes.map(\.line) == [line])
        codes[0] = line == 3 ? "let x = 1\n\nfunc f(_ a: Int) {}" : "let x = 1\nfunc f(_ a: Int) {}"
      }
    }
  }

  @Test("a cell that says its line says the one it has now")
  func tellsTheLineOfNow() async throws {
    try await CompilerFixture.with { fixture in
      let tail = ["func tell(line: Int = #line) { print(line) }", "tell()", "print(1)"]
      #expect(try await fixture.run(["let x = 1"] + tail) == "11\n1\n".replacing("11", with: "10"))
      #expect(try await fixture.run(["let x = 1\n\n"] + tail) == "12\n1\n")
      let moved = try await fixture.check(["let x = 1\n\n\n"] + tail)
      #expect(moved.cells.map(\.isFromCache) == [false, false, false, true])
    }
  }

  @Test("the lines of a note with very many lines are right as well")
  func countsVeryManyLines() async throws {
    try await CompilerFixture.with { fixture in
      let cells = [99_990, 150_000, 300_005].enumerated().map { index, line in
        Cell(
          number: index + 1, options: CellOptions(), code: "let a\(index) = \"\" + 1",
          firstLine: line)
      }
      let result = try await fixture.check(cells: cells)
      #expect(
        result.diagnostics.filter { $0.severity == .error }.map(\.line) == [
          99_990, 150_000, 300_005,
        ])
    }
  }
}
