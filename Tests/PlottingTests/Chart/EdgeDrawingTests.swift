import NotebookDisplay
import Testing

@testable import Plotting

/// What lies at the edge of an axis or of the data is drawn as far as it can be.
@Suite struct EdgeDrawingTests {
  private func svg(_ chart: Chart) throws -> String {
    try chart.figure(colors: SeriesColors()).svg
  }

  /// Names that are cut stay different names.
  @Test func cutsNamesWhereTheyDiffer() throws {
    let names = [" one", " two"].map { String(repeating: "the same long name ", count: 5) + $0 }
    let lines = TextMetrics.wrapped(names, to: 132, lines: 2)
    #expect(lines[0] != lines[1])
    #expect(lines[0].last?.hasSuffix("one") == true && lines[1].last?.hasSuffix("two") == true)
    #expect(lines.joined().allSatisfy { TextMetrics.width($0) <= 132 })
    let svg = try svg(Chart { BarMark(names, [1, 2]) })
    #expect(svg.contains("one</text>") && svg.contains("two</text>"))
  }

  @Test func leavesOutNamesBeforeItCutsThemShort() throws {
    let svg = try svg(
      Chart {
        BarMark(x: .value("c", (0..<40).map { "category \($0)" }), y: .value("v", 0..<40))
      })
    #expect(svg.contains(">category 0<") && !svg.contains("category…"))
  }

  @Test func keepsTheGroundOfWhatHasNoHeightFree() throws {
    let hole = ContourMark(x: -3...3, y: -3...3, levels: 5, isFilled: true) { x, y in
      x * x + y * y > 7 ? .nan : x * y
    }
    let svg = try svg(Chart { hole })
    #expect(svg.contains("class=\"f gap\"") && svg.contains(">NaN or infinite<"))
    let whole = ContourMark(x: -3...3, y: -3...3, levels: 5, isFilled: true) { $0 * $1 }
    #expect(try !self.svg(Chart { whole }).contains("gap"))
  }

  @Test func barsThatDoNotBeginAtZeroHaveAnAxis() throws {
    let bars = Chart { BarMark(["a", "b", "c"], [96.0, 97, 99]) }
    #expect(try svg(bars.xScale(domain: 95...100)).contains(">95<"))
    #expect(try !svg(bars.xScale(domain: 0...100)).contains(">50<"))
  }

  @Test func leavesOutChosenTicksThatWouldTouch() throws {
    let labels = ["zero", "two", "four", "hundred"]
    let svg = try svg(Chart { LineMark([1, 50, 100]) }.yTicks([0, 2, 4, 100], labels: labels))
    #expect(labels.filter { svg.contains(">\($0)<") } == ["zero", "four", "hundred"])
  }

  /// Where no level lies among the heights, no colour stands for one.
  @Test func fillsContoursOnlyBetweenHeightsThatAreThere() throws {
    func drawing(_ levels: [Double]) throws -> String {
      try self.svg(
        Chart {
          ContourMark(x: -1...1, y: -1...1, levels: levels, isFilled: true) { x, y in x + y }
        })
    }
    for levels in [[5.0, 10], [-10, -5]] {
      let svg = try drawing(levels)
      #expect(!svg.contains("class=\"f ") && !svg.contains("class=\"legend\""))
      #expect(svg.contains("no contour: the heights are −2 to 2"))
    }
    // The heights above 1 end at 2, whatever the next level is.
    let svg = try drawing([1, 50])
    #expect(svg.contains("class=\"f d7\"") && !svg.contains("class=\"f d8\""))
  }

  /// What is filled goes from left to right.
  @Test func ordersAreasAndBandsAlongX() throws {
    func same(_ one: some ChartContent, _ two: some ChartContent) throws {
      #expect(try svg(Chart { one }) == svg(Chart { two }))
    }
    try same(AreaMark(x: [3, 1, 2], y: [1, 2, 3]), AreaMark(x: [1, 2, 3], y: [2, 3, 1]))
    try same(
      BandMark(x: [3, 1, 2], yStart: [0, 1, 0], yEnd: [1, 2, 3]),
      BandMark(x: [1, 2, 3], yStart: [1, 0, 0], yEnd: [2, 3, 1]))
  }

  /// A rule's name on a bar could not be read.
  @Test func namesRulesOverBarsInTheLegend() throws {
    let bars = BarMark(x: .value("q", ["Q1", "Q2"]), y: .value("v", [10.0, 20]))
    let svg = try self.svg(
      Chart {
        bars
        RuleMark(y: 14).annotation("goal")
      })
    #expect(svg.contains("goal</li>") && !svg.contains(">goal</text>"))
  }

  /// Beyond its grid a contour mark knows no heights, whatever else widens the axes.
  @Test func endsTheGroundOfContoursAtTheirGrid() throws {
    let slope = ContourMark(x: 0...1, y: 0...1, isFilled: true) { $0 + $1 }
    let svg = try svg(
      Chart {
        slope
        PointMark(x: [4.0], y: [0.5])
      })
    let plot = try #require(svg.firstMatch(of: /viewBox="0 0 ([\d.]+) [\d.]+"/))
    let ground = try #require(svg.firstMatch(of: /class="f q\d" d="M0 0h(\d+)v/))
    let share = (Double(ground.1) ?? 0) / (Double(plot.1) ?? 1)
    #expect(share > 0.1 && share < 0.3)
  }

