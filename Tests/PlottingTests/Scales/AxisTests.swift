import Testing

@testable import Plotting

@Suite struct AxisTests {
  private func axis(
    _ values: [Double], _ scale: ScaleType = .linear, domain: ClosedRange<Double>? = nil,
    format: NumberFormat = .automatic, includesZero: Bool = false, prefersZero: Bool = true
  ) -> AxisModel {
    var options = ChartOptions.Axis()
    options.scale = scale
    options.domain = domain
    options.format = format
    return AxisModel(
      .init(
        values: values, options: options, label: nil, includesZero: includesZero,
        prefersZero: prefersZero), count: 6)
  }

  private func labels(_ axis: AxisModel) -> [String] { axis.ticks.labels.map(\.plain) }

  @Test func writesOneNumberOfDecimalsAndABareZero() {
    #expect(labels(axis([0.021, 2.3])) == ["0", "0.5", "1.0", "1.5", "2.0", "2.5"])
  }

  @Test func neverGoesBeyondAnAccuracyOfOne() {
    #expect(axis([0.3, 0.99]).scale.domain.upperBound == 1)
  }

  @Test func includesZeroOnlyWhereValuesComeNear() {
    #expect(axis([0.1, 2]).scale.domain.lowerBound == 0)
    #expect(axis([1.5, 2]).scale.domain.lowerBound >= 1.4)
    #expect(axis([1.5, 2], includesZero: true).scale.domain.lowerBound == 0)
  }

  /// Their logarithms are the same number.
  @Test func separatesNearlyEqualNumbersOnALogAxis() {
    let axis = axis([1.7e18, 1.7e18 + 1024, 1.7e18 + 5120], .log)
    let places = [1.7e18, 1.7e18 + 1024, 1.7e18 + 5120].map(axis.scale.position)
    #expect(abs((places[1] - places[0]) / (places[2] - places[0]) - 0.2) < 0.01)
    #expect(axis.scale.position(1e-300) < 0)
    let decades = AxisScale(.log, domain: 1e-300...1e300)
    #expect(abs(decades.position(1) - 0.5) < 1e-12 && decades.position(1e300) == 1)
  }

  @Test func hasNoMassOfTicksOverManyDecades() {
    #expect(axis([1e-300, 1, 1e300], .log).ticks.minor.count <= 60)
  }

  @Test func namesARoundNumberNearTheLowerEndOfALogAxis() {
    #expect(axis([1e6, 1e6 + 1, 1e6 + 2], .log).title?.hasSuffix("1,000,000") == true)
  }

  @Test func showsTheDayOfASingleTime() {
    var request = AxisModel.Request(values: [1.7e9], options: ChartOptions.Axis())
    request.kind = .times
    let axis = AxisModel(request, count: 6)
    #expect(axis.scale.domain.upperBound - axis.scale.domain.lowerBound == 86_400)
  }

  @Test func writesAllDigitsOfNumbersBelowAMillion() {
    let labels = labels(axis([0.99991, 0.99998]))
    #expect(labels.count >= 3)
    #expect(labels.allSatisfy { $0.hasPrefix("0.9999") })
  }

  @Test func writesPowersOfTenOverManyDecades() {
    #expect(labels(axis([2e-4, 30], .log)) == ["10^−3", "10^−2", "10^−1", "1", "10"])
  }

  @Test func writesOneTwoFiveOverADecade() {
    #expect(labels(axis([1.5, 20], .log)) == ["2", "5", "10", "20"])
  }

