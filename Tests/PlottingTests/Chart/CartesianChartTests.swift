import NotebookDisplay
import Testing

@testable import Plotting

/// What charts with axes draw, say and list.
@Suite struct CartesianChartTests {
  private func figure(_ chart: Chart) throws -> Figure { try chart.figure(colors: SeriesColors()) }

  /// The path of the first element with a class.
  private func path(_ name: String, in figure: Figure) throws -> PathReader {
    let expression = try Regex("class=\"\(name)\"[^>]* d=\"([^\"]*)\"")
    let match = try #require(figure.svg.firstMatch(of: expression))
    return PathReader(String(try #require(match.output[1].substring)))
  }

  @Test func drawsEveryBarOfARepeatedCategory() throws {
    let figure = try figure(Chart { BarMark(["a", "b", "a"], [1, 2, 3]) })
    #expect(try path("b s1", in: figure).pieces.count == 3)
    #expect(figure.data?.rows.count == 3)
    for value in ["1", "2", "3"] { #expect(figure.svg.contains(">\(value)</text>")) }
  }

  @Test func keepsCategoriesApartThatLookAlike() throws {
    let bars = BarMark(x: .value("rate", [0.12341, 0.12342]), y: .value("loss", [1, 2]))
    let figure = try figure(Chart { bars })
    #expect(figure.data?.rows.map(\.first) == ["0.12341", "0.12342"])
    #expect(try path("b s1", in: figure).pieces.count == 2)
  }

  @Test func stacksBarsOnTopOfEachOther() throws {
    let chart = Chart {
      BarMark(x: .value("m", ["a", "b"]), y: .value("s", [1, 2])).series("first").stacked()
      BarMark(x: .value("m", ["a", "b"]), y: .value("s", [3, 4])).series("second").stacked()
    }
    let model = CartesianModel(chart, colors: SeriesColors(), plotWidth: 500, plotHeight: 300)
    #expect(model.traces[1].low == [1, 2] && model.traces[1].high == [4, 6])
    #expect(model.traces[0].lanes == model.traces[1].lanes)
    #expect(try figure(chart).data?.rows == [["a", "1", "3"], ["b", "2", "4"]])
  }

  @Test func normalizesStacksToShares() {
    let chart = Chart {
      for values in [[1.0, 0], [3.0, 0]] { AreaMark(values).stacked(.normalized) }
    }
    let model = CartesianModel(chart, colors: SeriesColors(), plotWidth: 500, plotHeight: 300)
    #expect(model.traces[1].low == [0.25, 0] && model.traces[1].high == [1, 0])
  }

  @Test func drawsASinglePointAsADot() throws {
    let lone = try figure(Chart { LineMark([3.0]) })
    #expect(try path("p s1", in: lone).pieces.count == 1)
    let between = try figure(Chart { LineMark([1, 2, .nan, 4, .nan, 5, 6]) })
    #expect(try path("p s1", in: between).pieces.count == 1)
  }

  @Test func namesALineThatStopsAtItsEnd() throws {
    let chart = Chart {
      LineMark([1, 2, 3, 4, 5, 6]).series("long"); LineMark([6, 5, 4]).series("short")
    }
    let svg = try figure(chart).svg
    #expect(!svg.contains("class=\"lead\""))
    #expect(svg.contains(/class="dl t2" x="40%"/))
  }

  @Test func addsNoLineToABand() throws {
    let svg = try figure(Chart { BandMark(x: 0..<3, yStart: [1, 2, 3], yEnd: [2, 3, 4]) }).svg
    #expect(svg.ranges(of: "<path").count == 1)
  }

  @Test func countsWhatNoMarkCanShow() throws {
    let values = [1, 2, .nan, .infinity, 9, -9]
    for chart in [
      Chart { LineMark(values) }, Chart { PointMark(values) }, Chart { AreaMark(values) },
      Chart { BandMark(x: 0..<6, yStart: values, yEnd: values) },
      Chart { BarMark(x: .value("x", 1...6), y: .value("y", values)) },
    ] {
      let figure = try figure(chart.yScale(domain: 0...5))
      #expect(figure.svg.contains("2 values not shown: NaN or infinite"))
      #expect(figure.svg.contains("2 values beyond the axes"))
      #expect(figure.description.contains("2 values beyond the axes"))
    }
    let histogram = try figure(Chart { HistogramMark(values) }.xScale(domain: 0...5))
    #expect(histogram.svg.contains("2 values not shown: NaN or infinite"))
    #expect(histogram.svg.contains("2 values beyond the axes"))
  }

  @Test func pointsToTheEdgeThatAValueLiesBeyond() throws {
    let svg = try figure(Chart { LineMark([1, 9, 1, -9, 1]) }.yScale(domain: 0...3)).svg
    #expect(svg.contains("▲▼ 2 values beyond the axes"))
    #expect(svg.contains("M0 0l5 9h-10z") && svg.contains("M0 0l5-9h-10z"))
  }

  @Test func hoversOnlyOverValuesThatExist() {
    let chart = Chart {
      LineMark(x: [0, 2, 4], y: [0, 20, 40]).series("even")
      LineMark(x: [0, 1, 2], y: [1, .nan, 3]).series("short")
    }
    let model = CartesianModel(chart, colors: SeriesColors(), plotWidth: 500, plotHeight: 300)
    let readings = Readings(
      traces: model.traces, model: model, places: [1, 2, 4, 5])
    #expect(readings.at(1).map(\.text) == ["≈ 10"])
    #expect(readings.at(2).map(\.text) == ["20", "3"])
    #expect(readings.at(4).map(\.text) == ["40"])
    #expect(readings.at(5).isEmpty)
  }

  @Test func hoversOverEveryMark() throws {
    for chart in [
      Chart { LineMark([1, 2]) }, Chart { AreaMark([1, 2]) }, Chart { PointMark([1, 2]) },
      Chart { BandMark(x: [1, 2], yStart: [1, 2], yEnd: [2, 3]) }, Chart { HistogramMark([1, 2]) },
      Chart {
        for name in ["a", "b"] {
          BarMark(x: .value("x", ["p", "q"]), y: .value("y", [1, 2])).series(name).stacked()
        }
      },
      Chart {
        for name in ["a", "b"] { BarMark(["p", "q"], [1, 2]).series(name).stacked() }
      },
    ] {
      #expect(try figure(chart).svg.contains("class=\"hit\""))
      #expect(try figure(chart).data != nil)
    }
  }

  @Test func goesInSteps() throws {
    let figure = try figure(Chart { LineMark([0, 10]).interpolationMethod(.stepEnd) })
    let piece = try #require(try path("l s1", in: figure).pieces.first)
    #expect(piece.count == 3 && piece[0].y == piece[1].y && piece[1].x == piece[2].x)
  }

  @Test func drawsWhiskersWithCaps() throws {
    let figure = try figure(Chart { PointMark(x: [1, 2], y: [3, 4], error: [1, .nan]) })
    #expect(try path("err", in: figure).pieces.count == 3)
    #expect(figure.svg.contains("class=\"halo\""))
    #expect(figure.data?.rows.first == ["1", "3 ± 1"])
  }

  @Test func putsCategoriesAndTimesOnAnyAxis() throws {
    let names = try figure(Chart { LineMark(x: ["mon", "tue"], y: [1, 2]) })
    #expect(names.svg.contains(">mon</text>") && names.data?.rows[1] == ["tue", "2"])
    #expect(names.description.contains("x: mon, tue."))
    let below = Chart {
      PointMark(x: .value("loss", [1, 2]), y: .value("model", ["a", "b"]))
      RuleMark(y: .value("model", "a")).annotation("best")
    }
    #expect(try figure(below).svg.contains(">best</text>"))
    let dates = Chart {
      LineMark(x: .dates("day", ["2024-01-01", "2024-06-01"]), y: .value("loss", [2, 1]))
    }
    #expect(try figure(dates).svg.contains(">Jan 2024</text>"))
    #expect(try figure(dates).data?.rows[1] == ["2024-06-01", "1"])
    #expect(try figure(dates).description.contains("day (UTC, 2024), 2024-01-01 to 2024-06-01"))
  }

  @Test func coloursMarksByNumbersWithAKey() throws {
    let points = PointMark(x: [1, 2, 3], y: [1, 2, 3]).foregroundStyle(
      by: .value("loss", [0.1, 0.5, 0.9]))
    let figure = try figure(Chart { points })
    for step in [3, 6, 8] { #expect(figure.svg.contains("class=\"p q\(step)\"")) }
    #expect(figure.svg.contains("<li style=\"flex-wrap:wrap\">loss: 0.1<svg"))
    #expect(figure.data?.columns.last?.title == "loss")
    #expect(figure.data?.rows[2].last == "0.9")
    let lines = Chart {
      for rate in [0.001, 0.1] { LineMark([1, rate]).foregroundStyle(by: .value("rate", rate)) }
    }.colorScale(.log, domain: 0.001...0.1)
    #expect(try self.figure(lines).svg.contains(/class="l q8[ "]/))
  }

  @Test func paintsVeryManyPointsAsARaster() throws {
    var random = Randomness(seed: 2)
    let (x, y) = (
      (0..<100_000).map { _ in random.normal() }, (0..<100_000).map { _ in random.normal() }
    )
    let svg = try figure(Chart { PointMark(x: x, y: y).series("cloud") }).svg
    #expect(svg.utf8.count <= 40_000)
    #expect(svg.contains("<mask id=\"{{figure}}-mask-1\"") && svg.contains("data:image/png"))
  }

  @Test func keepsTheAspectThatWasAskedFor() throws {
    let square = Chart { LineMark(x: [0, 10], y: [0, 5]) }.yScale(domain: 0...5).equalAspect()
    #expect(try figure(square).svg.contains("aspect-ratio:2;"))
  }

  @Test func drawsFilledContoursAtSaidLevels() throws {
    let chart = Chart {
      ContourMark(x: -1...1, y: -1...1, levels: [0.25, 1.2], isFilled: true) { $0 * $0 + $1 * $1 }
    }
    let figure = try figure(chart)
    #expect(figure.svg.matches(of: /class="f q\d"/).count == 3)
    // The outer area reaches the four corners, which lie above the second level.
    let corners = try #require(figure.svg.matches(of: /class="f q\d" d="([^"]*)"/).last)
    #expect(PathReader(String(corners.1)).pieces.count == 4)
    #expect(figure.description.contains("Heights from 0 to 2."))
  }

  @Test func movesNamesOutOfThePlotThatWouldNotFit() throws {
    let long = String(repeating: "long name ", count: 8)
    let figure = try figure(
      Chart {
        LineMark(x: .value(long, [1, 2]), y: .value(long, [1, 2])).series(long)
        RuleMark(y: 1.5).annotation(long)
      })
    #expect(figure.svg.matches(of: /<text[^>]*>[^<]{40,}/).isEmpty)
    #expect(figure.svg.contains("class=\"axis-name\"") && figure.svg.contains("class=\"remark\""))
    #expect(figure.svg.ranges(of: "<li>").count == 2)
  }

  @Test func cutsLongCategoriesAndKeepsThemInTheTable() throws {
    let names = (1...3).map { "category \($0) " + String(repeating: "with a long name ", count: 4) }
    for chart in [
      Chart { BarMark(names, [1, 2, 3]) },
      Chart { BarMark(x: .value("x", names), y: .value("y", [1, 2, 3])) },
    ] {
      let figure = try figure(chart)
      #expect(figure.svg.contains("…</text>"))
      #expect(figure.data?.rows.map(\.first) == names)
    }
  }

  /// A line and its points are one column; of two, the one with errors stays.
  @Test func listsTheSameValuesOnce() throws {
    let table = try #require(
      Chart {
        LineMark(x: [1, 2], y: [3.5, 4]).series("Adam")
        PointMark(x: [1, 2], y: [3.5, 4], error: [0.5, 0.25]).series("Adam")
        LineMark(x: [1, 2], y: [3.5, 4]).series("SGD")
      }.figure(colors: SeriesColors()).data)
    #expect(table.columns.map(\.title) == ["x", "Adam", "SGD"])
    #expect(table.rows[0] == ["1", "3.5 ± 0.5", "3.5"])
  }
}
