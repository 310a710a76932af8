import NotebookDisplay
import Testing

@testable import Plotting

/// What a chart cannot show is said, and what it says names the values that it means.
@Suite struct SaidValuesTests {
  private func figure(_ chart: Chart) throws -> Figure { try chart.figure(colors: SeriesColors()) }

  /// Nine shares of a ninth add up to the least more than 1.
  @Test func sharesNeverReachBeyondTheirAxis() throws {
    let bars = Chart {
      for number in 0..<9 { BarMark(["a"], [1.0]).series("\(number)").stacked(.normalized) }
    }
    let areas = Chart {
      for number in 0..<9 { AreaMark([1.0, 1]).series("\(number)").stacked(.normalized) }
    }
    for chart in [bars, areas] { #expect(try !figure(chart).svg.contains("beyond")) }
  }

  @Test(arguments: [
    (
      Chart { PointMark(x: [1, 2], y: [1, 2], error: [.nan, 100]) },
      "1 error bar not shown: NaN or infinite"
    ),
    (
      Chart { BarMark(x: .value("v", [1, 2]), y: .value("m", ["a", "b"]), error: [0.5, .nan]) },
      "1 error bar not shown: NaN or infinite"
    ),
    (
      Chart {
        PointMark(x: [1, 2, 3], y: [1, 2, 3])
          .foregroundStyle(by: .value("c", [1e6, 1e6 + 1, .nan]))
      }, "1 value without colour: grey"
    ),
    (
      Chart {
        LineMark(x: [1, 2, 1, 2], y: [1, 2, 3, 4])
          .foregroundStyle(by: .value("c", [1, 1, .nan, .nan]))
      }, "2 values without colour: grey"
    ),
    (
      Chart { HistogramMark([-1.0, 0, 1, 10, 100]) }.xScale(.log),
      "2 values ≤ 0 not shown on a log axis"
    ),
    (Chart { HistogramMark([Double]()) }, "no data"),
    (
      Chart { ContourMark(x: 0...10, y: 0...10, levels: [1, 2, 500]) { x, _ in x } },
      "lines from 1 to 2, none at 500; heights from 0 to 10"
    ),
    (
      Chart { ContourMark(x: 0...10, y: 0...10, levels: [4]) { x, _ in x } },
      "line at 4; heights from 0 to 10"
    ),
    (
      Chart { CellMark([[-1, 0.5, 3]]) }.colorScale(.linear, domain: 0...1),
      "2 cells beyond the ends of the colours"
    ),
    (
      Chart {
        PointMark(x: [1, 2], y: [1, 2]).foregroundStyle(by: .value("c", [0.5, 2]))
      }.colorScale(.linear, domain: 0...1),
      "1 value beyond the ends of the colours"
    ),
    (Chart { ContourMark(x: -1...1, y: -1...1) { _, _ in 3 } }, "no contour: all heights are 3"),
    (
      Chart { ContourMark(x: 0...1, y: 0...1, levels: [9]) { x, y in x + y } },
      "no contour: the heights are 0 to 2"
    ),
    (
      Chart {
        ContourMark(values: [[1, 2, .nan], [3, 4, 5]], x: 0...1, y: 0...1)
      }, "1 value not shown: NaN or infinite"
    ),
  ])
  func ofWhatIsNotShown(chart: Chart, remark: String) throws {
    #expect(try figure(chart).svg.contains(remark))
  }

  private static let more: [(chart: Chart, remark: String)] = [
    (
      Chart {
        AreaMark(x: [0, 1], y: [0, 1]).series("s").stacked(.normalized)
        AreaMark(x: [0, 1], y: [0, 1]).series("t").stacked(.normalized)
      }, "no shares at 1 place where all values are 0"
    ),
    (
      Chart { PointMark(x: [1, 2], y: [1, 10], error: [2, 3]) }.yScale(.log),
      "1 error bar reaches beyond the axes"
    ),
    (
      Chart { HistogramMark((0..<100).map(Double.init) + [1e6]) }.xScale(.robust),
      "10 values beyond the axes"
    ),
    (
      Chart { BarMark(x: .value("n", [1, 2, 5]), y: .value("v", [1, 2, 3])) },
      "bars over numbers stand at equal distances"
    ),
    (
      Chart {
        TextMark(
          [String](repeating: "text", count: 6), x: [1, 1, 1, 1, 1, 2], y: [1, 1, 1, 1, 1, 2])
      }, "2 texts lie on others"
    ),
  ]

  /// Beside bars with names, a line has its values along the same axis as they.
  @Test func ofALineBesideBarsWithNames() throws {
    let figure = try figure(
      Chart {
        BarMark(["a", "b", "c"], [1.0, 2, 3])
        LineMark(x: .value("w", [1.5, 2, 3.5]), y: .value("m", ["a", "b", "c"])).series("target")
      })
    #expect(figure.data?.columns.map(\.title) == ["series", "w", "m"])
    #expect(figure.data?.rows.last == ["target", "3.5", "c"])
    #expect(figure.description.contains("target: a to c."))
    #expect(figure.svg.contains(">3.5 target<") && figure.svg.contains(">2 target<"))
  }

  @Test func ofSeveralValuesAtOnePlace() throws {
    let svg = try figure(Chart { LineMark(x: [1, 1, 1, 2], y: [3, 5, 4, 1]).series("a") }).svg
    #expect(svg.contains(">3, 5, 4 a<"))
  }

  @Test func ofARuleAlone() throws {
    let figure = try figure(Chart { RuleMark(y: 3).annotation("limit") })
    #expect(!figure.svg.contains("no data") && figure.description.contains("limit at 3."))
  }

  @Test func ofHistogramsWithoutValuesAmongOthers() throws {
    let figure = try figure(Chart { RidgeMark([[1.0, 2], [2, 4], []]) })
    #expect(figure.svg.contains("1 time without values"))
    #expect(figure.description.contains(" Mean 1.5 to 3."))
  }

  @Test func ofTimesAMicrosecondApart() throws {
    let times = (1...3).map { "2024-01-01T00:00:00.000\($0)Z" }
    let figure = try figure(Chart { LineMark(x: .dates("t", times), y: [1, 2, 3]) })
    #expect(figure.data?.rows.map { $0[0] }.last == "2024-01-01 00:00:00.0003")
    #expect(figure.svg.contains(">00:00:00.0002<"))
  }

  @Test(arguments: more)
  func ofWhatIsShownOtherwise(chart: Chart, remark: String) throws {
    #expect(try figure(chart).svg.contains(remark))
    #expect(try figure(chart).svg.contains("NaN") == false)
  }

  @Test func ofPointsColouredByNumbers() throws {
    let chart = Chart {
      PointMark(x: [1, 2, 3], y: [1, 2, 3]).foregroundStyle(by: .value("depth", [1, 2, 4]))
    }
    let text = try figure(chart).description
    #expect(text.contains(" 3 points, coloured by depth from 1 to 4."))
    #expect(!text.contains("series"))
  }

  /// What has no colour is counted as such, and not also among what has one.
  @Test func ofWhatHasNoColour() throws {
    let points = Chart {
      PointMark(x: [1, 2, 3], y: [1, 2, 3]).foregroundStyle(by: .value("c", [1, 4, .nan]))
    }
    #expect(try figure(points).description.contains(" 2 points, coloured by c from 1 to 4."))
    let lines = Chart {
      LineMark(x: [1, 2, 1, 2], y: [1, 2, 3, 4])
        .foregroundStyle(by: .value("c", [1, 1, .nan, .nan]))
    }
    let text = try figure(lines).description
    #expect(text.contains("2 values without colour: grey") && !text.contains("coloured by"))
  }

  /// Ticks may leave out what all values share; tables and descriptions write them whole.
  @Test func byTheWholeValueWhereTicksHaveAnOffset() throws {
    let figure = try figure(
      Chart { LineMark(x: [1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3], y: [3, 1, 2]) })
    #expect(figure.svg.contains(">value − 1,000,000,000 →<"))
    #expect(figure.data?.columns.map(\.title) == ["x", "y"])
    #expect(figure.data?.rows.first?.first == "1,000,000,000.1")
    #expect(figure.description.contains("lowest 1 at x 1,000,000,000.2"))
    #expect(!figure.description.contains("−"))
  }

  @Test func ofASmoothedLineAndOfTheValuesBehindIt() throws {
    let figure = try figure(
      Chart { LineMark([1, 3, 4, 2]).series("loss").smoothed(.ema(0.5)) }.yLabel("loss"))
    #expect(figure.data?.columns.map(\.title) == ["x", "loss", "loss, EMA 0.5"])
    #expect(figure.data?.rows[1] == ["2", "3", "2.333"])
    #expect(figure.svg.contains(">2.333 loss<"))
    #expect(figure.description.contains("y: loss (EMA 0.5), "))
  }

  /// Where only some are smoothed, each is told which it is.
  @Test func ofASmoothedLineBesideAnother() throws {
    let figure = try figure(
      Chart {
        LineMark([1, 3, 4, 2]).series("a").smoothed(.ema(0.5))
        LineMark([4, 3, 2, 1]).series("b")
      })
    #expect(figure.svg.contains(">2.333 a, EMA 0.5<") && figure.svg.contains(">3 b<"))
    #expect(figure.description.contains("a: EMA 0.5, 1 to "))
  }

  /// Two values that differ have different texts wherever they are read together.
  @Test func withTheDigitsThatTellThemApart() throws {
    let figure = try figure(
      Chart {
        LineMark(x: [1, 2], y: [0.123_41, 0.123_42]).series("a")
        RuleMark(y: 0.123_411).annotation("low")
        RuleMark(y: 0.123_412).annotation("high")
      })
    #expect(figure.svg.contains(">0.12341 a<") && figure.svg.contains(">0.12342 a<"))
    #expect(figure.description.contains("low at 0.123411. high at 0.123412."))
    let shaded = try self.figure(
      Chart {
        PointMark(x: [1, 2], y: [1, 2]).foregroundStyle(by: .value("c", [0.123_41, 0.123_42]))
      })
    for text in ["0.12341", "0.12342"] {
      #expect(shaded.svg.contains(", \(text)</text>"))
      #expect(shaded.data?.rows.contains { $0.last == text } == true)
    }
  }

  @Test func reachesTheTicksThatWereChosen() throws {
    let svg = try figure(Chart { LineMark([1, 2, 3]) }.yTicks([0, 5, 10])).svg
    #expect(svg.contains(">5</text>") && svg.contains(">10</text>"))
    let robust = try figure(Chart { LineMark([1, 2, 3]) }.yScale(.robust).yTicks([0, 20])).svg
    #expect(robust.contains(">0</text>") && robust.contains(">20</text>"))
    let day = try #require(CivilTime("2024-03-09")).secondsSince1970
    let dates = Chart { LineMark(x: .dates("day", ["2024-02-28", "2024-02-29"]), y: [1, 2]) }
    #expect(try figure(dates.xTicks([day], labels: ["release"])).svg.contains(">release</text>"))
  }

  @Test func ticksAmongCategoriesHaveTheirNames() throws {
    let names = try figure(Chart { LineMark(x: ["a", "b", "c"], y: [1, 2, 3]) }.xTicks([0, 2])).svg
    #expect(names.contains(">a</text>") && names.contains(">c</text>"))
    #expect(!names.contains(">b</text>"))
    let numbers = try figure(
      Chart { BarMark(x: .value("size", [10, 20, 30]), y: .value("loss", [1, 2, 3])) }.xTicks([
        10, 30,
      ])
    ).svg
    #expect(numbers.contains(">10</text>") && numbers.contains(">30</text>"))
    #expect(!numbers.contains(">20</text>"))
    let own = Chart { BarMark(x: .value("size", [10, 20]), y: .value("loss", [1, 2])) }.xTicks(
      [20], labels: ["best"])
    #expect(try figure(own).svg.contains(">best</text>"))
  }

  @Test func takesAListBesideDates() throws {
    let chart = Chart { LineMark(x: .dates("day", ["2024-02-28", "2024-02-29"]), y: [1, 2]) }
    #expect(try figure(chart).data?.rows.count == 2)
  }
}