  @Test func writesLinearTicksOverLessThanHalfADecade() {
    let ticks = axis([10, 14], .log).ticks.values
    #expect(ticks.count >= 3)
    #expect(
      zip(ticks, ticks.dropFirst()).allSatisfy { abs($1 - $0 - (ticks[1] - ticks[0])) < 1e-9 })
  }

  @Test func leavesLogAxesTightAroundTheData() {
    let domain = axis([1e-3, 1], .log).scale.domain
    #expect(domain.lowerBound > 5e-4 && domain.upperBound < 2)
  }

  @Test func showsBothSidesOfZeroOnASymmetricLogAxis() {
    let model = axis([-100, 1000], .symlog)
    #expect(labels(model).contains("0"))
    #expect(abs(model.scale.position(0) - 0.5) < 0.3)
    let positions = [-100.0, -1, 0, 1, 100].map(model.scale.position)
    #expect(positions == positions.sorted())
  }

  /// Years, epochs, sizes: numbers that are all whole have no fractions between them, whatever
  /// their type.
  @Test(arguments: [
    Chart { LineMark(x: [2017.0, 2018], y: [0.5, 0.7]) },
    Chart { LineMark(x: [2016.0, 2017, 2018, 2019], y: [0.5, 0.7, 0.2, 0.1]) },
    Chart { PointMark(x: [Float(1), 2, 3], y: [0.5, 0.7, 0.2]) },
    Chart { LineMark(x: [2016.0, 2019], y: [0.5, 0.7]) }.xScale(.log),
    Chart { LineMark(x: [2016.0, 2019], y: [0.5, 0.7]) }.xScale(domain: 2015.5...2019.5),
    Chart { BarMark(x: .value("n", [1.0, 3, 2]), y: .value("m", ["a", "b", "c"])) },
    Chart { LineMark(x: [0.5, 1], y: [0.5, 0.7]) }.xScale(domain: 1.2...1.8),
  ])
  func hasNoFractionsAmongWholePlaces(chart: Chart) {
    let model = CartesianModel(chart, colors: SeriesColors(), plotWidth: 600, plotHeight: 300)
    let isNarrow = model.x.scale.domain.upperBound < 2
    #expect(model.x.ticks.values.count >= 2)
    #expect(isNarrow || model.x.ticks.values.allSatisfy { $0 == $0.rounded() })
  }

  @Test func hasNoFractionsAmongWholeValues() {
    func ticks(_ mark: AnyMark) -> [Double] {
      let chart = Chart(marks: [mark])
      return CartesianModel(chart, colors: SeriesColors(), plotWidth: 600, plotHeight: 300).y.ticks
        .values
    }
    #expect(ticks(LineMark([2.0, 1, 3]).mark).allSatisfy { $0 == $0.rounded() })
    #expect(ticks(BarMark(x: .value("m", ["a"]), y: .value("n", [3.0])).mark) == [0, 1, 2, 3])
    // Between 0 and 1 lie shares, and errors and averages are no whole numbers.
    #expect(ticks(LineMark([0.0, 1]).mark).contains { $0 != $0.rounded() })
    #expect(
      ticks(PointMark(x: [1, 2], y: [1, 3], error: [0.2, 0.2]).mark).contains { $0 != $0.rounded() }
    )
  }

  /// The smallest numbers are told apart like others.
  @Test(arguments: [ScaleType.linear, .log, .sqrt, .symlog])
  func spreadsSubnormalNumbers(scale: ScaleType) {
    for values in [[5e-324, 1e-323], [1e-320, 3e-320, 9e-320], [0, 5e-324], [1e-310, 2e-310]] {
      let model = axis(values, scale)
      let places = values.filter { scale != .log || $0 > 0 }.map(model.scale.position)
      #expect(places == places.sorted() && places.allSatisfy { (-0.001...1.001).contains($0) })
      #expect(places.count == 1 || (places.last ?? 0) - (places.first ?? 0) > 0.3, "\(values)")
      #expect(!model.ticks.values.isEmpty)
    }
  }

  @Test func abbreviatesThousandsAndMillions() {
    #expect(labels(axis([0, 100_000])) == ["0", "20k", "40k", "60k", "80k", "100k"])
    #expect(labels(axis([0, 1_200_000])).last == "1.25M")
  }

  @Test func raisesExponentsOfSmallNumbers() {
    #expect(labels(axis([0, 4e-4])) == ["0", "1×10^−4", "2×10^−4", "3×10^−4", "4×10^−4"])
  }

  @Test func writesPercentOnlyWhenAsked() {
    #expect(labels(axis([0, 1], format: .percent)).contains("20\u{202F}%"))
    #expect(labels(axis([0, 1])).contains("0.2"))
  }

  @Test func hasLengthWhereAllValuesAreEqual() {
    for value in [0.0, 3, -2, 1e-8] {
      let domain = axis([value, value]).scale.domain
      #expect(domain.lowerBound < domain.upperBound, "\(value)")
      #expect(domain.contains(value))
    }
  }

  @Test func cutsOnlyTheTailsOfARobustAxis() {
    let values = (0..<100).map { $0 == 50 ? 1000.0 : Double($0) }
    let model = axis(values, .robust)
    #expect(model.scale.domain.upperBound < 120)
    #expect(model.scale.isOutside(1000) && !model.scale.isOutside(50))
  }

  @Test func dropsEveryOtherLabelUntilNoneTouch() {
    let positions = (0..<10).map { Double($0) * 20 }
    let step = CartesianAxes.labelStep(
      positions: positions, widths: [Double](repeating: 30, count: 10))
    #expect(step == 2)
  }

  @Test func tellsTicksOfLargeNumbersApart() {
    let model = axis([1_000_000, 1_000_020, 1_000_100])
    #expect(
      labels(model).first == "1,000,000" && Set(labels(model)).count == model.ticks.values.count)
    #expect(labels(axis([2018, 2024])).first == "2018")
  }

  @Test func writesDistancesFromARoundNumberWhereDigitsWouldBeMany() {
    let start = 1.7e18
    let model = axis([start, start + 49_000])
    #expect(model.title == "value − 1,700,000,000,000,000,000")
    #expect(labels(model).prefix(3) == ["0", "10k", "20k"])
    #expect(model.scale.domain.lowerBound == start)
    let later = axis([1_700_000_000, 1_700_000_060])
    #expect(later.title == "value − 1,700,000,000")
  }

  @Test(arguments: [100.0, 300, 560])
  func labelsTenEpochsAtWholeNumbers(width: Double) {
    let count = max(Int(saturating: width / 90), 3)
    let model = AxisModel(
      .init(
        values: (1...10).map(Double.init), options: .init(), label: nil, areCounts: true,
        isRounded: false), count: count)
    let all = (1...10).map(String.init)
    #expect(labels(model) == all || labels(model) == ["2", "4", "6", "8", "10"])
  }

  @Test(arguments: [(1, 3), (0.3, 0.9), (2, 20), (0.03, 3), (1e-9, 1e9), (5, 5.5)])
  func writesAtLeastThreeLabelsOnALogAxis(low: Double, high: Double) {
    let model = axis([low, high], .log)
    #expect(model.ticks.values.count >= 3, "\(labels(model))")
    #expect(Set(labels(model)).count == model.ticks.values.count)
  }

  @Test func reversesAnAxis() {
    var options = ChartOptions.Axis()
    options.isReversed = true
    let model = AxisModel(.init(values: [0, 10], options: options, label: nil), count: 5)
    #expect(model.scale.position(0) == 1 && model.scale.position(10) == 0)
  }

  @Test func usesTheTicksThatWereChosen() {
    var options = ChartOptions.Axis()
    options.ticks = .init(values: [1, 4, 99], labels: ["one", "four", "far"])
    let model = AxisModel(.init(values: [0, 10], options: options, label: nil), count: 5)
    #expect(model.ticks.values == [1, 4, 99] && labels(model) == ["one", "four", "far"])
    #expect(model.scale.position(99) <= 1)
  }

  @Test func survivesTheEndsOfTheNumbers() {
    for values in [[-1e308, 1e308], [0, 5e-324], [5e-324, 1e-323], [1.7e308, 1.75e308]] {
      let model = axis(values)
      let positions = values.map(model.scale.position)
      #expect(positions.allSatisfy { $0 >= -1e-9 && $0 <= 1 + 1e-9 }, "\(values): \(positions)")
      #expect(model.ticks.values.count >= 2, "\(values)")
    }
    #expect(axis([0, 1], domain: 0...5e-324).ticks.values == [0, 5e-324])
  }
}
