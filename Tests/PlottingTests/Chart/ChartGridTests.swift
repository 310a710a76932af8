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
