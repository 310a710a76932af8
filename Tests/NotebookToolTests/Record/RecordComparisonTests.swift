import NotebookDisplay
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
