import NotebookDocument
import Testing

@testable import CellExecution

@Suite("What a cell sees of earlier ones")
struct NoteScopeTests {
  private func imports(_ codes: [String]) -> [NoteScope.Imports] {
    var scope = NoteScope()
    return Cell.list(codes).map { scope.add(CodeUnit($0)) }
  }

  @Test("the latest definition is imported, by name and kind")
  func importsLatest() {
    let result = imports(["let x = 1\nstruct S {}", "let x = 2", "print(x, S())"])[2]
    #expect(
      result.declarations == [
        "@testable import enum Cell1.NotebookCell1", "@testable import enum Cell2.NotebookCell2",
        "@testable import struct Cell1.S", "@testable import var Cell2.x",
      ])
    #expect(result.units == [0, 1])
  }

  @Test("a cell's own definition hides the earlier one, an overload does not")
  func prefersOwn() {
    let result = imports([
      "let x = 1\nfunc f(_ a: Int) {}", "let x = 2\nfunc f(_ a: String) {}\nprint(x)\nf(1)",
      "func f(_ a: Int) {}\nf(2)",
    ])
    #expect(
      result[1].declarations == [
        "@testable import enum Cell1.NotebookCell1", "@testable import func Cell1.f",
      ])
    #expect(result[2].units == [])
  }

  @Test("what a needed cell needs is needed too, so that members can be reached")
  func followsDependencies() {
    let result = imports(["struct Net {}", "let net = Net()", "let other = 1", "print(net)"])[3]
    #expect(result.units == [0, 1])
    #expect(result.reasons == [1: "net"])
  }

  @Test("an extension is needed where its members or conformances may be meant")
  func findsExtensions() {
    let cells = [
      "struct Net {}", "extension Net { func grow() {} }",
      "extension Net: CustomStringConvertible {}",
      "extension Int { var doubled: Int { self * 2 } }", "print(1)", "Net().grow()",
      "print(2.doubled)",
    ]
    let result = imports(cells)
    #expect(result[4].units == [])
    #expect(result[5].units == [0, 1, 2])
    #expect(result[6].units == [3])
  }

  @Test("a name that nobody defines stays free for a parameter")
  func knowsFreeNames() {
    let result = imports(["let rate = 1", "print(rate, epochs)"])
    #expect(result[1].freeNames == ["print", "epochs"])
  }

  @Test("a run of one cell takes along those that could have changed what it reads")
  func findsCellsNeeded() async throws {
    let plan = CheckPlan(
      cells: Cell.list([
        "var model = 1", "model += 1", "let other = 2", "print(other)", "func f() -> Int { model }",
        "print(f())",
      ]), parameters: [], inlineExpressions: [], notePath: "note.md")
    let result = plan.result(plan.units.map { _ in UnitOutcome() })
    #expect(result.cellsNeeded(toRun: 4) == [3, 4])
    #expect(result.cellsNeeded(toRun: 6) == [1, 2, 5, 6])
    #expect(result.cellsNeeded(toRun: 2) == [1, 2])
    #expect(result.cellsNeeded(toRun: 9) == [])
  }
}
