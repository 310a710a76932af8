import NotebookDisplay
import Testing

@testable import Plotting

/// What marks take, and how it is shown alone.
@Suite struct MarkInputTests {
  private func figure(_ chart: Chart) throws -> Figure { try chart.figure(colors: SeriesColors()) }

  private static let infinite: [(chart: Chart, count: Int)] = [
    (Chart { LineMark([1, .nan, .infinity, -.infinity]) }, 3),
    (Chart { PointMark(x: [1, 2, 3], y: [1, .infinity, -.infinity]) }, 2),
    (Chart { LineMark(x: ["a", "b"], y: [1, -.infinity]) }, 1),
    (Chart { BarMark(["a", "b"], [1, -.infinity]) }, 1),
    (Chart { BarMark(x: .value("v", [1, -.infinity]), y: .value("n", ["a", "b"])) }, 1),
    (Chart { HistogramMark([1, .nan, .infinity, -.infinity]) }, 3),
    (Chart { BandMark(x: [1, 2], yStart: [0, -.infinity], yEnd: [1, .infinity]) }, 1),
  ]

  /// A list with `.infinity` has one meaning in every mark.
  @Test(arguments: infinite)
  func takesInfinity(chart: Chart, count: Int) throws {
    let noun = count == 1 ? "1 value" : "\(count) values"
    #expect(try figure(chart).svg.contains("\(noun) not shown: NaN or infinite"))
  }

  @Test func takesInfinityInCells() throws {
    let svg = try figure(Chart { CellMark([[1, .infinity], [-.infinity, 2]]) }).svg
    #expect(svg.contains("2 cells without colour"))
    let named = CellMark([[1, -.infinity]], rows: ["a"], columns: ["b", "c"])
    #expect(try figure(Chart { named }).svg.contains("1 cell without colour"))
  }

  /// Whole numbers in a list stay counts.
  @Test func keepsWholeNumbersCounts() {
    let content = LineMark([1, 2, 3]).mark.content
    #expect(content.axes.y.values?.numbers?.areCounts == true)
  }

  /// What a program writes for a terminal leaves nothing in a drawing.
  @Test func showsTextsWithoutTerminalSequences() throws {
    let red = "\u{1B}[31mred\u{1B}[0m"
    let figures = [
      try figure(
        Chart("Runs of \(red)") {
          LineMark([1, 2]).series(red)
          RuleMark(y: 1).annotation("\(red) line\nand more")
          TextMark([red], x: [1], y: [2])
        }.xLabel("\(red)\tepoch").yLabel(red).caption(red).xTicks([1, 2], labels: [red, "b"])),
      try figure(Chart { BarMark([red, "b"], [1, 2]) }.alt(red)),
      try figure(Chart { ImageGridMark([[0, 1]], width: 2, labels: [red]) }),
    ]
    for figure in figures {
      let texts = [figure.svg, figure.title, figure.description, figure.caption ?? ""]
      #expect(!texts.contains { $0.contains("[31m") || $0.contains("\u{1B}") })
      #expect(figure.data?.rows.joined().contains { $0.contains("[31m") } != true)
    }
    #expect(figures[0].svg.contains(">red line and more<"))
    #expect(figures[0].svg.contains(">red epoch →<") && figures[0].title == "Runs of red")
  }

  @Test func showsListsOfChartsOneAfterTheOther() {
    let charts = [Chart("one") { LineMark([1, 2]) }, Chart("two") { LineMark([1, 2]) }]
    func titles(_ body: () -> Void) -> [String] {
      DisplaySink.events(from: body).compactMap { event in
        guard case .output(let output) = event, case .figure(let figure) = output.content else {
          return nil
        }
        return figure.title + (output.isLastValue ? ", last" : "")
      }
    }
    #expect(titles { displayLastValue(charts) } == ["one", "two, last"])
    #expect(titles { display(charts) } == ["one", "two"])
    #expect(titles { displayLastValue([LineMark([1, 2]), LineMark([3, 4])]) }.count == 2)
    #expect(titles { displayLastValue([Chart]()) }.isEmpty)
  }
}
