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

  private static let problems: [(chart: Chart, words: String)] = [
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
    (Chart { BarMark(["a", "b"], [1]) }, "BarMark: there are 2 names and 1 value"),
    (
      Chart { BarMark(x: .value("x", ["a"]), y: .value("y", ["b"])) },
      "neither x nor y holds numbers"
    ),
    (
      Chart { BarMark(x: .value("x", [1.0]), y: .value("y", ["b"]), error: [1, 2]) },
      "error has 2 values for 1 bar"
    ),
    (
      Chart {
        LineMark(x: ["a"], y: [1]); LineMark([1])
      }, "x has names in LineMark, numbers in LineMark: one axis shows one kind of values"
    ),
    (Chart { LineMark(x: ["a"], y: [1]) }.xScale(.log), "xScale: names have no such scale"),
    (
      Chart { BarMark(["a", "b"], [1000, 2]) }.yScale(.log),
      "yScale: names have no such scale; the numbers lie along x: use xScale"
    ),
    (
      Chart {
        AreaMark(x: [0, 1, 2], y: [1, 1, 1]).series("a").stacked()
        AreaMark(x: [0, 0.5, 2], y: [1, 2, 1]).series("b").stacked()
      },
      "stacked areas need values at the same x; \"a\" has one at 1, \"b\" has none"
    ),
    (
      Chart { AreaMark(x: [1, 1, 2], y: [1, 2, 3]).series("a").stacked() },
      "a stacked area has one value at every x; \"a\" has several at 1"
    ),
    (
      Chart {
        AreaMark([1, 2]).series("a").stacked()
        AreaMark([1, 2]).series("b").stacked().interpolationMethod(.stepEnd)
      }, "stacked areas need the same interpolationMethod(_:)"
    ),
    (
      Chart {
        BarMark(["a"], [1]).stacked()
        BarMark(["a"], [1]).stacked(.normalized)
      }, "BarMark: some marks are stacked as they are, some as shares"
    ),
    (
      Chart { LineMark([1, 2, 3]) }.yTicks([2, 5]).yScale(domain: 1...3),
      "yTicks: 5 lies beyond the domain 1.0...3.0 of yScale"
    ),
    (
      Chart { LineMark([1, 2, 3]) }.yTicks([0, 1]).yScale(.log),
      "yTicks: 0 has no place on a log axis"
    ),
    (Chart { LineMark([1, 2]) }.xTicks([1, Double.nan]), "xTicks: NaN has no place on the axis"),
    (
      Chart { BarMark(["a", "b", "c"], [1, 2, 0]) }.yTicks([0, 2, 7]),
      "yTicks: 7 has no place on the axis; 3 names lie at 0 to 2"
    ),
    (
      Chart { LineMark(x: ["a", "b"], y: [1, 2]) }.xTicks([0.5]),
      "xTicks: 0.5 has no place on the axis; 2 names lie at 0 to 1"
    ),
    (
      Chart { BarMark(x: .value("size", [10, 20]), y: .value("loss", [1, 2])) }.xTicks([10, 15]),
      "xTicks: 15 has no place on the axis; the categories are 10, 20"
    ),
    (
      Chart { CellMark([[0.1, -0.9]]) }.colorScale(.diverging, domain: 0...1),
      "a diverging scale has zero in its middle, the domain 0.0...1.0 has not; use -1.0...1.0"
    ),
    (
      Chart { PointMark(x: [1, 2], y: [1, 10], error: [1, -2]) },
      "error 2 is −2; it is the distance to both sides and cannot be negative"
    ),
    (
      Chart { BarMark(x: .value("v", [1]), y: .value("m", ["a"]), error: [-1]) },
      "BarMark: error 1 is −1"
    ),
    (
      Chart { BarMark(["a"], [1]) }.equalAspect(),
      "equalAspect: y has names; it needs numbers on linear axes"
    ),
    (
      Chart { LineMark(x: .dates("day", ["2024-01-01"]), y: [1]) }.equalAspect(),
      "equalAspect: x has dates; it needs numbers on linear axes"
    ),
    (
      Chart { LineMark([1, 2]) }.yScale(.log).equalAspect(),
      "equalAspect: y has a logarithmic scale; it needs numbers on linear axes"
    ),
    (Chart { LineMark(x: ["a"], y: [1]) }.xScale(domain: 0...1), "names have no domain"),
    (
      Chart { LineMark(x: .dates("day", ["2024-01-01", "Monday"]), y: .value("y", [1, 2])) },
      "day: value 2 is \"Monday\", no date such as 2024-03-01"
    ),
    (Chart { PointMark(x: [1, 2], y: [1, 2], error: [1]) }, "error has 1 value for 2 points"),
    (Chart { TextMark(["a"], x: [1, 2], y: [1, 2]) }, "there are 1 text for 2 points"),
    (Chart { RuleMark(y: 1).smoothed(.ema(0.5)) }, "smoothed(_:) has no effect on it"),
    (
      Chart { BandMark(x: [1], yStart: [1], yEnd: [2]).stacked() }, "it is for AreaMark and BarMark"
    ),
    (Chart { CellMark([[1]]).opacity(0.5) }, "opacity(_:) has no effect on it"),
    (Chart { CellMark([[1]]) }.yScale(.log), "yScale: CellMark has no y scale"),
    (Chart { RidgeMark([[1]]) }.xScale(.log), "xScale: RidgeMark takes only a domain of x"),
    (Chart { LineMark([1, 2]) }.colorScale(.log), "no mark of the chart is coloured by numbers"),
    (Chart { CellMark([[1]]) }.colorScale(.log, domain: 0...1), "a log scale begins above 0"),
    (Chart { LineMark([1, 2]) }.xTicks([1, 2], labels: ["a"]), "there are 2 ticks and 1 label"),
    (
      Chart {
        HistogramMark([1]); HistogramMark([1], normalization: .density)
      }, "need the same normalization"
    ),
    (
      Chart { ContourMark(x: 0...1, y: 0...1, levels: [.nan]) { $0 + $1 } }, "levels must be finite"
    ),
    (Chart { ContourMark(x: 0...1, y: 0...1, resolution: 1) { $0 + $1 } }, "resolution is 1"),
    (Chart { RuleMark(x: .value("x", [1.0, 2])) }, "a rule lies at one value, got 2"),
    (
      Chart { LineMark([1, 2]) }.height(-3),
      "height: a chart is from 120 to 1,200 pixels high, got -3"
    ),
    (
      Chart { CellMark([[1]]) }.height(5000),
      "height: a chart is from 120 to 1,200 pixels high, got 5000"
    ),
    (Chart { HistogramMark([1], bins: 0) }, "between 1 and 1,000"),
    (Chart { RidgeMark([[1], [2]], steps: [1]) }, "2 frames and 1 step"),
    (Chart { ContourMark(values: [[1]], x: 0...1, y: 0...1) }, "at least 2 × 2"),
    (Chart { ContourMark(x: 0...0, y: 0...1) { $0 + $1 } }, "not empty"),
    (Chart { LineMark([1]) }.yScale(.log, domain: 0...1), "use .symlog"),
    (Chart { LineMark([1]) }.xScale(domain: 1...1), "finite and not empty"),
    (Chart { ImageGridMark([[1, 2, 3]], width: 2) }, "3 values do not fill rows of 2 pixels"),
    (Chart { ImageGridMark([[1], [1]], width: 1, labels: ["a"]) }, "2 images and 1 labels"),
    (
      Chart { LineMark([1, 2]).foregroundStyle(by: .value("model", ["a", "b", "c"])) },
      "foregroundStyle(by:) has 3 values for 2 values"
    ),
  ]

  @Test(arguments: problems)
  func explainsWhatDoesNotFit(chart: Chart, words: String) {
    #expect(chart.problem?.contains(words) == true, "\(chart.problem ?? "no problem")")
  }

  @Test func failsAMarkThatIsShownAlone() throws {
    let mark: any FailableDisplayable = LineMark(x: [1], y: [1, 2])
    #expect(mark.problem == "LineMark: x has 1 value, y has 2")
    #expect((BarMark(["a": 1]) as any FailableDisplayable).problem == nil)
    let faded: any FailableDisplayable = CellMark([[1, 2]]).opacity(0.3)
    #expect(faded.problem?.hasPrefix("CellMark: opacity(_:) has no effect on it") == true)
  }

  @Test func findsProblemsInsideAGrid() {
    let grid = ChartGrid {
      Chart("left") { LineMark([1]) }; Chart("right") { LineMark(x: [1], y: [1, 2]) }
    }
    #expect(grid.problem == "right: LineMark: x has 1 value, y has 2")
  }
}