  @Test func drawsABandOfOnePlace() throws {
    let svg = try svg(
      Chart { BandMark(x: [1, 2, 3], yStart: [0, Double.nan, 1], yEnd: [1, 2, 2]) })
    let path = try #require(svg.firstMatch(of: /class="l s1" d="(M[^"]*)"/))
    #expect(path.1.matches(of: /[Mm]/).count == 2)
  }

  /// What is filled ends on both sides where one side has no place.
  @Test(arguments: [
    (Chart { AreaMark([1.0, 2, .nan, 3, 4]).stacked() }, 2),
    (Chart { AreaMark([1.0, 10, 0, 10, 100]) }.yScale(.log), 2),
    (Chart { AreaMark([1.0, 10, 100]).stacked() }.yScale(.log), 1),
    (
      Chart {
        BandMark(x: [1, 2, 3, 4, 5], yStart: [1.0, 0, 1, 1, 1], yEnd: [2.0, 2, 2, 2, 2])
      }.yScale(.log), 2
    ),
  ])
  func breaksAreasOnBothSides(chart: Chart, pieces: Int) throws {
    let path = try #require(try svg(chart).firstMatch(of: /class="[ab] s1" d="([^"]*)"/))
    #expect(path.1.count { $0 == "z" } == pieces)
  }

  /// A whisker at the edge has whole caps; one that goes on beyond it has none there.
  @Test func drawsWhiskersAtTheEdges() throws {
    let inside = try svg(
      Chart { PointMark(x: [1, 2], y: [1, 2], error: [0.5, 0.5]) }.yScale(domain: 0...4))
    let cut = try svg(
      Chart { PointMark(x: [1, 2], y: [1, 2], error: [0.5, 30]) }.yScale(domain: 0...4))
    func pieces(_ svg: String) throws -> Int {
      try #require(svg.firstMatch(of: /class="err" d="([^"]*)"/)).1.matches(of: /[Mm]/).count
    }
    #expect(try pieces(inside) == 6)
    #expect(try pieces(cut) == 4)
  }

  /// The lower end of a whisker may have no place on a logarithmic axis.
  @Test func drawsWhiskersThatReachBelowZeroOnALogAxis() throws {
    let svg = try svg(Chart { PointMark(x: [1, 2], y: [1, 10], error: [2, 1]) }.yScale(.log))
    let path = try #require(svg.firstMatch(of: /class="err" d="([^"]*)"/))
    #expect(path.1.matches(of: /[Mm]/).count == 5)
  }

  /// The name of a line that leaves the plot at its top stands under what is said of it there.
  @Test func keepsTheNameOfALineThatBreaksOffClear() throws {
    let svg = try svg(
      Chart {
        LineMark([2.3, 2.2, 4, 9, .infinity, .nan]).series("fast")
        LineMark([2.3, 2.1, 1.9, 1.8, 1.7, 1.65]).series("slow")
      }.yScale(domain: 1...5))
    let label = try #require(svg.firstMatch(of: /<text class="dl [^>]*dy="(\d+)">fast</))
    let sentence = try #require(svg.firstMatch(of: /<text class="lost [^>]*y="(\d+)"/))
    let (below, above) = (Double(label.1) ?? 0, Double(sentence.1) ?? 0)
    #expect(below - above >= 13)
  }

  /// A name that stands lower than the end of its line, at the upper edge, has to be looked for
  /// where it stands.
  @Test func writesNoNameOverAnother() throws {
    let x = [1.0, 2, 4, 32, 128]
    let svg = try svg(
      Chart("Accuracy by batch size") {
        LineMark(x: x, y: [0.7845, 0.785, 0.793, 0.72, 0.585]).series("none")
        LineMark(x: x, y: [0.1, 0.55, 0.7975, 0.7845, 0.811]).series("batch")
        LineMark(x: x, y: [0.725, 0.78, 0.7875, 0.8095, 0.7705]).series("layer")
      }.xScale(.log))
    let places = svg.matches(
      of: /<text class="dl [^>]*x="([\d.]+)%" y="([\d.]+)%"[^>]*dy="([\d.]+)"/
    ).compactMap { match -> (x: Double, y: Double)? in
      guard let x = Double(match.1), let y = Double(match.2), let dy = Double(match.3) else {
        return nil
      }
      return (x, y / 100 * 294 + dy)
    }
    for (index, place) in places.enumerated() {
      for other in places[..<index] where abs(place.x - other.x) < 12 {
        #expect(abs(place.y - other.y) >= 11, "\(places)")
      }
    }
    #expect(places.count == 3 || svg.contains("legend"))
  }

