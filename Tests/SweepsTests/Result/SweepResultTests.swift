import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import Sweeps

@Suite struct SweepResultTests {
  /// A summary of a run with claims, each as sentence, outcome and value.
  private static func summary(
    _ run: SweepRun, claims: [(String, Bool, Double?)], figures: [RecordedFigure] = [],
    state: RunResult.State? = nil
  ) -> RunSummary {
    let items = claims.enumerated().map { index, claim in
      CellResult.Item.claim(
        Claim(sentence: claim.0, holds: claim.1, value: claim.2, line: 10 + index))
    }
    let falseClaims = claims.count { !$0.1 }
    let result = RunResult(
      state: state ?? (falseClaims == 0 ? .complete : .failed(cells: 0, claims: falseClaims)),
      cells: [CellResult(number: 1, state: .completed, items: items)],
      notices: figures.map { .figure($0) },
      information: RunInformation(started: "2026-11-28T20:00:00Z", seconds: 2, command: ""))
    let notebook = Notebook.parse(source: Array("text".utf8), path: "note.md")
    return RunSummary(result, of: notebook, run: run, host: "here")
  }

  private static func run(_ seed: Int) -> SweepRun { SweepRun([.init("seed", "\(seed)")]) }

  private static func result(
    _ rows: [SweepRow], _ requirement: FrontMatter.ClaimRequirement? = nil
  ) throws -> SweepResult {
    SweepResult(
      note: "note.md", title: "Note", command: "notebook sweep note.md", version: "1",
      made: "2026-11-28T20:00:00Z",
      plan: try SweepPlan(rows.map(\.run), parameters: ["seed"]), rows: rows,
      requirement: requirement)
  }

  private static func rows(loss: [Double], holds: [Bool]) -> [SweepRow] {
    zip(loss, holds).enumerated().map { index, pair in
      SweepRow(
        summary(
          run(index + 1), claims: [("loss falls to \(pair.0)", pair.1, pair.0)],
          figures: [RecordedFigure(name: "loss", value: pair.0)]), report: nil)
    }
  }

  @Test func claimsAreCountedOverRunsWhateverNumbersTheyName() throws {
    let result = try Self.result(Self.rows(loss: [1, 3, 2], holds: [true, false, true]))
    let claim = try #require(result.claims.first)
    #expect(result.claims.count == 1)
    #expect(claim.sentence == "loss falls to …")
    #expect((claim.holds, claim.stated) == (2, 3))
    #expect(claim.falseIn == [Self.run(2)])
    #expect(claim.spread?.median == 2 && claim.spread?.standardDeviation == 1)
    #expect(result.completeCount == 3)
  }

