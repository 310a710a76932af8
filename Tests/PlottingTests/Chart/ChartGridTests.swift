import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct ChartGridTests {
  private let grid = ChartGrid(columns: 2) {
    for scale in [1, 5] {
      Chart("run \(scale)") { LineMark([1.0, 2, 3].map { $0 * Double(scale) }).series("loss") }
    }
  }

  @Test func givesEveryDrawingIdsOfItsOwn() throws {
    let svg = try grid.figure(colors: SeriesColors()).svg
    for id in ["-1-t", "-2-t", "-1-d", "-2-d"] {
      #expect(svg.ranges(of: "id=\"{{figure}}\(id)\"").count == 1)
    }
  }

  @Test func sharesAnAxisOnlyWhenAsked() throws {
    func topTicks(_ grid: ChartGrid) throws -> Int {
      try grid.figure(colors: SeriesColors()).svg.ranges(of: ">15</text>").count
    }
    #expect(try topTicks(grid) == 1)
    #expect(try topTicks(grid.sharedY()) == 2)
  }

  @Test func sharesNamesByHavingAllOfThemInEveryChart() throws {
    let grid = ChartGrid {
      Chart("one") { LineMark(x: ["a", "b"], y: [1, 2]) }
      Chart("two") { LineMark(x: ["b", "c"], y: [1, 2]) }
    }
    func places(_ svg: String, _ name: String) -> [Substring] {
      svg.matches(of: /<text class="[^"]*" x="([\d.]+%)"[^>]*>([a-c])</).filter { $0.2 == name }
        .map(\.1)
    }
    let shared = try grid.sharedX().figure(colors: SeriesColors()).svg
    for name in ["a", "b", "c"] {
      let found = places(shared, name)
      #expect(found.count == 2 && found.first == found.last, "\(name): \(found)")
    }
    #expect(places(try grid.figure(colors: SeriesColors()).svg, "c").count == 1)
  }

  private static let different: [(chart: Chart, words: String)] = [
    (
      Chart("log") { LineMark([1, 2]) }.yScale(.log),
      "sharedY: \"plain\" has numbers on a linear scale on y, \"log\" has numbers on a log scale"
    ),
    (
      Chart("names") { BarMark(["a"], [1]) },
      "sharedY: \"plain\" has numbers on a linear scale on y, \"names\" has names;"
    ),
    (
      Chart("down") { LineMark([1, 2]) }.yScale(reversed: true),
      "has numbers on a linear scale, reversed; charts share an axis of one kind and one scale"
    ),
    (
      Chart("cells") { CellMark([[1]]) }, "sharedY: CellMark of \"cells\" has no y axis to share"
    ),
  ]

  @Test(arguments: different)
  func refusesToShareAxesThatDiffer(other: Chart, words: String) {
    let grid = ChartGrid {
      Chart("plain") { LineMark([1, 2]) }
      other
    }
    #expect(grid.problem == nil)
    #expect(grid.sharedY().problem?.contains(words) == true, "\(grid.sharedY().problem ?? "none")")
  }

  @Test func takesTheSizeOfTheCellForTheWholeFigure() throws {
    let size = FigureSize(width: 480, height: 260)
    let svg = try grid.figure(colors: SeriesColors(), size: size).svg
    #expect(svg.contains("max-width:480px"))
    #expect(svg.ranges(of: "height:237px;").count == 2)
    #expect(try !grid.figure(colors: SeriesColors()).svg.contains("max-width"))
  }

  @Test func joinsTheTables() throws {
    let table = try #require(grid.figure(colors: SeriesColors()).data)
    #expect(table.columns.map(\.title) == ["chart", "x", "loss"])
    #expect(table.rows.count == 6 && table.rows[3] == ["run 5", "1", "5"])
  }
}
