import Testing

@testable import CellCompilation

@Suite("Names of cells' types in texts")
struct CellTypeNamesTests {
  private let names = CellTypeNames(defined: [1: ["Point", "Side"], 3: ["Point"]])

  @Test(
    "modules are left out, and only those of the note's cells",
    arguments: [
      ("[Cell1.Point(x: 1), Cell3.Point()]", "[Point(x: 1), Point()]"),
      ("Array<Cell1.Side>", "Array<Side>"),
      ("Cell1.Other, Cell2.Point, MyCell1.Point", "Cell1.Other, Cell2.Point, MyCell1.Point"),
      ("no cell", "no cell"),
    ])
  func leavesOutModules(text: String, expected: String) {
    #expect(names.plain(text) == expected)
  }

  @Test("a diagnostic says the cell where a name has several meanings")
  func saysTheCell() {
    #expect(
      names.readable("cannot convert 'Cell3.Point' to 'Cell1.Point' or 'Cell1.Side'")
        == "cannot convert 'Point (of cell 3)' to 'Point (of cell 1)' or 'Side'")
  }
}
