import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct ChartMarkupTests {
  private func figure(_ chart: Chart) throws -> Figure { try chart.figure(colors: SeriesColors()) }

  @Test func drawsTheSameBytesForTheSameInput() throws {
    for (name, chart) in ExampleCharts.all {
      #expect(try figure(chart) == figure(chart), "\(name)")
    }
  }

  @Test func namesAndDescribesEveryDrawing() throws {
    for (name, chart) in ExampleCharts.all {
      let svg = try figure(chart).svg
      let id = Figure.identifierPlaceholder
      // Pictures are many elements under one name.
      if chart.marks[0].content.kind == .images {
        #expect(svg.contains("role=\"img\" aria-label=\"Filters. 2 images of 2 × 2 pixels."))
        continue
      }
      #expect(svg.contains("role=\"img\" aria-labelledby=\"\(id)-t\" aria-describedby=\"\(id)-d\""))
      #expect(svg.contains("<title id=\"\(id)-t\">"), "\(name)")
      #expect(svg.contains("<desc id=\"\(id)-d\">"), "\(name)")
    }
  }

  @Test func takesTheSizeOfTheCellWhereItHasNoneOfItsOwn() throws {
    let chart = Chart { LineMark([1.0, 3, 2]) }
    let size = FigureSize(width: 384, height: 192)
    let svg = try chart.figure(colors: SeriesColors(), size: size).svg
    #expect(svg.contains("style=\"height:192px;") && svg.contains(";max-width:384px\""))
    let own = try chart.height(500).figure(colors: SeriesColors(), size: size).svg
    #expect(own.contains("style=\"height:500px;") && own.contains(";max-width:384px\""))
    let lowest = try chart.figure(colors: SeriesColors(), size: FigureSize(height: 96)).svg
    #expect(lowest.contains("style=\"height:120px;") && !lowest.contains("max-width"))
  }

  @Test func writesNoColourIntoTheMarkup() throws {
    for (name, chart) in ExampleCharts.all {
      let svg = try figure(chart).svg
      #expect(svg.matches(of: /#[0-9a-fA-F]{3}|rgb\(|fill=|stroke=/).isEmpty, "\(name)")
    }
  }

  @Test func writesNoNumberThatIsNotOne() throws {
    let values = [1, .nan, 1e300, -1e300, .infinity, 5e-324]
    for scale in [ScaleType.linear, .log, .symlog, .sqrt, .robust] {
      let chart = Chart {
        LineMark(values).series("a")
        PointMark(values).series("b")
        AreaMark(values)
        BandMark(x: 0..<6, yStart: values, yEnd: values.reversed())
        BarMark(x: .value("x", 1...6), y: .value("y", values), error: values.map(\.magnitude))
        HistogramMark(values)
        TextMark(["a", "b", "c", "d", "e", "f"], x: values, y: values)
      }.yScale(scale)
      let svg = try figure(chart).svg
      #expect(svg.matches(of: /"(nan|inf|-inf)|[ l]nan|%nan/).isEmpty, "\(scale)")
    }
  }

  @Test func keepsFiveLongNoisyLinesSmall() throws {
    let chart = Chart("Gradient norms") {
      for layer in 0..<5 {
        LineMark(x: 0..<2500, y: ExampleCharts.losses(count: 2500, seed: UInt64(layer)))
          .series("layer \(layer)")
      }
    }
    #expect(try figure(chart).svg.utf8.count <= 40_000)
  }

  @Test func boundsTheSizeOfNoiseAndOfMillionsOfPoints() throws {
    var random = Randomness(seed: 11)
    let noise = (0..<5).map { _ in (0..<40_000).map { _ in random.next() } }
    let chart = Chart {
      for (index, values) in noise.enumerated() { LineMark(values).series("\(index)") }
    }
    #expect(try figure(chart).svg.utf8.count <= 50_000)
  }

  @Test func escapesNamesFromTheOutside() throws {
    let chart = Chart("<b> & \"x\"") {
      LineMark([1, 2]).series("<script>alert(1)</script>")
      RuleMark(y: 1.5).annotation("a<b")
    }.xLabel("<i>").yLabel("&")
    let svg = try figure(chart).svg
    #expect(!svg.contains("<script") && !svg.contains("<i>") && !svg.contains("<b>"))
    #expect(svg.contains("&lt;script&gt;"))
  }

  @Test func marksWhereALossBecomesNaN() throws {
    let chart = try #require(ExampleCharts.all.first { $0.name == "divergence" }).chart
    let figure = try figure(chart)
    #expect(figure.svg.contains("∞ from step 13"))
    #expect(figure.description.contains("∞ from step 13"))
    #expect(figure.svg.contains("class=\"tri s1\""))
  }

  @Test func saysWhatALogAxisLeavesOut() throws {
    let chart = Chart { LineMark([1, 0, -1, 10, 100]) }.yScale(.log)
    #expect(try figure(chart).svg.contains("2 values ≤ 0 not shown on a log axis"))
  }

  @Test func marksValuesBeyondADomain() throws {
    let chart = Chart { LineMark([1, 2, 9, 2, 1]) }.yScale(.linear, domain: 0...3)
    let figure = try figure(chart)
    #expect(figure.svg.contains("▲ 1 value beyond the axes"))
    #expect(figure.description.contains("1 value beyond the axes"))
  }

  @Test func drawsAnEmptyChartWithANote() throws {
    for chart in [
      Chart {}, Chart { LineMark([Double]()) }, Chart { LineMark([Double.nan]) },
      Chart { BandMark(x: [Int](), yStart: [Int](), yEnd: [Int]()) },
    ] {
      #expect(try figure(chart).svg.contains("no data"))
    }
    #expect(try figure(Chart { LineMark([Double]()) }).description == "Line chart without data.")
  }

  @Test func acceptsOneValueAndNoValuesOfEveryMark() throws {
    let none: [Double] = []
    for chart in [
      Chart { LineMark([1]) }, Chart { PointMark([1]) }, Chart { HistogramMark(none) },
      Chart { HistogramMark([2]) }, Chart { BarMark([String](), none) },
      Chart { BarMark(["a"], [Double.nan]) }, Chart { CellMark([[Double]]()) },
      Chart { CellMark([[1.0]]) }, Chart { CellMark([[Double.nan]]) },
      Chart { RidgeMark([[Double]]()) }, Chart { RidgeMark([none]) },
      Chart { ImageGridMark([[Double]](), width: 28) }, Chart { RuleMark(y: 1) },
      Chart { BarMark(x: .value("x", [1]), y: .value("y", [0])) },
    ] {
      #expect(try !figure(chart).svg.isEmpty)
    }
  }

  @Test func paintsTheEighthAndFurtherOfManySeriesGrey() throws {
    let chart = Chart { for index in 0..<11 { LineMark([0, index]).series("s\(index)") } }
    let svg = try figure(chart).svg
    #expect(svg.contains("grey: 4 more"))
    #expect(svg.matches(of: /class="l thin s0[" ]/).count == 4)
  }

  @Test func keepsTheColourOfANameAcrossCharts() throws {
    let colors = SeriesColors()
    _ = try Chart { for name in ["a", "b", "c"] { LineMark([1, 2]).series(name) } }.figure(
      colors: colors)
    let svg = try Chart { LineMark([1, 2]).series("c") }.figure(colors: colors).svg
    #expect(svg.contains("class=\"l s3"))
  }

  @Test func splitsRecordsIntoSeries() throws {
    struct Row { var step: Int; var loss: Float; var model: String }
    let rows = [
      Row(step: 1, loss: 2, model: "a"), Row(step: 1, loss: 3, model: "b"),
      Row(step: 2, loss: 1, model: "a"), Row(step: 2, loss: 2.5, model: "b"),
    ]
    let chart = Chart {
      LineMark(
        rows, x: .value("step", \.step), y: .value("loss", \.loss), series: .value("model", \.model)
      )
    }
    let figure = try figure(chart)
    #expect(figure.data?.rows == [["1", "2", "3"], ["2", "1", "2.5"]])
    #expect(figure.data?.columns.map(\.title) == ["step", "a", "b"])
    #expect(figure.title == "loss by step")
  }

  @Test func replacesDescriptionCaptionAndTable() throws {
    let chart = Chart { LineMark([1, 2]) }.alt("It rises.").caption("Rising").data(.none)
    let figure = try figure(chart)
    #expect(figure.description == "It rises." && figure.caption == "Rising" && figure.data == nil)
    #expect(figure.svg.contains("<desc id=\"{{figure}}-d\">It rises.</desc>"))
  }

  @Test func listsEveryPointOfACloud() throws {
    let figure = try figure(Chart { PointMark(x: [1, 1, 2], y: [5, 6, 7]).series("a") })
    #expect(figure.data?.rows == [["a", "1", "5"], ["a", "1", "6"], ["a", "2", "7"]])
  }

  @Test func cutsLongTablesAndSaysHowFar() throws {
    let figure = try figure(Chart { LineMark(ExampleCharts.losses(count: 1000, seed: 4)) })
    let table = try #require(figure.data)
    #expect(table.rows.count + table.omittedRows == 1000)
    #expect((11...15).contains(table.rows.count))
    #expect(table.rows.first?.first == "1" && table.rows.last?.first == "1000")
  }
}
