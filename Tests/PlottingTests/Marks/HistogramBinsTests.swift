import Testing

@testable import Plotting

@Suite struct HistogramBinsTests {
  @Test func countsEveryFiniteValueOnce() {
    let values = [0, 0.5, 1, 1.5, 2, .nan, .infinity]
    let bins = HistogramBins(values: values, count: 4, domain: nil)
    #expect(bins.counted(values).counts == [1, 1, 1, 2])
    #expect(bins.counted(values).lost == LostValues(notFinite: 2, outside: 0))
  }

  @Test func opensAroundASingleValue() {
    let bins = HistogramBins(values: [3, 3, 3], count: 10, domain: nil)
    #expect(bins.counted([3, 3, 3]).counts.reduce(0, +) == 3)
  }

  /// Near neighbours of large numbers, the largest numbers, and numbers with nothing between them.
  @Test(arguments: [
    [1e6, 1e6 + 0.001, 1e6 + 0.002], [1e308, -1e308, 5e307, 1.7e308],
    [1.7e18, 1.7e18 + 1024, 1.7e18 + 5120], [5e-324, 2e-323], [-0.1, 0.7, 0.3],
  ])
  func losesNoneOfAnyNumbers(_ values: [Double]) {
    let bins = HistogramBins(values: values, count: 30, domain: nil)
    let counted = bins.counted(values)
    #expect(counted.lost == LostValues())
    #expect(counted.counts.reduce(0, +) == Double(values.count))
    let edges = (0...30).map(bins.edge)
    #expect(edges.allSatisfy(\.isFinite) && edges == edges.sorted())
    for value in values {
      let bin = bins.index(of: value)
      #expect(edges[bin] <= value && value <= edges[bin + 1])
    }
  }

  @Test func tellsNanosecondsApart() {
    let values = [1.7e18, 1.7e18 + 1024, 1.7e18 + 5120]
    let bins = HistogramBins(values: values, count: 30, domain: nil)
    #expect(Set(values.map(bins.index)).count == 3)
    #expect(Set((0...30).map(bins.edge)).count == 31)
  }

  @Test func leavesOutWhatLiesBeyondTheDomain() {
    let bins = HistogramBins(values: [-9, 0, 9], count: 2, domain: -1...1)
    #expect(bins.counted([-9, 0, 9]).counts == [0, 1])
    #expect(bins.counted([-9, 0, 9]).lost == LostValues(notFinite: 0, outside: 2))
  }

  /// Bins that hold two and three whole numbers in turn would show a comb.
  @Test func givesEveryBinEquallyManyWholeNumbers() {
    let ages = (0..<4000).map { Double($0 % 80) }
    let bins = HistogramBins(values: ages, count: 30, domain: nil)
    #expect(bins.count == 20 && bins.edge(0) == -0.5 && bins.edge(20) == 79.5)
    #expect(bins.counted(ages).counts.allSatisfy { $0 == 200 })
    let dice = (0..<600).map { Double($0 % 6 + 1) }
    let faces = HistogramBins(values: dice, count: 30, domain: nil)
    #expect((0..<faces.count).map(faces.middle) == [1, 2, 3, 4, 5, 6])
    #expect(faces.counted(dice).counts.allSatisfy { $0 == 100 })
    let part = HistogramBins(values: (0..<100).map(Double.init), count: 30, domain: 20...40.5)
    #expect(part.counted((0..<100).map(Double.init)).counts == [Double](repeating: 1, count: 21))
    // A prime has no width that divides it; the last bin holds fewer.
    let prime = HistogramBins(values: (0..<101).map(Double.init), count: 30, domain: nil)
    #expect(
      prime.counted((0..<101).map(Double.init)).counts == [Double](repeating: 4, count: 25) + [1])
    #expect(HistogramBins(values: [0, 1, 2.5], count: 30, domain: nil).count == 30)
    #expect(HistogramBins(values: [-9e14, 9e14], count: 30, domain: nil).count == 30)
  }

  @Test(arguments: [
    (1000, 40, 10.0, 0.0), (404, 101, 200, 0.5), (1000, 8, 2, 0), (900, 9, 4, -0.5),
  ])
  func givesEveryBinEquallyManyMultiplesOfAStep(
    count: Int, different: Int, shareOf1: Double, first: Double
  ) {
    let values = (0..<count).map { first + Double($0 % different) / shareOf1 }
    let bins = HistogramBins(values: values, count: 30, domain: nil)
    let rounded = HistogramBins(values: values.map { Double(Float($0)) }, count: 30, domain: nil)
    #expect((rounded.count, rounded.edge(0)) == (bins.count, bins.edge(0)))
    let counts = bins.counted(values).counts
    #expect(counts.reduce(0, +) == Double(values.count))
    // The last of a prime number of multiples stands alone.
    #expect(Set(counts.dropLast()).count == 1, "\(counts)")
  }

  @Test(arguments: [2020.0, 3, 0.1, 0, -7.5, 1e300])
  func givesEqualValuesOneBinAroundThem(_ value: Double) {
    let bins = HistogramBins(values: [value, value, value], count: 30, domain: nil)
    #expect(bins.count == 1)
    #expect(abs(bins.middle(0) - value) <= 1e-9 * value.magnitude)
    #expect(bins.counted([value, value, value]).counts == [3])
  }

  @Test func makesEqualDensitiesOfEqualCounts() {
    let bins = HistogramBins(values: [0.1, 9.3], count: 30, domain: nil)
    #expect(Set(bins.heights([Double](repeating: 3, count: 30), .density)).count == 1)
  }

  @Test func survivesNoValues() {
    #expect(HistogramBins(values: [], count: 3, domain: nil).counted([]).counts == [0, 0, 0])
  }

  @Test func makesTheAreaOfADensityOne() {
    let bins = HistogramBins(values: [0, 10], count: 5, domain: nil)
    let heights = bins.heights([1, 2, 3, 0, 4], .density)
    #expect(abs(heights.reduce(0, +) * (bins.edge(1) - bins.edge(0)) - 1) < 1e-12)
    #expect(bins.heights([1, 2, 3, 0, 4], .share).reduce(0, +) == 1)
  }

  @Test func cutsALogarithmicAxisByFactors() {
    let values: [Double] = [-1, 0, 1, 5, 10, 50, 100]
    let bins = HistogramBins(values: values, count: 2, domain: nil, isLogarithmic: true)
    for (index, edge) in [1.0, 10, 100].enumerated() {
      #expect(abs(bins.edge(index) - edge) < 1e-9)
    }
    #expect(bins.counted(values).counts == [2, 3])
    #expect(bins.counted(values).lost == LostValues(notPositive: 2))
    // Each height times the width of its own bin.
    let heights = bins.heights([2, 3], .density)
    let area = heights[0] * 9 + heights[1] * 90
    #expect(abs(area - 1) < 1e-9)
  }
}
