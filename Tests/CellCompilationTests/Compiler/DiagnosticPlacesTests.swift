import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("Diagnostics are at the note's own line and column")
struct DiagnosticPlacesTests {
  @Test(
    "errors are where the author's code has them",
    arguments: [
      ("let a: Int = 1️⃣\"text\"", "cannot convert value of type 'String' to specified type 'Int'"),
      ("let ok = 1\n  1️⃣missing(3)", "cannot find 'missing' in scope"),
      ("let s = \"a\"\ns.1️⃣cuont", "value of type 'String' has no member 'cuont'"),
      (
        "func f(x: Int) throws -> Int { x }\nlet wert = [\"größe\": try f(x: 1️⃣\"\")]",
        "cannot convert value of type 'String' to expected argument type 'Int'"
      ),
      (
        "func g(_ x: Int) async throws -> Int { x }\nlet n = try await g(1) + 1️⃣nothing",
        "cannot find 'nothing' in scope"
      ),
      (
        "func g(_ x: Int) async -> Int { x }\nfor i in 0..<3 { print(await g(1️⃣unknown)) }",
        "cannot find 'unknown' in scope"
      ),
      (
        "func h() -> Int { let a = 1; _ = a 1️⃣}",
        "missing return in global function expected to return 'Int'"
      ),
      (
        "let tiny: UInt8 = 255 1️⃣+ 1",
        "arithmetic operation '255 + 1' (on type 'UInt8') results in an overflow"
      ),
      // Found where code is generated; checking a cell has to see what that sees.
      ("let a = 0\nprint(1 1️⃣/ a)", "division by zero"),
      ("let broken = (1 + 21️⃣", "expected ')' in expression list"),
      ("func t() throws {}\n1️⃣t()", "call can throw but is not marked with 'try'"),
      (
        "1️⃣@main struct App { static func main() {} }\nprint(1)",
        "'main' attribute cannot be used in a module that contains top-level code"
      ),
      ("/* never closed 1️⃣", "unterminated '/*' comment"),
      ("1️⃣return 3", "return invalid outside of a func"),
      ("import 1️⃣Fundation", "no such module 'Fundation'"),
    ])
  func placesErrors(marked: String, message: String) async throws {
    let source = MarkedSource(marked)
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([source.code])
      let errors = result.diagnostics.filter { $0.severity == .error }
      let error = try #require(errors.first { $0.message == message }, "\(errors)")
      let place = try #require(source.places[1])
      #expect(error.file == "note.md")
      #expect(error.line == place.line + 1)
      #expect(error.column == place.column)
      #expect(result.cells.map(\.isBroken) == [true])
    }
  }

  @Test("an option below code or a comment is told of in our words")
  func lateOptions() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([
        "// first\n#| echo: false\nprint(1)", "let text = \"\"\"\n  #| echo: false\n  \"\"\"",
      ])
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.map(\.message) == ["the option '#| echo: false' is not obeyed here"])
      #expect(errors.map(\.line) == [3])
      #expect(
        errors.map(\.explanation)
          == ["options stand at the top of a cell, before code and comments"])
      #expect(result.cells.map(\.isBroken) == [true, false])
    }
  }

  @Test("warnings are kept, those of our own making are not")
  func keepsWarnings() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(
        [
          "func f() { let unused = 3 }\nvar x = 1\nx\nfatalError(\"end\")", "exit(3)",
          "struct S {}\nS()",
        ].map { $0.replacing("exit(3)", with: "import Glibc\nexit(3)") })
      #expect(result.isSound)
      #expect(
        result.diagnostics.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message)" } == [
          "2:16 initialization of immutable value 'unused' was never used; consider replacing with assignment to '_' or removing it",
          "4:1 variable is unused",
        ])
    }
  }

  @Test("notes and replacements come along, also those about an earlier cell")
  func keepsNotes() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check([
        "let first = 1\nfunc area(width: Int, height: Int) throws -> Int { width * height }",
        "func use() throws { _ = try area(width: 3) }\nfunc use2() throws { _ = area(width: 1, height: 2) }",
      ])
      let errors = result.cells[1].diagnostics
      #expect(errors.map(\.message).first == "missing argument for parameter 'height' in call")
      #expect(errors.first?.fix == "add 'height:' with a value of type 'Int'")
      #expect(errors.first?.notes.first?.line == 3)
      #expect(errors.first?.notes.first?.column == 6)
      #expect(errors.first?.notes.first?.message == "'area(width:height:)' declared here")
      #expect(errors.last?.fix == nil || errors.last?.fix == "insert 'try '")
    }
  }

  @Test("indentation of the fence counts in columns, Windows line ends do not")
  func countsIndentation() async throws {
    try await CompilerFixture.with { fixture in
      let cells = [
        Cell(
          number: 1, options: CellOptions(), code: "let a = 1\r\n  nothing\r\n", firstLine: 40,
          indentation: 4)
      ]
      let result = try await fixture.check(cells: cells)
      #expect(result.diagnostics.map(\.line) == [41])
      #expect(result.diagnostics.map(\.column) == [7])
    }
  }

  @Test("an inline expression is blamed at its own place")
  func placesInlineErrors() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(
        ["let x = 1"],
        inlineExpressions: [
          InlineExpression(number: 0, code: "x", line: 7, column: 10, precedingCells: 1),
          InlineExpression(number: 1, code: "y + 1", line: 7, column: 30, precedingCells: 1),
          InlineExpression(number: 2, code: "x.z", line: 8, column: 3, precedingCells: 1),
        ])
      #expect(!result.isSound)
      #expect(result.diagnostics.map { "\($0.line ?? 0):\($0.column ?? 0)" } == ["7:30", "8:5"])
    }
  }

  @Test("a name that only a later cell defines is explained")
  func explainsLaterNames() async throws {
    try await CompilerFixture.with { fixture in
      let result = try await fixture.check(["print(model)", "let model = 3"])
      #expect(result.cells.map(\.isBroken) == [true, false])
      #expect(
        result.diagnostics.first?.explanation
          == "cell 2 at line 6 defines 'model', but it comes later in the note")
    }
  }
}
