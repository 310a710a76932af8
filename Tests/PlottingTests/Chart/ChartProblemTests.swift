import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct ChartProblemTests {
  @Test func namesTheSeriesAndBothLengths() {
    let chart = Chart {
      LineMark(x: 0..<2500, y: [Double](repeating: 1, count: 2499)).series("with BN")
    }
    #expect(chart.problem == "LineMark \"with BN\": x has 2,500 values, y has 2,499")
    #expect(throws: ChartError.self) { try chart.svg() }
    #expect(
      chart.cellOutput
        == CellOutput(.text("Chart: LineMark \"with BN\": x has 2,500 values, y has 2,499")))
  }

  @Test func collectsEveryReason() {
    let chart = Chart {
      LineMark(x: [1], y: [1, 2])
      BandMark(x: [1], yStart: [1], yEnd: [1, 2])
      LineMark([1, 2]).smoothed(.ema(1.5))
    }
    #expect(chart.problem?.split(separator: "\n").count == 3)
  }

  @Test(arguments: [
    (
      Chart {
        LineMark([1]); CellMark([[1]])
      }, "CellMark and LineMark have different axes"
    ),
    (
      Chart {
        CellMark([[1]]); CellMark([[1]])
      }, "fills a chart of its own"
    ),
    (Chart { CellMark([[1, 2], [3]]) }, "row 0 has 2 values, row 1 has 1"),
    (Chart { CellMark([[1, 2]], rows: ["a", "b"], columns: ["c", "d"]) }, "2 row names"),
    (Chart { BarMark(["a", "b"], [1]) }, "x has 1 values, y has 2"),
    (Chart { BarMark(x: .value("x", ["a"]), y: .value("y", ["b"])) }, "must be numbers"),
    (
      Chart { BarMark(x: .value("x", [1.0]), y: .value("y", ["b"]), error: [1, 2]) },
      "error has 2 values for 1 bars"
    ),
    (Chart { LineMark(x: .value("x", ["a"]), y: .value("y", [1])) }, "use BarMark"),
    (Chart { HistogramMark([1], bins: 0) }, "between 1 and 1,000"),
    (Chart { RidgeMark([[1], [2]], steps: [1]) }, "2 frames and 1 steps"),
    (Chart { ContourMark(values: [[1]], x: 0...1, y: 0...1) }, "at least 2 × 2"),
    (Chart { ContourMark(x: 0...0, y: 0...1) { $0 + $1 } }, "not empty"),
    (Chart { LineMark([1]) }.yScale(.log, domain: 0...1), "use .symlog"),
    (Chart { LineMark([1]) }.xScale(domain: 1...1), "finite and not empty"),
    (Chart { ImageGridMark([[1, 2, 3]], width: 2) }, "3 values do not fill rows of 2 pixels"),
    (Chart { ImageGridMark([[1], [1]], width: 1, labels: ["a"]) }, "2 images and 1 labels"),
    (
      Chart { LineMark([1, 2]).foregroundStyle(by: .value("model", ["a", "b", "c"])) },
      "2 values and 3 series names"
    ),
  ])
  func explainsWhatDoesNotFit(chart: Chart, words: String) {
    #expect(chart.problem?.contains(words) == true, "\(chart.problem ?? "no problem")")
  }

  @Test func findsProblemsInsideAGrid() {
    let grid = ChartGrid {
      Chart("left") { LineMark([1]) }; Chart("right") { LineMark(x: [1], y: [1, 2]) }
    }
    #expect(grid.problem == "right: LineMark: x has 1 values, y has 2")
  }
}
