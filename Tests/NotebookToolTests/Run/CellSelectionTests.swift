import NotebookDocument
import Testing

@testable import CellCompilation
@testable import NotebookSession

@Suite struct CellSelectionTests {
  /// Cell 3 needs cell 1, and cell 4 changes a variable of it.
  private let checked = CheckResult(
    cells: [
      CheckedCell(number: 1, diagnostics: [], isBroken: false, defines: ["x"], dependsOn: []),
      CheckedCell(number: 2, diagnostics: [], isBroken: false, defines: ["y"], dependsOn: []),
      CheckedCell(
        number: 3, diagnostics: [], isBroken: false, defines: [], dependsOn: [1],
        sharedState: ["x@1"]),
      CheckedCell(
        number: 4, diagnostics: [], isBroken: false, defines: [], dependsOn: [1],
        sharedState: ["x@1"]),
    ], inlineExpressions: [])

  private var cells: [Cell] {
    (1...4).map { number in
      var options = CellOptions()
      if number == 3 { options.label = "fig-loss" }
      return Cell(number: number, options: options, code: "", firstLine: number)
    }
  }

  @Test func runsEverythingWhenNothingIsAsked() throws {
    #expect(try CellSelection.all.resolve(in: cells, checked: checked).running == [1, 2, 3, 4])
  }

  @Test func bringsWhatACellDependsOn() throws {
    let selected = try CellSelection.only(["fig-loss"]).resolve(in: cells, checked: checked)
    #expect(selected.running == [1, 3])
    #expect(selected.reason == "left out by --only fig-loss")
    #expect(try CellSelection.only(["2"]).resolve(in: cells, checked: checked).running == [2])
  }

  @Test func takesOpenRanges() throws {
    let from = try CellSelection.range(from: "4", to: nil).resolve(in: cells, checked: checked)
    #expect(from.running == [1, 3, 4])
    #expect(from.reason == "left out by --from 4")
    let to = try CellSelection.range(from: nil, to: "2").resolve(in: cells, checked: checked)
    #expect(to.running == [1, 2])
  }

  @Test func refusesARangeWhoseFirstCellComesAfterItsLast() {
    #expect(throws: SelectionError.empty(from: "3", first: 3, to: "2", last: 2)) {
      try CellSelection.range(from: "3", to: "2").resolve(in: cells, checked: checked)
    }
  }

  @Test func namesAnUnknownCellAndTheLabelsThereAre() {
    #expect(throws: SelectionError.unknown(option: "--to", name: "5", labels: ["fig-loss"])) {
      try CellSelection.range(from: nil, to: "5").resolve(in: cells, checked: checked)
    }
    let error = SelectionError.unknown(option: "--only", name: "x", labels: [])
    #expect(error.description.hasSuffix("(the note has no labels)"))
  }
}