  @Test func theHeadOfThePageIsAboutTheSweep() throws {
    var rows = Self.rows(loss: [1, 3], holds: [true, false])
    rows.append(SweepRow(run: Self.run(3), state: .missing("killed")))
    let facts = SweepPage(try Self.result(rows)).headFacts.map { "\($0.name): \($0.value)" }
    #expect(
      facts.dropFirst() == [
        "Runs: 2 of 3 complete", "Time of all runs: 4 s", "Seeds: 1, 2, 3",
        "Claims: 0 of 1 hold in every complete run",
      ])
    #expect(facts[0].hasPrefix("Date: 2026-11-28"))
  }

  /// Rows of runs whose claims all stand at one line.
  private static func rows(_ claims: [[(String, Bool, Double?)]]) -> [SweepRow] {
    claims.enumerated().map { index, claims in
      var summary = summary(run(index + 1), claims: claims)
      for place in summary.claims.indices { summary.claims[place].claim.line = 10 }
      return SweepRow(summary, report: nil)
    }
  }

  @Test func claimsOfALoopAreTheSameByTheirNamesWhateverTheirOrder() throws {
    let claims = try Self.result(
      Self.rows([
        [("sgd learns", false, 0.1), ("adam learns", true, 0.9)],
        [("adam learns", true, 0.8), ("sgd learns", false, 0.2)],
      ])
    ).claims
    #expect(claims.map(\.sentence) == ["sgd learns", "adam learns"])
    #expect(claims.map(\.holds) == [0, 2])
    #expect(claims.map { $0.outcomes.map { $0?.value } } == [[0.1, 0.2], [0.9, 0.8]])
  }

  @Test func aClaimThatSomeRunsDoNotStateMovesNoOther() throws {
    let claims = try Self.result(
      Self.rows([
        [("A", false, 50), ("B", true, 5)], [("B", true, 5)], [("B", true, 4), ("C", true, 1)],
      ])
    ).claims
    #expect(claims.map(\.sentence) == ["A", "B", "C"])
    #expect(claims.map(\.holds) == [0, 3, 1] && claims.map(\.stated) == [1, 3, 1])
  }

  @Test func claimsOfOneLineWithoutAWordInCommonAreSeveral() throws {
    func sentences(_ stated: [String]) throws -> [String] {
      try Self.result(Self.rows(stated.map { [($0, true, 1)] })).claims.map(\.sentence)
    }
    #expect(
      try sentences(["training settles", "loss blows up", "loss blows up"])
        == ["training settles", "loss blows up"])
    #expect(try sentences(["dropout", "batch norm"]) == ["dropout", "batch norm"])
    #expect(try sentences(["sgd wins", "adam wins"]) == ["… wins"])
    #expect(try sentences(["plain descent wins here", "adam wins here"]) == ["… wins here"])
    #expect(try sentences(["0.5", "0.75"]).count == 1)
  }

  @Test func equalNumbersHaveNoSpread() throws {
    let spread = try #require(Spread(Array(repeating: 0.1, count: 8)))
    #expect(spread.standardDeviation == 0 && spread.mean == 0.1)
  }

  @Test func claimsOfALoopThatNameNumbersOfTheRunAreTheSameByTheirOrder() throws {
    let claims = try Self.result(
      Self.rows([
        [("rate 0.1: 0.31", true, 0.31), ("rate 0.2: 0.35", true, 0.35)],
        [("rate 0.1: 0.32", true, 0.32), ("rate 0.2: 0.35", false, 0.35)],
        [("rate 0.1: 0.33", true, 0.33), ("rate 0.2: 0.36", true, 0.36)],
      ])
    ).claims
    #expect(claims.map(\.sentence) == ["rate 0.1: …", "rate 0.2: …"])
    #expect(claims.map(\.holds) == [3, 2])
    let twice = try Self.result(
      Self.rows([[("x", true, 1), ("x", false, 2)], [("x", true, 3), ("x", true, 4)]])
    ).claims
    #expect(twice.map { $0.outcomes.map { $0?.value } } == [[1, 3], [2, 4]])
  }

  @Test func proseAboveACellMakesNoOtherClaimOfIt() throws {
    var rows = Self.rows([[("small", true, 1)], [("small", false, 2)]])
    for (index, line) in [7, 9].enumerated() {
      rows[index].summary?.claims[0].claim.line = line
      rows[index].summary?.claims[0].lineInCell = 1
    }
    let claims = try Self.result(rows).claims
    #expect(claims.map(\.holds) == [1] && claims.map(\.stated) == [2])
    #expect(claims[0].line == 9)
  }

  @Test func claimsOfALoopAreToldApart() throws {
    var summary = Self.summary(Self.run(1), claims: [("a", true, 1), ("b", false, 2)])
    for index in summary.claims.indices { summary.claims[index].claim.line = 10 }
    let result = try Self.result([SweepRow(summary, report: nil)])
    #expect(result.claims.map(\.sentence) == ["a", "b"])
    #expect(result.claims.map(\.holds) == [1, 0])
    #expect(result.claims.map { $0.outcomes.map { $0?.value } } == [[1], [2]])
  }

  @Test func runsThatDivergeAreCountedWhereverTheirFigureIsShown() throws {
    let rows = Self.rows(loss: [1, .nan, 3, .infinity], holds: [true, false, true, false])
    let result = try Self.result(rows)
    #expect(result.claims.first?.spread?.text == "1.0 to 3.0, mean 2.0; 2 of 4 not finite")
    #expect(
      result.csv.split(separator: "\n").map { $0.split(separator: ",").last ?? "" } == [
        "value of line 10: loss falls to …", "1.0", "nan", "3.0", "inf",
      ])
    let page = SweepPage(result).text
    #expect(page.contains("| loss | 4 | 2 | 2.0 |"), "\(page)")
    #expect(
      page.contains(
        "fig-cap: \"2 of 4 runs gave no finite number here; the chart shows the others.\""))
    let none = try Self.result(Self.rows(loss: [.nan], holds: [false]))
    #expect(none.claims.first?.spread?.text == "not finite")
    #expect(SweepPage(none).text.contains("| loss | 1 | 1 |  |"))
  }

  @Test func everyClaimHasAColumnAlsoOneWithoutNumber() throws {
    var rows = [
      SweepRow(Self.summary(Self.run(1), claims: [("one", true, nil)]), report: nil),
      SweepRow(Self.summary(Self.run(2), claims: [("one", false, nil)]), report: nil),
    ]
    rows.append(SweepRow(run: Self.run(3), state: .missing("lost")))
    #expect(
      try Self.result(rows).csv.split(separator: "\n").map { $0.split(separator: ",").last ?? "" }
        == ["line 10: one", "true", "false", "no result: lost"])
  }

  @Test func timesNameTheirUnit() throws {
    var summary = Self.summary(
      Self.run(1), claims: [("soon", true, 2)],
      figures: [RecordedFigure(name: "epoch", value: 2, unit: "s")])
    summary.claims[0].claim.unit = "s"
    let result = try Self.result([SweepRow(summary, report: nil)])
    #expect(result.figures.map(\.title) == ["epoch (s)"])
    #expect(result.csv.contains(",epoch (s),line 10: soon,value of line 10: soon (s)\n"))
    #expect(SweepPage(result).text.contains("| 10 | soon | ✓ 1 of 1 | 2.0 s |"))
  }

  @Test func aTimeAndANumberOfOneNameAreTwoFigures() throws {
    func row(_ seed: Int, _ figures: [RecordedFigure]) -> SweepRow {
      SweepRow(Self.summary(Self.run(seed), claims: [], figures: figures), report: nil)
    }
    // A figure called as a time is with its unit, and that time.
    let both = [
      RecordedFigure(name: "run (s)", value: 9), RecordedFigure(name: "run", value: 3, unit: "s"),
    ]
    let named = try Self.result([row(1, both)])
    #expect(named.csv.contains(",run (s),run (s) (2)\n1,complete,2.0,0,0,9.0,3.0\n"))
    #expect(SweepPage(named).text.contains("| Time | run (s) | run (s) (2) |"))
    // A time in one run and a plain number in another.
    let mixed = try Self.result([
      row(1, [RecordedFigure(name: "cost", value: 2, unit: "s")]),
      row(2, [RecordedFigure(name: "cost", value: 30)]),
    ])
    #expect(mixed.figures.map(\.title) == ["cost (s)", "cost"])
    #expect(mixed.figures.map(\.values) == [[2, nil], [nil, 30]])
  }

  @Test func aClaimAboutATimeAndOneAboutANumberAreTwo() throws {
    var rows = Self.rows([[("cheap", true, 1)], [("cheap", true, 2)], [("cheap", false, 30)]])
    for row in 0...1 { rows[row].summary?.claims[0].claim.unit = "s" }
    let result = try Self.result(rows)
    #expect(result.claims.map(\.spreadText) == ["1.0 to 2.0, mean 1.5 s", "30.0"])
    #expect(result.claims.map(\.holds) == [2, 0] && result.claims.map(\.stated) == [2, 1])
    #expect(
      result.csv.hasPrefix(
        "seed,state,seconds,claims,false claims,line 10: cheap,value of line 10: cheap (s),"
          + "line 10: cheap (2),value of line 10: cheap\n"))
    // One that compares nothing in some runs is still one.
    rows[2].summary?.claims[0].claim.value = nil
    #expect(try Self.result(rows).claims.map(\.stated) == [3])
  }

  @Test func aNameThatAColumnHasAlreadyGetsANumber() throws {
    let figures = ["seed", "state", "loss", "loss (2)"].map { RecordedFigure(name: $0, value: 1) }
    let summary = Self.summary(Self.run(1), claims: [], figures: figures)
    let heads = try Self.result([SweepRow(summary, report: nil)]).csv.prefix { $0 != "\n" }
    #expect(
      heads == "seed,state,seconds,claims,false claims,seed (2),state (2),loss,loss (2)")
  }

  @Test func aRunThatDidNotCompleteCountsAgainstEveryClaim() throws {
    var rows = Self.rows(loss: [1, 2], holds: [true, true])
    rows.append(SweepRow(run: Self.run(3), state: .missing("its process was ended by signal 9")))
    var requirement = FrontMatter.ClaimRequirement(seeds: 2, hold: .all)
    #expect(
      try Self.result(rows, requirement).shortcomings == [
        "line 10: 'loss falls to …' holds in 2 of 3 runs, and must hold in 3"
      ])
    requirement.hold = .share(0.6)
    #expect(try Self.result(rows, requirement).shortcomings.isEmpty)
    requirement.seeds = 3
    #expect(
      try Self.result(rows, requirement).shortcomings == [
        "the note asks for 3 seeds, and runs are complete with 2"
      ])
  }

  @Test func withoutClaimsOrRunsNothingIsChecked() throws {
    let none = [SweepRow(Self.summary(Self.run(1), claims: []), report: nil)]
    #expect(try Self.result(none).shortcomings == ["the note states no claim"])
    let lost = [SweepRow(run: Self.run(1), state: .missing("lost"))]
    #expect(try Self.result(lost).shortcomings == ["no run is complete"])
  }

  @Test func figuresOfFailedRunsAreNotCompared() throws {
    var rows = Self.rows(loss: [1], holds: [true])
    rows.append(
      SweepRow(
        Self.summary(
          Self.run(2), claims: [], figures: [RecordedFigure(name: "loss", value: 9)],
          state: .interrupted("at epoch 7")), report: nil))
    let result = try Self.result(rows)
    #expect(result.figures.map(\.values) == [[1, nil]])
    #expect(result.rows[1].stateText == "interrupted at epoch 7")
  }

  @Test func whatIsWrittenIsRead() throws {
    let loss = [1, Double.nan, .infinity]
    let result = try Self.result(Self.rows(loss: loss, holds: [true, false, false]))
    let lines = result.csv.split(separator: "\n")
    #expect(
      lines[0] == "seed,state,seconds,claims,false claims,loss,line 10: loss falls to …,"
        + "value of line 10: loss falls to …")
    #expect(lines[1] == "1,complete,2.0,1,0,1.0,true,1.0")
    #expect(lines[2] == "2,\"complete, 1 false\",2.0,1,1,nan,false,nan")
    #expect(try result.json().contains("\"nan\""))
  }

  @Test(
    arguments: [
      ("0.8351", 0.8351), ("83.5\u{202F}%", 83.5), ("\u{2212}1,719", -1719), ("1e-3", 0.001),
      ("about 3", nil), ("", nil),
    ] as [(String, Double?)]) func inlineValuesThatAreNumbers(text: String, number: Double?)
  {
    #expect(RunSummary.number(in: text) == number)
  }

  @Test func thePageShowsSentencesAsTheyAreAndDrawsWhatVaries() throws {
    var rows = Self.rows(loss: [1, 2], holds: [true, true])
    rows[0].summary?.claims[0].claim.sentence = "a|b *c* $d$"
    rows[1].summary?.claims[0].claim.sentence = "a|b *c* $d$"
    let text = SweepPage(try Self.result(rows)).text
    #expect(text.contains("| a\\|b \\*c\\* \\$d\\$ | ✓ 2 of 2 | 1.0 to 2.0, mean 1.5 |"))
    #expect(text.contains("PointMark(x: [1.0, 2.0], y: [1.0, 2.0])"))
    #expect(SweepPage(try Self.result(rows), drawsCharts: false).text.contains("```") == false)
    let notebook = Notebook.parse(source: Array(text.utf8), path: "note-sweep.md")
    #expect(notebook.diagnostics.isEmpty)
    #expect(notebook.cells.count == 1)
  }

  @Test(arguments: [1, 2]) func aChartOfMeansSaysSo(seeds: Int) throws {
    for axes in [["kind"], ["kind", "size"]] {
      let runs = ["plain", "fancy"].flatMap { kind in
        (1...seeds).map { seed in
          SweepRun(
            axes.map { SweepRun.Assignment($0, $0 == "kind" ? kind : kind == "plain" ? "1" : "2") }
              + [SweepRun.Assignment("seed", "\(seed)")])
        }
      }
      let rows = runs.map { run in
        let loss = [RecordedFigure(name: "loss", value: 1)]
        return SweepRow(Self.summary(run, claims: [], figures: loss), report: nil)
      }
      let result = SweepResult(
        note: "note.md", title: "Note", command: "", version: "1", made: "2026-11-28T20:00:00Z",
        plan: try SweepPlan(runs, parameters: axes + ["seed"]), rows: rows, requirement: nil)
      let title = "\(seeds > 1 ? "mean of " : "")loss by \(axes.joined(separator: " and "))"
      let page = SweepPage(result).text
      #expect(page.contains("Chart(\"\(title)\")"), "\(page)")
      #expect(
        page.contains("runs over \((axes + (seeds > 1 ? ["seed"] : [])).joined(separator: ", "))"))
    }
  }

  @Test func spreadsOfLargeNumbersAreFinite() throws {
    let large = try #require(Spread([1e308, 1.2e308, 1.4e308, 1.6e308]))
    #expect((large.mean / 1.3e308 - 1).magnitude < 1e-12)
    #expect((large.median / 1.3e308 - 1).magnitude < 1e-12)
    #expect((large.standardDeviation / 2.581988897471611e307 - 1).magnitude < 1e-12)
    let squares = try #require(Spread([1e200, 3e200]))
    #expect((squares.standardDeviation / 1.4142135623730951e200 - 1).magnitude < 1e-12)
    #expect(try #require(Spread([5, 5])).standardDeviation == 0)
  }

  @Test func aSingleNumberHasNoDeviation() throws {
    let one = try #require(Spread([2]))
    #expect(one.standardDeviation.isNaN && one == Spread([2]))
    let page = SweepPage(try Self.result(Self.rows(loss: [2], holds: [true]))).text
    #expect(page.contains("| loss | 1 | 2.0 |  | 2.0 | 2.0 | 2.0 |"), "\(page)")
  }

  @Test func runsThatAreNotCompleteStandBesideTheClaims() throws {
    var rows = Self.rows(loss: [1, 2], holds: [true, true])
    rows.append(SweepRow(run: Self.run(3), state: .missing("lost")))
    let page = SweepPage(try Self.result(rows)).text
    #expect(page.contains("| ✓ 2 of 2; 1 run not complete |"), "\(page)")
  }

  @Test func figuresBeyondTheTableAreSaid() throws {
    let figures = ["a", "b", "c", "d", "e", "f"].map { RecordedFigure(name: $0, value: 1) }
    let summary = Self.summary(Self.run(1), claims: [], figures: figures)
    let page = SweepPage(try Self.result([SweepRow(summary, report: nil)])).text
    #expect(page.contains("2 more figures of each run: in the CSV file."))
  }
}
