import NotebookDocument
import Testing

@testable import CellCompilation

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
    #expect(
      result[2].declarations == [
        "@testable import enum Cell1.NotebookCell1", "@testable import enum Cell2.NotebookCell2",
        "@testable import func Cell2.f",
      ])
  }

  @Test("an overload defined anew leaves the others in force")
  func keepsOverloads() {
    let result = imports([
      "func f(_ a: Int) {}", "func f(_ a: String) {}", "func f() {}", "func f(_ a: Int) {}",
      "f(1)\nf(\"s\")", "let f = 1", "print(f)",
    ])
    #expect(result[4].units == [1, 2, 3])
    #expect(
      result[4].declarations.filter { $0.contains("func") } == [
        "@testable import func Cell2.f", "@testable import func Cell3.f",
        "@testable import func Cell4.f",
      ])
    #expect(result[6].units == [5])
  }

  @Test("a module is imported as a whole only for operators that are members of its types")
  func importsMemberOperators() {
    let cells = [
      "struct V { static func + (a: V, b: V) -> V { a } }",
      "extension V { static prefix func - (a: V) -> V { a } }", "V() + V()", "-V()", "V()",
    ]
    let result = imports(cells)
    #expect(result[2].declarations.contains("@testable import Cell1"))
    #expect(!result[2].declarations.contains("@testable import Cell2"))
    #expect(result[3].declarations.contains("@testable import Cell2"))
    #expect(!result[4].declarations.contains("@testable import Cell1"))
  }

  @Test("extensions stay with the type they were made for when its name is defined anew")
  func followsExtendedTypes() {
    let result = imports([
      "struct Net {}\nlet net = Net()", "extension Net { func grow() {} }", "struct Net {}",
      "net.grow()", "Net().grow()",
    ])
    #expect(result[3].units == [0, 1])
    #expect(result[4].units == [2])
  }

  @Test("what a protocol's extension adds is found on types that never name the protocol")
  func findsProtocolMembers() {
    let result = imports([
      "protocol Named { var name: String { get } }",
      "extension Named { func greet() {} }", "extension Int: Named { var name: String { \"n\" } }",
      "3.greet()",
    ])
    #expect(result[3].units == [0, 1, 2])
  }

  @Test("private names and an async let stay in their cell")
  func keepsPrivateNames() {
    let result = imports([
      "let a = 1, b = 1, c = 1", "private let a = 2\nasync let b = f()\nprivate(set) var c = 2",
      "print(a, b, c)",
    ])
    #expect(
      result[2].declarations.filter { $0.contains(" var ") } == [
        "@testable import var Cell1.a", "@testable import var Cell1.b",
        "@testable import var Cell2.c",
      ])
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

  @Test(
    "what reaches a value by another way than its name counts as well",
    arguments: [
      ("var t = 0\nfunc bump() { t += 5 }", "bump()", "t"),
      ("var t = 1\nlet f = { t * 10 }", "t = 3", "f()"),
      ("var base = 1\nfunc f(_ x: Int = base) -> Int { x }", "base = 9", "f()"),
      ("var s = 1\nvar c: Int { get { s } set { s = newValue } }", "c = 8", "s"),
      ("var log: [Int] = []\nvar t = 0 { didSet { log.append(t) } }", "t = 3", "log"),
      ("enum G { static var n = 0 }", "G.n = 5", "G.n"),
      ("enum G {}\nextension G { static var n: Int? }", "G.n = 5", "G.n"),
      ("enum G { static var n: Int! }", "G.n = 5", "G.n"),
      ("enum G { static var n: Optional<Int> }", "G.n = 5", "G.n"),
      ("enum G { static var n: Int? { didSet { print(n) } } }", "G.n = 5", "G.n"),
      ("final class Box { var n = 0 }\nlet box = Box()\nlet other = box", "other.n = 5", "box.n"),
      ("let model = Net()\nlet step = Step(model)", "step()", "model.loss"),
      (
        "enum R { static var all: [Int] = [] }\nfunc reg(_ n: Int) { R.all.append(n) }", "reg(5)",
        "R.all"
      ),
      ("let nothing = 0", "setSeed(77)", "Tensor.normal([1])"),
      ("import Foundation", #"setenv("ZZ", "5", 1)"#, #"getenv("ZZ")"#),
      ("import Foundation", #"FileManager.default.changeCurrentDirectoryPath("/")"#, "read()"),
    ])
  func findsCellsThatReachState(first: String, second: String, third: String) {
    #expect(cellsNeeded([first, second, third]).contains(2))
  }

  @Test("a reference of a cell of its own is followed")
  func followsReferences() {
    let cells = ["let shared = Box()", "let mine = shared", "mine.n = 3", "shared.n"]
    #expect(cellsNeeded(cells) == [1, 2, 3, 4])
  }

  @Test(
    "cells that share constants, functions or nothing are left out",
    arguments: [
      [
        "let epochs = 10, rate = -2.0 / 784, name = \"plain\"", "print(epochs, rate, name)",
        "epochs",
      ],
      ["func f(_ x: Int) -> Int { x }\nstruct S { static var unit: Int { 1 } }", "f(2)", "f(3)"],
      ["let x = 1", "var y = Box()", "x"],
    ])
  func leavesOut(cells: [String]) {
    #expect(!cellsNeeded(cells).contains(2))
  }

  private func cellsNeeded(_ cells: [String]) -> [Int] {
    let plan = CheckPlan(
      cells: Cell.list(cells), parameters: [], inlineExpressions: [], notePath: "note.md")
    return plan.result(plan.units.map { _ in UnitOutcome() }).cellsNeeded(toRun: cells.count)
  }
}