  @Test func drawsALineOfOnePlaceAsADot() throws {
    let svg = try svg(Chart { LineMark(x: [3, 3, 3], y: [3, 3, 3]) })
    #expect(svg.contains("class=\"p s1\"") && !svg.contains("class=\"l s1\""))
  }

  /// On a wide axis a band may be thinner than any pixel.
  @Test func drawsAThinBandAsALine() throws {
    let low = [0.0, 500, 1000]
    let thin = BandMark(x: 0..<3, yStart: low, yEnd: low.map { $0 + 1 })
    #expect(try svg(Chart { thin }).contains("class=\"l s1\""))
    let wide = BandMark(x: 0..<3, yStart: low, yEnd: low.map { $0 + 100 })
    #expect(try !svg(Chart { wide }).contains("class=\"l s1\""))
  }

  @Test func saysWhatTheAxisOfRidgesLeavesOut() throws {
    let svg = try svg(Chart { RidgeMark([[1e6 + 0.25, 1e6 + 1], [1e6 + 2, 1e6 + 3]]) })
    #expect(svg.contains("value − 1,000,000 →"))
  }

  @Test func saysThatThereAreNoDataWhateverTheMark() throws {
    let none: [Double] = []
    #expect(try svg(Chart { RidgeMark([none, none]) }).contains(">no data<"))
    #expect(try svg(Chart { RidgeMark([[Double.nan], [Double.nan]]) }).contains(">no data<"))
    #expect(try svg(Chart { CellMark([none, none]) }).contains(">no data<"))
    #expect(try !svg(Chart { RidgeMark([[1.0, 2], [3.0]]) }).contains(">no data<"))
  }

  @Test func namesTheDatesOfBars() throws {
    let svg = try svg(
      Chart {
        BarMark(
          x: .dates("day", ["2024-01-01", "2024-02-01", "2024-03-01"]), y: .value("v", [3, 1, 2]))
      })
    for date in ["2024-01-01", "2024-02-01", "2024-03-01"] { #expect(svg.contains(">\(date)<")) }
  }

  @Test func saysWhereUnitsCannotBeEqual() throws {
    let far = Chart { LineMark(x: [0, 1000], y: [0, 1]) }.equalAspect()
    #expect(try svg(far).contains("the units of x and y are not equally long"))
    let near = Chart { LineMark(x: [0, 10], y: [0, 5]) }.equalAspect()
    #expect(try !svg(near).contains("equally long"))
  }

  @Test func hasContoursBetweenAnyHeights() throws {
    for values in [[1.7e18, 1.7e18 + 2000, 1.7e18 + 5000], [-1e308, 5e307, 1.7e308]] {
      let chart = Chart { ContourMark(values: [values, values], x: 0...1, y: 0...1) }
      let svg = try svg(chart)
      #expect(svg.contains("class=\"x\"") && !svg.contains("no contour"), "\(values)")
    }
    let tiny = Chart { ContourMark(values: [[0, 5e-324], [0, 5e-324]], x: 0...1, y: 0...1) }
    #expect(try svg(tiny).contains("no contour: no round number lies between 0 and 4.94e-324"))
  }

  /// Colours and bins of the smallest numbers differ as those of others do.
  @Test func tellsSubnormalNumbersApart() throws {
    let cells = try svg(Chart { CellMark([[1e-323, 2e-323, 3e-323]]) })
    #expect(cells.contains("class=\"q0\"") && cells.contains("class=\"q8\""))
    let bins = HistogramBins(values: [1e-320, 2e-320, 3e-320], count: 3, domain: nil)
    #expect(bins.counted([1e-320, 2e-320, 3e-320]).counts == [1, 1, 1])
  }

  /// The ground under a text hides the axis or the rule that would strike it through.
  @Test func writesTextsOnGroundOfTheirOwn() throws {
    let svg = try svg(
      Chart {
        TextMark(["a"], x: [1], y: [0])
        PointMark(x: [1, 2], y: [0, 1]).annotation("last")
        RuleMark(y: 0)
      })
    #expect(svg.matches(of: /<text class="over note[^>]*>(a|last)</).count == 2)
    #expect(ChartStyle.css.contains(".plot .over{stroke-width:6px}"))
    #expect(svg.firstMatch(of: /class="rule".*>a<\/text>/.dotMatchesNewlines()) != nil)
  }

  @Test func hasOneColourInTheKeyOfOneValue() throws {
    let svg = try svg(Chart { CellMark([[7, 7]]) })
    #expect(!svg.contains("ramp") && svg.contains("</svg>7</li>"))
    let points = PointMark(x: [1, 2], y: [1, 2]).foregroundStyle(by: .value("depth", [4, 4]))
    let key = try self.svg(Chart { points })
    #expect(!key.contains("ramp") && key.contains("class=\"q3\""))
    #expect(key.contains("</svg>depth: 4</li>"))
  }

  /// Equal heights have no contours, and so no colours that a key could explain.
  @Test func hasNoKeyWhereNothingIsFilled() throws {
    let flat = ContourMark(x: -1...1, y: -1...1, isFilled: true) { _, _ in 3 }
    #expect(try !svg(Chart { flat }).contains("legend"))
  }
}
