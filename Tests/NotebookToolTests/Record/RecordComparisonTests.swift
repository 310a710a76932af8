import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import NotebookWorkflow

@Suite struct RecordComparisonTests {
  private func report(_ items: CellResult.Item...) -> RunResult {
    var cell = CellResult(number: 1, state: .completed)
    cell.items = items
    return RunResult(
      state: .complete, cells: [cell],
      information: RunInformation(started: "", seconds: 0, command: ""))
  }

  private func places(
    _ before: CellResult.Item, _ after: CellResult.Item, tolerance: Double = 1e-6
  ) -> [String] {
    RecordComparison(tolerance: tolerance).moved(from: report(before), to: report(after))
      .map { "\($0.place): \($0.recorded) -> \($0.now)" }
  }

  private func table(_ rows: [[String]], columns: [String] = ["name", "loss", "seconds"])
    -> CellResult.Item
  {
    .output(CellOutput(.table(Table(columns: columns.map { Table.Column($0) }, rows: rows))))
  }

  @Test func namesTheFigureThatMovedAndOnlyIt() {
    #expect(
      places(.standardOutput("loss 0.5, rate 3"), .standardOutput("loss 0.6, rate 3"))
        == ["printed text: 0.5 -> 0.6"])
  }

  @Test func allowsDifferencesWithinTheTolerance() {
    let before = CellResult.Item.standardOutput("1000")
    let after = CellResult.Item.standardOutput("1001")
    #expect(places(before, after, tolerance: 1e-2).isEmpty)
    #expect(places(before, after, tolerance: 1e-4).count == 1)
    #expect(places(.standardOutput("x"), .standardOutput("y")) == ["printed text: x -> y"])
  }

  @Test func namesTheLineWhoseWordsDiffer() {
    #expect(
      places(.standardOutput("in 3 s\nsame\na cat\n"), .standardOutput("in 4 s\nsame\na dog\n"))
        == ["printed text: a cat -> a dog"])
    #expect(
      places(.standardOutput("one\ntwo\n"), .standardOutput("one\n"))
        == ["printed text: two -> nothing more"])
  }

  @Test func leavesTimesOutOfTables() {
    #expect(
      places(table([["a", "0.5", "1.0"]]), table([["a", "0.5", "9.0"]])).isEmpty)
    #expect(
      places(table([["a", "0.5", "1.0"]]), table([["a", "0.7", "1.0"]]))
        == ["table, row 1, loss: 0.5 -> 0.7"])
    #expect(
      places(table([["a", "1", "1"]]), table([["a", "1", "1"], ["b", "1", "1"]]))
        == ["table, number of rows: 1 -> 2"])
  }

  @Test func tellsWhenAClaimTurns() {
    let claim = { (holds: Bool) in
      CellResult.Item.claim(Claim(sentence: "it learns", holds: holds, line: 3))
    }
    #expect(places(claim(true), claim(false)) == ["claim 'it learns': holds -> false"])
    #expect(places(claim(true), claim(true)).isEmpty)
  }

  private func claim(
    _ value: Double?, _ detail: String? = nil, sentence: String = "it learns", unit: String? = nil
  ) -> CellResult.Item {
    .claim(
      Claim(sentence: sentence, holds: true, detail: detail, value: value, unit: unit, line: 3))
  }

  @Test func comparesTheValuesOfClaims() {
    #expect(places(claim(0.5), claim(0.6)) == ["claim 'it learns': 0.5 -> 0.6"])
    #expect(places(claim(0.5), claim(0.500_000_01)).isEmpty)
    #expect(places(claim(.nan), claim(.nan)).isEmpty)
    #expect(places(claim(.nan), claim(1)) == ["claim 'it learns': nan -> 1.0"])
    // What a value is compared with is a figure of the run too, shown with six digits.
    #expect(
      places(claim(3, "3, expected more than 2.5"), claim(3, "3, expected more than 2"))
        == ["claim 'it learns': 2.5 -> 2"])
    #expect(
      places(claim(3, "3, expected more than 0.123457"), claim(3, "3, expected more than 0.123456"))
        .isEmpty)
    // Lists and texts have no value of their own.
    #expect(
      places(
        claim(nil, "greatest difference 0.5, expected at most 1.0"),
        claim(nil, "greatest difference 0.7, expected at most 1.0"))
        == ["claim 'it learns': 0.5 -> 0.7"])
    #expect(
      places(claim(nil, sentence: "3 of 4 learn"), claim(nil, sentence: "2 of 4 learn"))
        == ["claim '3 of 4 learn': 3 -> 2"])
  }

  @Test func timesAreNotCompared() {
    #expect(
      places(
        claim(0.5, "500 ms, expected less than 2 s", unit: "s"),
        claim(1.5, "1.5 s, expected less than 2.5 s", unit: "s")
      ).isEmpty)
    func figures(_ value: Double, _ unit: String?) -> RunResult {
      var result = report()
      result.notices = [.figure(RecordedFigure(name: "epoch", value: value, unit: unit))]
      return result
    }
    func moved(_ unit: String?) -> [String] {
      RecordComparison(tolerance: 0).moved(from: figures(1, unit), to: figures(2, unit))
        .map(\.place)
    }
    #expect(moved("s") == [])
    #expect(moved(nil) == ["recorded 'epoch'"])
    let new = RecordComparison(tolerance: 0).moved(from: report(), to: figures(2, nil))
    #expect(new.map { "\($0.place): \($0.recorded)" } == ["recorded 'epoch': nothing"])
    #expect(places(.standardOutput("in 85 ms"), .standardOutput("in 1.2 s")).isEmpty)
    var (before, after) = (report(), report())
    (before.inlineResults, after.inlineResults) = ([0: "999.9 ms"], [0: "1.002 s"])
    #expect(RecordComparison(tolerance: 0).moved(from: before, to: after).isEmpty)
  }

  @Test func saysWhatWasCompared() {
    var result = report(.standardOutput("1"), claim(0.5), claim(nil))
    result.inlineResults = [0: "0.5"]
    #expect(ComparedFigures(result).text == "1 output, 2 claims and 1 inline value as recorded")
    var recorded = report()
    recorded.notices = [.figure(RecordedFigure(name: "loss", value: 1))]
    #expect(ComparedFigures(recorded).text == "1 recorded figure as recorded")
    var sweep = ComparedFigures(runs: 2)
    #expect(sweep.text == "2 runs ended as recorded, and show nothing to compare")
    sweep.add(recorded)
    sweep.add(recorded)
    #expect(sweep.text == "2 runs, 2 recorded figures as recorded")
    #expect(
      ComparedFigures(report()).text == "the cells ended as recorded, and show nothing to compare")
  }

  @Test func comparesWhatAFigureShowsRatherThanItsDrawing() {
    func figure(_ svg: String, _ value: String?) -> CellResult.Item {
      var figure = Figure(svg: svg, title: "Loss", description: "")
      figure.data = value.map { Table(columns: [Table.Column("y")], rows: [[$0]]) }
      return .output(CellOutput(.figure(figure)))
    }
    #expect(places(figure("a", "1"), figure("b", "1")).isEmpty)
    #expect(places(figure("a", "1"), figure("a", "2")) == ["figure 'Loss', row 1, y: 1 -> 2"])
    #expect(places(figure("a", nil), figure("b", nil)) == ["figure 'Loss': a drawing -> another"])
  }

  @Test func tellsOutputsThatAppearedOrChangedTheirKind() {
    let comparison = RecordComparison(tolerance: 0)
    let moved = comparison.moved(
      from: report(.standardOutput("a")),
      to: report(.standardOutput("a"), table([["1"]], columns: ["x"])))
    #expect(moved.map(\.place) == ["number of outputs"])
    #expect(
      places(.standardOutput("1"), table([["1"]], columns: ["x"]))
        == ["kind of output: printed text -> a value"])
  }

  @Test func comparesInlineValues() {
    var (before, after) = (report(), report())
    before.inlineResults = [0: "0.5", 1: "same"]
    after.inlineResults = [0: "0.75", 1: "same"]
    let moved = RecordComparison(tolerance: 0.1).moved(from: before, to: after)
    #expect(moved.map(\.place) == ["inline value 1"])
    #expect(moved[0].cell == nil)
  }

  @Test func anInlineValueBeforeItsUnitIsATime() {
    let text = """
      It took `{swift} x` s, **about `{swift} x` ± `{swift} y`** ms, and gave `{swift} z` runs.

      - `{swift} x` seconds[^1]

      [^1]: Or `{swift} y` minutes.
      """
    let notebook = Notebook.parse(source: Array(text.utf8), path: "note.md")
    #expect(notebook.inlineExpressions.count == 6)
    var (before, after) = (report(), report())
    for number in 0..<6 {
      (before.inlineResults[number], after.inlineResults[number]) = ("1.5", "2.5")
    }
    func moved(_ notebook: Notebook?) -> [String] {
      RecordComparison(tolerance: 0, notebook: notebook).moved(from: before, to: after)
        .map(\.place)
    }
    #expect(moved(notebook) == ["inline value 4"])
    #expect(moved(nil).count == 6)
    after.inlineResults[3] = "1.5"
    #expect(RecordComparison.cellsDiffering(in: after, from: before, of: notebook) == [])
    after.inlineResults[0] = nil
    #expect(moved(notebook) == ["inline value 1"])
  }

  @Test func saysHowFarAnInterruptedComparisonCame() {
    var compared = ComparedFigures(runs: 3)
    #expect(
      compared.interruptedText(of: 6, hasMoved: false)
        == "interrupted after 3 of 6 runs, which ended as recorded")
    compared.add(report(.standardOutput("1"), claim(0.5)))
    #expect(
      compared.interruptedText(of: 6, hasMoved: false)
        == "interrupted after 3 of 6 runs, 1 output and 1 claim as recorded")
    #expect(compared.interruptedText(of: 6, hasMoved: true) == "interrupted after 3 of 6 runs")
    #expect(
      ComparedFigures(runs: 0).interruptedText(of: 1, hasMoved: false)
        == "interrupted before any of 1 run was compared")
  }

  @Test func findsTheCellsThatDifferToTheLastBitApartFromTimes() {
    func cells(_ before: CellResult.Item, _ after: CellResult.Item) -> [Int] {
      RecordComparison.cellsDiffering(in: report(after), from: report(before))
    }
    let claim = { (detail: String) in
      CellResult.Item.claim(Claim(sentence: "it learns", holds: true, detail: detail, line: 3))
    }
    #expect(
      cells(.standardOutput("8 epochs in 0.31 s"), .standardOutput("8 epochs in 0.4 s")) == [])
    #expect(cells(.standardOutput("0.1"), .standardOutput("0.10000000000000002")) == [1])
    #expect(cells(.standardError("first"), .standardError("second")) == [1])
    #expect(cells(claim("0.5 < 0.6"), claim("0.4 < 0.6")) == [1])
    #expect(cells(claim("3 s < 4 s"), claim("2 s < 4 s")) == [])
    #expect(cells(.remark("trained in 2 s"), .remark("trained then")) == [])
    var (before, after) = (report(), report())
    (before.inlineResults, after.inlineResults) = ([0: "1"], [0: "2"])
    #expect(RecordComparison.cellsDiffering(in: after, from: before) == [0])
  }

  @Test func whatARemarkStandsInIsOneText() {
    for text in [CellResult.Item.standardOutput, CellResult.Item.standardError] {
      let parted = report(text("loss 1"), .remark("trained then"), text("0.5\n"))
      let whole = report(text("loss 10.5\n"))
      #expect(parted.outputCount == 1)
      #expect(parted.cellsDiffering(from: whole) == [])
      #expect(RecordComparison.cellsDiffering(in: parted, from: whole) == [])
    }
  }
}
