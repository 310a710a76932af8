import NotebookDisplay
import Testing

@testable import Plotting

/// Every kind of mark is drawn, described and refused like the others.
@Suite struct MarkKindTests {
  @Test(arguments: MarkKind.allCases)
  func isAmongTheExamples(kind: MarkKind) {
    #expect(
      ExampleCharts.all.contains { $0.chart.marks.contains { $0.content.kind == kind } },
      "add a chart with \(kind.name) to ExampleCharts")
  }

  @Test func namesTheMarksThatAModifierIsFor() {
    let chart = Chart { RuleMark(y: 1).stacked() }
    #expect(
      chart.problem == "RuleMark: stacked(_:) has no effect on it; it is for AreaMark and BarMark")
    let cells = Chart { CellMark([[1]]).annotation("a") }
    #expect(
      cells.problem
        == "CellMark \"a\": annotation(_:) has no effect on it; it is for LineMark, AreaMark, PointMark, "
        + "BandMark and RuleMark")
  }

  @Test(arguments: [
    (Chart { BandMark(x: [1, 2], yStart: [1, 2], yEnd: [2, 3]) }, "Band chart."),
    (
      Chart {
        BandMark(x: [1, 2], yStart: [1, 2], yEnd: [2, 3]); PointMark([1, 2])
      }, "Band chart."
    ),
    (
      Chart {
        PointMark([1, 2]); TextMark(["a"], x: [1], y: [2])
      }, "Scatter chart."
    ),
    (
      Chart {
        AreaMark([1, 2]); LineMark([1, 2])
      }, "Line chart."
    ),
    (Chart { BarMark(["a", "b"], [1, 2]).stacked() }, "Stacked bar chart."),
  ])
  func namesTheChart(chart: Chart, words: String) throws {
    #expect(try chart.figure(colors: SeriesColors()).description.hasPrefix(words))
  }
}
